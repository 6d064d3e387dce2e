import type { Words } from './catalog.ts'
import { type HelpKind, helpKindLabel, helpKindOptions } from './help-kinds.ts'
import type { Block, Button, Form, Message, RowsBlock } from './message.ts'
import { settingsButton } from './welcome.ts'

/** DESIGN.md, promise 1: found requests on 7 dates, by choice. */
export const capacities = [0, 1, 2, 3, 4, 5] as const
export type Capacity = (typeof capacities)[number]

/** What one person offers. */
export type Offered = { readonly kinds: readonly HelpKind[]; readonly capacity: number }

type Row = RowsBlock['rows'][number]

/** Asked once, in a private window, right after joining. */
export const offersQuestion = (words: Words): Message =>
  inWindow(words, 'offers.question', [
    {
      type: 'buttons',
      buttons: [
        { ...offersButton(words), style: 'primary' },
        { label: words.label('offers.not-now'), action: 'offers.not-now' },
      ],
    },
  ])

export const offersLaterMessage = (words: Words): Message =>
  inWindow(words, 'offers.later', [{ type: 'buttons', buttons: [settingsButton(words)] }])

export const offersForm = (words: Words, { kinds, capacity }: Offered): Form => ({
  name: 'offers.save',
  subject: '',
  title: words.label('offers.title'),
  blocks: [{ type: 'text', spans: words.text('offers.intro') }],
  fields: [
    {
      name: 'kinds',
      label: words.label('offers.kinds'),
      hint: words.label('offers.kinds-hint'),
      type: 'choices',
      required: false,
      options: helpKindOptions(words),
      value: kinds,
    },
    {
      name: 'capacity',
      label: words.label('offers.capacity'),
      hint: words.label('offers.capacity-hint'),
      type: 'choice',
      required: true,
      options: capacities.map((count) => ({ value: String(count), label: capacityLabel(words, count) })),
      value: String(capacity),
    },
  ],
  submit: words.label('offers.submit'),
})

export const offersSavedMessage = (words: Words, { kinds, capacity }: Offered): Message =>
  inWindow(words, kinds.length > 0 && capacity > 0 ? 'offers.saved' : 'offers.saved-none', [
    { type: 'buttons', buttons: [offersButton(words), settingsButton(words)] },
  ])

/** In one's settings. */
export const offersRow = (words: Words, { kinds, capacity }: Offered): Row => ({
  label: words.label('offers.open'),
  spans:
    kinds.length === 0
      ? words.text('offers.row-none')
      : words.text('offers.row', { kinds: listed(words, kinds), capacity: capacityLabel(words, capacity) }),
})

export const offersButton = (words: Words): Button => ({ label: words.label('offers.open'), action: 'offers.open' })

/** After a low tap: both open the form for a request with that kind of help chosen. */
export const lowButtons = (words: Words, someoneListens: boolean): readonly Button[] => [
  ...(someoneListens ? [askButton(helpKindLabel(words, 'listener'), 'listener')] : []),
  askButton(words.label('offers.work'), 'fresh-eyes'),
]

/** In one's own data. */
export const offeredRows = (words: Words, { kinds, capacity }: Offered): readonly Row[] => [
  ...(kinds.length === 0 ? [] : [{ label: words.label('offers.data'), spans: [listed(words, kinds)] }]),
  { label: words.label('offers.data-capacity'), spans: [capacityLabel(words, capacity)] },
]

const askButton = (label: string, value: HelpKind): Button => ({ label, action: 'ask.open', value })

const listed = (words: Words, kinds: readonly HelpKind[]): string =>
  kinds.map((kind) => helpKindLabel(words, kind)).join(', ')

const capacityLabel = (words: Words, count: number): string => words.label('offers.capacity-is', { count })

type Sentence = 'offers.question' | 'offers.later' | 'offers.saved' | 'offers.saved-none'

const inWindow = (words: Words, key: Sentence, blocks: readonly Block[]): Message => ({
  summary: words.label('offers.summary'),
  subject: '',
  blocks: [{ type: 'text', spans: words.text(key) }, ...blocks],
})
