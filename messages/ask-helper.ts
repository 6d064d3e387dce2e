import { inWindow, moment, type Person, quoteOf } from './ask.ts'
import { personButtons } from './blocks.ts'
import type { Words } from './catalog.ts'
import { type HelpKind, helpKindLabel } from './help-kinds.ts'
import type { Block, Button, ButtonsBlock, Message, Spans } from './message.ts'
import { pickVariant } from './rotation.ts'

/** Why it came, from settings alone. */
export type Why = 'named' | 'offered' | 'reminder'

/** A request as its helper may see it before a yes. */
export type RequestShown = {
  readonly kind: HelpKind
  readonly minutes: number
  readonly why: Why
  /** Names the helper. */
  readonly seed: string
  /** How many this helper was put before. */
  readonly turn: number
} & (
  | { readonly route: 'named'; readonly asker: Person; readonly text?: string | undefined }
  /** The name goes along in a small team alone; the words never. */
  | { readonly route: 'found'; readonly asker?: Person | undefined }
)

/** Before an answer, and as a reminder. */
export const requestMessage = (words: Words, shown: RequestShown): Message => ({
  summary:
    shown.asker === undefined
      ? words.label('ask.helper-summary')
      : words.label('ask.helper-summary-named', { asker: shown.asker }),
  blocks: [
    { type: 'text', spans: opening(words, shown) },
    ...(shown.route === 'named' ? namedBlocks(words, shown) : foundBlocks(words, shown)),
    answerButtons(words),
    small(words.text('ask.helper-small')),
    small(words.text(`ask.why-${shown.why}`)),
    { type: 'buttons', buttons: personButtons(words) },
  ],
})

export type AcceptedShown = {
  readonly asker: Person
  readonly text: string
  readonly kind: HelpKind
  readonly minutes: number
  /** The way into the conversation of the two, where there is one. */
  readonly url?: string | undefined
}

/** After this helper's own yes. */
export const acceptedMessage = (words: Words, shown: AcceptedShown): Message => {
  const open = conversationButton(words, shown.url)
  const backOut: Button = { label: words.label('ask.back-out'), action: 'ask.back-out' }
  return {
    summary: words.label('ask.helper-summary-named', { asker: shown.asker }),
    blocks: [
      { type: 'text', spans: words.text('ask.accepted', { asker: shown.asker }) },
      quoteOf(words, shown.text),
      small(kindLine(words, shown)),
      { type: 'buttons', buttons: [...open, backOut] },
      { type: 'buttons', buttons: personButtons(words) },
    ],
  }
}

type Line = 'ask.rest' | 'ask.taken' | 'ask.backed-out-rest'

/** One neutral line, without buttons. */
export const lineMessage = (words: Words, key: Line): Message => ({
  summary: words.label('ask.helper-summary'),
  blocks: [{ type: 'text', spans: words.text(key) }],
})

export type ReminderChoice = 'hour' | 'three-hours' | 'morning'

/** The private window after Later. Without a choice there is hardly time left. */
export const laterMessage = (words: Words, subject: string, choices: readonly ReminderChoice[]): Message =>
  inWindow(words, subject, words.text(choices.length > 0 ? 'ask.later-when' : 'ask.later-over'), [
    {
      type: 'buttons',
      buttons:
        choices.length > 0
          ? choices.map((value) => ({ label: words.label(`ask.later-${value}`), action: 'ask.remind', value }))
          : [{ ...happyButton(words), value: HERE }],
    },
  ])

/** Epoch ms. */
export const reminderSetMessage = (words: Words, subject: string, time: number): Message =>
  inWindow(words, subject, words.text('ask.reminder-set', { time: moment(time) }), [])

/** Answers a yes when the week is full; `day` is epoch ms. */
export const fullMessage = (words: Words, count: number, day: number): Message =>
  inWindow(words, '', words.text('ask.full', { count, day: { time: day, style: 'date' } }), [
    { type: 'buttons', buttons: [{ label: words.label('ask.change-room'), action: 'offers.open' }] },
  ])

/** The value of a button in a private window: what follows is said there. */
export const HERE = 'here'

/** Happy to · Later · Not now. */
export const answerButtons = (words: Words, value?: typeof HERE): ButtonsBlock => {
  const all: readonly Button[] = [
    happyButton(words),
    { label: words.label('ask.later'), action: 'ask.later' },
    { label: words.label('ask.not-now'), action: 'ask.not-now' },
  ]
  return { type: 'buttons', buttons: value === undefined ? all : all.map((button) => ({ ...button, value })) }
}

export const conversationButton = (words: Words, url: string | undefined): readonly Button[] =>
  url === undefined ? [] : [{ label: words.label('ask.conversation'), action: 'ask.conversation', url }]

/** The first line: of someone found, a whole sentence without a name. */
export const opening = (words: Words, shown: RequestShown): Spans => {
  const key = shown.route === 'named' ? 'ask.helper-named' : (`ask.helper-${shown.kind}` as const)
  const variant = pickVariant(words.variants(key), `${shown.seed} ${key}`, shown.turn)
  return shown.route === 'named'
    ? words.text('ask.helper-named', { asker: shown.asker }, variant)
    : words.text(`ask.helper-${shown.kind}`, {}, variant)
}

const happyButton = (words: Words): Button => ({
  label: words.label('ask.happy'),
  action: 'ask.happy',
  style: 'primary',
})

const namedBlocks = (words: Words, shown: Extract<RequestShown, { route: 'named' }>): readonly Block[] => [
  ...(shown.text === undefined ? [] : [quoteOf(words, shown.text)]),
  { type: 'text', spans: kindLine(words, shown) },
]

const foundBlocks = (words: Words, shown: Extract<RequestShown, { route: 'found' }>): readonly Block[] => [
  ...(shown.asker ? [{ type: 'text', spans: words.text('ask.helper-name', { asker: shown.asker }) } as const] : []),
  { type: 'text', spans: words.text('ask.helper-size', { minutes: shown.minutes }) },
  ...(shown.asker ? [] : [{ type: 'text', spans: words.text('ask.helper-reveal') } as const]),
]

const kindLine = (words: Words, { kind, minutes }: { kind: HelpKind; minutes: number }): Spans =>
  words.text('ask.helper-kind', { kind: helpKindLabel(words, kind), minutes })

const small = (spans: Spans): Block => ({ type: 'text', small: true, spans })
