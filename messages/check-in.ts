import type { Words } from './catalog.ts'
import type { Block, Button, Form, Message, Option, RowsBlock, Span } from './message.ts'
import { pickVariant } from './rotation.ts'
import { supportButton } from './support.ts'
import { settingsButton } from './welcome.ts'

/** In the order in which they stand. The first two count as fine in the team picture, the others as low. */
export const answers = ['well', 'all-right', 'hard', 'rough'] as const
export type Answer = (typeof answers)[number]

export type CheckInShown = {
  readonly who: Extract<Span, { mention: string }>
  /** Names the member: the same one is shown the same opening on every edit. */
  readonly seed: string
  /** How many openings this member had before. */
  readonly turn: number
  /** Asks whether the check-ins are still wanted at all. */
  readonly still: boolean
  readonly weekday: string
  /** Messages a week that Reachout starts by itself. */
  readonly budget: number
}

/** Before a tap. */
export const checkInMessage = (words: Words, opening: CheckInShown): Message =>
  message(words, openingSpans(words, opening), [
    smallLine(words, opening),
    { type: 'buttons', buttons: answers.map((value) => tapButton(words, value)) },
    {
      type: 'buttons',
      buttons: [
        handButton(words),
        supportButton(words),
        { label: words.label('check-in.more'), action: 'check-in.more' },
      ],
    },
  ])

/** After any tap: the same whatever the answer. `open`: it can still be changed. */
export const notedMessage = (words: Words, open: boolean, riders: readonly Block[]): Message => {
  const change: Button = { label: words.label('check-in.change'), action: 'check-in.change' }
  const buttons = [...(open ? [change] : []), handButton(words), supportButton(words)]
  return message(words, words.text('check-in.noted'), [{ type: 'buttons', buttons }, ...riders])
}

/** Never tapped, and a newer one has come. */
export const passedMessage = (words: Words, opening: CheckInShown): Message =>
  message(words, openingSpans(words, opening), [
    smallLine(words, opening),
    { type: 'buttons', buttons: [handButton(words), supportButton(words)] },
  ])

/** The private window after a low tap. `offers` stand first. */
export const lowMessage = (words: Words, subject: string, offers: readonly Button[]): Message => ({
  summary: words.label('check-in.summary'),
  subject,
  blocks: [
    { type: 'text', spans: words.text('check-in.low') },
    {
      type: 'buttons',
      buttons: [...offers, { label: words.label('check-in.enough'), action: 'check-in.enough' }, supportButton(words)],
    },
  ],
})

/** The private window behind "More": why it came, from settings alone. */
export const moreMessage = (words: Words, subject: string, weekday: string): Message => ({
  summary: words.label('check-in.summary'),
  subject,
  blocks: [
    {
      type: 'text',
      spans: words.text('check-in.why', { day: words.label('schedules.on-day', { day: weekday }) }),
    },
    {
      type: 'buttons',
      buttons: [settingsButton(words), { label: words.label('check-in.skip-next'), action: 'check-in.skip-next' }],
    },
  ],
})

type Sentence = 'check-in.low-closed' | 'check-in.saved' | 'check-in.note-none' | 'check-in.skipped'

/** One sentence in a private window. */
export const checkInSentence = (words: Words, key: Sentence): Message => message(words, words.text(key), [])

export type Kept = { readonly answer?: Answer | undefined; readonly note?: string | undefined }
export type NoteRoom = { readonly limit: number; readonly days: number }

/** Answer and note, filled with what is kept. */
export const changeForm = (words: Words, subject: string, kept: Kept, room: NoteRoom): Form => ({
  name: 'check-in.change',
  subject,
  title: words.label('check-in.form-title'),
  fields: [
    {
      name: 'answer',
      label: words.label('check-in.form-answer'),
      type: 'choice',
      required: true,
      options: answers.map((value) => answerOption(words, value)),
      ...(kept.answer !== undefined && { value: kept.answer }),
    },
    noteField(words, kept, room),
  ],
  submit: words.label('check-in.form-save'),
})

/** The note alone, for words that were typed in the chat. */
export const noteForm = (words: Words, subject: string, kept: Kept, room: NoteRoom): Form => ({
  name: 'check-in.note',
  subject,
  title: words.label('check-in.note-title'),
  fields: [noteField(words, kept, room)],
  submit: words.label('check-in.form-save'),
})

/** How an answer reads on its button, in its form and in one's own data. */
export const answerLabel = (words: Words, answer: Answer): string => words.label(`check-in.${answer}`)

const message = (words: Words, spans: readonly Span[], blocks: readonly Block[]): Message => ({
  summary: words.label('check-in.summary'),
  blocks: [{ type: 'text', spans }, ...blocks],
})

const openingSpans = (words: Words, { who, seed, turn, still }: CheckInShown): readonly Span[] =>
  still
    ? words.text('check-in.still', { who })
    : words.text('check-in.ask', { who }, pickVariant(words.variants('check-in.ask'), seed, turn))

/** A wave says the same few of these to everyone. */
const smallLines = new WeakMap<Words, Map<string, Block>>()

const smallLine = (words: Words, { weekday, budget }: CheckInShown): Block => {
  const known = smallLines.get(words) ?? new Map<string, Block>()
  smallLines.set(words, known)
  const name = `${weekday} ${budget}`
  const line = known.get(name) ?? smallLineOf(words, weekday, budget)
  known.set(name, line)
  return line
}

const smallLineOf = (words: Words, weekday: string, budget: number): Block => ({
  type: 'text',
  small: true,
  spans: words.text('check-in.small', { day: words.label('schedules.day', { day: weekday }), budget }),
})

/** Opens the form for a request, the same before and after any tap. */
const handButton = (words: Words): Button => ({ label: words.label('check-in.hand'), action: 'ask.open' })

const tapButton = (words: Words, value: Answer): Button => ({
  label: answerLabel(words, value),
  action: 'check-in.tap',
  value,
})

const answerOption = (words: Words, value: Answer): Option => ({ value, label: answerLabel(words, value) })

const noteField = (words: Words, { note }: Kept, { limit, days }: NoteRoom) => ({
  name: 'note',
  label: words.label('check-in.form-note'),
  hint: words.label('check-in.form-note-hint', { days }),
  type: 'text' as const,
  required: false,
  maxLength: limit,
  ...(note !== undefined && { value: note }),
})

/** What is kept of one check-in, as rows for its own person. */
export const checkInRows = (words: Words, at: number, { answer, note }: Kept): readonly Row[] => {
  const when: Span = { time: at, style: 'date' }
  const said = answer === undefined ? [when] : [when, ': ', answerLabel(words, answer)]
  const rows = [{ label: words.label('check-in.data-hello'), spans: said }]
  return note === undefined ? rows : [...rows, { label: words.label('check-in.form-note'), spans: [note] }]
}

/** How often check-ins come now; undefined: not until the person does something. */
export const paceRow = (words: Words, weeks: number | undefined): Row => ({
  label: words.label('check-in.data-pace'),
  spans: weeks === undefined ? words.text('check-in.data-resting') : words.text('check-in.data-weeks', { weeks }),
})

type Row = RowsBlock['rows'][number]
