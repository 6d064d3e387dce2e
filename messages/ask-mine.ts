import { inWindow, moment, quoteOf, takeBackButton, widenButton } from './ask.ts'
import { answerButtons, HERE, opening, type RequestShown } from './ask-helper.ts'
import type { Words } from './catalog.ts'
import type { Block, Button, Form, Message, RowsBlock, Spans } from './message.ts'
import { settingsButton } from './welcome.ts'

type Row = RowsBlock['rows'][number]

/** One of one's own requests, or one that somebody put to this person. Times are epoch ms. */
export type MineItem =
  | {
      readonly type: 'own'
      readonly subject: string
      readonly stands: 'open' | 'planned' | 'matched'
      readonly text: string
      readonly sentAt: number
      readonly toldAt: number
      readonly widen: boolean
    }
  | { readonly type: 'asked'; readonly subject: string; readonly request: RequestShown }

export type Limits = { readonly open: number; readonly day: number }

/** One at a time; `at` counts from 0. */
export const mineMessage = (words: Words, items: readonly MineItem[], at: number, limits: Limits): Message => {
  const item = items[at]
  const last: Block[] = [
    { type: 'text', small: true, spans: words.text('ask.mine-limits', limits) },
    { type: 'buttons', buttons: [...nextButton(words, items, at), avoidButton(words), settingsButton(words)] },
  ]
  if (!item) return inWindow(words, '', words.text('ask.mine-none'), last)
  const place: Block[] =
    items.length > 1
      ? [{ type: 'text', small: true, spans: words.text('ask.mine-of', { at: at + 1, all: items.length }) }]
      : []
  const [first, ...more] = item.type === 'own' ? ownBlocks(words, item) : askedBlocks(words, item.request)
  return inWindow(words, item.subject, first, [...more, ...place, ...last])
}

/** In the settings. */
export const mineRow = (words: Words, count: number): Row => ({
  label: words.label('ask.row'),
  spans: words.text('ask.row-text', { count }),
})

/** Whom one's requests never reach; `people` are the platform's ids. */
export const avoidForm = (words: Words, people: readonly string[], limit: number): Form => ({
  name: 'ask.avoid',
  subject: '',
  title: words.label('ask.avoid-title'),
  blocks: [{ type: 'text', spans: words.text('ask.avoid-intro') }],
  fields: [
    {
      name: 'people',
      label: words.label('ask.avoid-people'),
      hint: words.label('ask.avoid-hint', { limit }),
      type: 'people',
      required: false,
      value: people,
    },
  ],
  submit: words.label('ask.avoid-save'),
})

export const tooManyAvoided = (words: Words, limit: number): string => words.label('ask.avoid-many', { limit })

export type Stands = 'open' | 'matched' | 'helped' | 'withdrawn' | 'nobody' | 'closed'

/** One's own request, in one's own data; `date` is how it reads. */
export const ownRow = (words: Words, date: string, how: Stands, text: string | undefined): Row => ({
  label: words.label('ask.data-own'),
  spans: [[date, words.label('ask.data-stands', { how }), ...(text === undefined ? [] : [text])].join(', ')],
})

export type Said = 'yes' | 'later' | 'notNow' | 'backOut' | 'none'

/** What somebody asked of this person, in their own data: nothing of who it was. */
export const askedRow = (words: Words, date: string, answer: Said): Row => ({
  label: words.label('ask.data-asked'),
  spans: [[date, words.label('ask.data-answer', { answer })].join(', ')],
})

export const draftRow = (words: Words, text: string): Row => ({ label: words.label('ask.data-draft'), spans: [text] })

export const avoidedRow = (words: Words, names: readonly string[]): Row => ({
  label: words.label('ask.data-avoided'),
  spans: [names.join(', ')],
})

const ownBlocks = (words: Words, item: Extract<MineItem, { type: 'own' }>): readonly [Spans, ...Block[]] => {
  const { stands, sentAt, toldAt, widen, text } = item
  const [when, time] = [moment(sentAt), moment(toldAt)]
  const quote = quoteOf(words, text)
  if (stands === 'matched') return [words.text('ask.mine-matched', { when }), quote]
  return [
    words.text(stands === 'planned' ? 'ask.mine-planned' : 'ask.mine-open', { when, time }),
    quote,
    { type: 'buttons', buttons: [takeBackButton(words), ...(widen ? [widenButton(words)] : [])] },
  ]
}

const askedBlocks = (words: Words, request: RequestShown): readonly [Spans, ...Block[]] => [
  opening(words, request),
  { type: 'text', spans: words.text('ask.helper-size', { minutes: request.minutes }) },
  answerButtons(words, HERE),
  { type: 'text', small: true, spans: words.text('ask.helper-small') },
]

const nextButton = (words: Words, items: readonly MineItem[], at: number): readonly Button[] =>
  at + 1 < items.length ? [{ label: words.label('ask.mine-next'), action: 'ask.mine', value: String(at + 1) }] : []

const avoidButton = (words: Words): Button => ({ label: words.label('ask.avoid'), action: 'ask.avoid' })
