import type { Words } from './catalog.ts'
import type { Block, Button, Form, Message, RowsBlock, Span, Spans } from './message.ts'

/** Longest text about the organisation's own programme: one row of the card (`rowText` in limits.ts is 1,024). */
export const PROGRAMME_LENGTH = 600

/** What one person is shown. What is absent was never read at its source, or too long ago. */
export type Card = {
  readonly workspace: string
  /** As an admin wrote it. */
  readonly programme?: string
  readonly emergency?: string
  readonly line?: {
    /** ISO 3166, `DE`. */
    readonly country: string
    readonly name: string
    readonly call: string
    readonly text: boolean
    readonly always: boolean
    readonly free: boolean
    readonly site?: string
  }
  readonly international: { readonly name: string; readonly site: string }
  /** Epoch ms of the oldest reading among the entries shown. */
  readonly checked: number
}

export const supportMessage = (words: Words, card: Card): Message => ({
  summary: words.label('support.summary'),
  subject: '',
  blocks: [{ type: 'text', spans: words.text('support.intro') }, ...cardBlocks(words, card)],
})

export const supportButton = (words: Words): Button => ({
  label: words.label('support.button'),
  action: 'support.open',
})

/** An admin's form: what the organisation itself offers. */
export const programmeForm = (words: Words, now: string | undefined): Form => ({
  name: 'support.programme',
  subject: '',
  title: words.label('support.programme-title'),
  blocks: [{ type: 'text', spans: words.text('support.programme-intro') }],
  fields: [
    {
      name: 'text',
      label: words.label('support.programme-field'),
      hint: words.label('support.programme-hint'),
      required: false,
      type: 'text',
      maxLength: PROGRAMME_LENGTH,
      ...(now !== undefined && { value: now }),
    },
  ],
  submit: words.label('support.programme-submit'),
})

export const programmeSaved = (words: Words, card: Card): Message => ({
  summary: words.label('support.summary'),
  subject: '',
  blocks: [{ type: 'text', spans: words.text('support.programme-done') }, ...cardBlocks(words, card)],
})

/** The entries alone, for below other words. */
export const cardBlocks = (words: Words, card: Card): Block[] => [
  { type: 'rows', rows: rowsOf(words, card) },
  { type: 'text', spans: footOf(words, card), small: true },
]

const rowsOf = (words: Words, card: Card): RowsBlock['rows'] => [
  {
    label: words.label('support.danger'),
    spans:
      card.emergency === undefined
        ? words.text('support.emergency-local')
        : words.text('support.emergency', { number: card.emergency }),
  },
  ...(card.programme === undefined
    ? []
    : [{ label: words.label('support.own', { workspace: card.workspace }), spans: [card.programme] }]),
  ...(card.line
    ? [
        {
          label: words.label('support.in', { country: countryName(words, card.line.country) }),
          spans: lineOf(words, card.line),
        },
      ]
    : []),
  {
    label: words.label('support.elsewhere'),
    spans: words.text('support.directory', { link: { link: card.international.site, text: card.international.name } }),
  },
]

const lineOf = (words: Words, line: NonNullable<Card['line']>): Spans => {
  const { name, call: number, site } = line
  const parts: Spans[] = [words.text(line.text ? 'support.call-or-text' : 'support.call', { name, number })]
  if (line.always) parts.push(words.text('support.always'))
  if (line.free) parts.push(words.text('support.free'))
  if (site !== undefined) parts.push([{ link: site, text: new URL(site).host }])
  return spaced(parts)
}

const footOf = (words: Words, card: Card): Spans =>
  spaced([
    words.text('support.checked', { date: { time: card.checked, style: 'date' } }),
    ...(card.line || card.emergency !== undefined ? [words.text('support.guessed')] : []),
  ])

const spaced = (parts: readonly Spans[]): Spans =>
  parts.flatMap((part, i): Span[] => (i === 0 ? [...part] : [' ', ...part]))

const countryName = (words: Words, code: string): string =>
  new Intl.DisplayNames([words.locale], { type: 'region' }).of(code) ?? code
