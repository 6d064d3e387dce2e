import type { Words } from './catalog.ts'
import { type HelpKind, helpKindOptions } from './help-kinds.ts'
import type { Block, Button, Field, Form, Message, Span } from './message.ts'
import { supportButton } from './support.ts'

export type Person = Extract<Span, { mention: string }>

/** What the form says of names: hidden until a yes, going along, or there is nobody to find. */
export type Team = 'blind' | 'small' | 'alone'

export type AskFilled = {
  readonly text?: string | undefined
  /** The platform's id. */
  readonly teammate?: string | undefined
  readonly kind: HelpKind
  readonly minutes: number
}

export type AskRoom = {
  readonly team: Team
  /** One person is to be named. */
  readonly named: boolean
  readonly limit: number
  readonly sizes: readonly number[]
}

/** The form is the preview: nothing leaves before it is sent. Five fields leave no room for a text above them. */
export const askForm = (words: Words, subject: string, filled: AskFilled, room: AskRoom): Form => ({
  name: 'ask.send',
  subject,
  title: words.label('ask.form-title'),
  fields: [
    {
      name: 'text',
      label: words.label('ask.form-text'),
      hint: words.label('ask.form-text-hint'),
      type: 'text',
      required: true,
      maxLength: room.limit,
      ...(filled.text && { value: filled.text }),
    },
    teammateField(words, filled, room),
    {
      name: 'kind',
      label: words.label('ask.form-kind'),
      type: 'choice',
      required: true,
      options: helpKindOptions(words),
      value: filled.kind,
    },
    {
      name: 'minutes',
      label: words.label('ask.form-minutes'),
      type: 'choice',
      required: true,
      options: room.sizes.map((minutes) => ({ value: String(minutes), label: words.label('ask.size', { minutes }) })),
      value: String(filled.minutes),
    },
    { name: 'widen', label: words.label('ask.form-widen'), type: 'toggle', required: false, value: true },
  ],
  submit: words.label('ask.send'),
})

type Told = 'ask.sent' | 'ask.sent-nights' | 'ask.sent-weekends' | 'ask.still-need-sent' | 'ask.widened'

/** A private window: by when they hear. `widen`: somebody else can still be looked for. */
export const sentMessage = (
  words: Words,
  key: Told,
  { subject, told, widen }: { subject: string; told: Extract<Span, { time: number }>; widen: boolean },
): Message =>
  inWindow(words, subject, words.text(key, { time: told }), [
    { type: 'buttons', buttons: [takeBackButton(words), ...(widen ? [widenButton(words)] : []), supportButton(words)] },
  ])

/** A request that leaves later. Epoch ms. */
export const againMessage = (words: Words, subject: string, when: number, told: number): Message =>
  inWindow(words, subject, words.text('ask.again-sent', { when: moment(when), time: moment(told) }), [
    { type: 'buttons', buttons: [takeBackButton(words), supportButton(words)] },
  ])

type Sentence = 'ask.taken-back' | 'ask.agreed-already' | 'ask.closed' | 'ask.avoid-saved'

/** One sentence in a private window. */
export const askSentence = (words: Words, key: Sentence): Message => mineWindow(words, words.text(key))

/** The same of a sentence that was made before. */
export const mineWindow = (words: Words, spans: readonly Span[]): Message =>
  inWindow(words, '', spans, [{ type: 'buttons', buttons: [mineButton(words)] }])

type Problem =
  | 'ask.text-missing'
  | 'ask.pick-one'
  | 'ask.teammate-unknown'
  | 'ask.teammate-self'
  | 'ask.teammate-outsider'
  | 'ask.teammate-missing'
  | 'ask.teammate-open'
  | 'ask.teammate-unheard'

export const askProblem = (words: Words, key: Problem): string => words.label(key)

export const aboutAsk = (words: Words): string => words.label('ask.about')

/** Before the list of one's own requests there is one button, everywhere the same. */
export const mineButton = (words: Words): Button => ({ label: words.label('ask.mine'), action: 'ask.mine' })

export const takeBackButton = (words: Words): Button => ({
  label: words.label('ask.take-back'),
  action: 'ask.take-back',
})

export const widenButton = (words: Words): Button => ({
  label: words.label('ask.find-someone'),
  action: 'ask.widen',
})

/** A private window of the one who asks. */
export const inWindow = (words: Words, subject: string, spans: readonly Span[], blocks: readonly Block[]): Message => ({
  summary: words.label('ask.summary'),
  subject,
  blocks: [{ type: 'text', spans }, ...blocks],
})

export const moment = (time: number) => ({ time, style: 'both' }) as const

export const quoteOf = (words: Words, text: string): Block => ({
  type: 'text',
  spans: words.text('ask.quote', { words: text }),
})

const teammateField = (words: Words, { teammate }: AskFilled, { team, named }: AskRoom): Field => ({
  name: 'teammate',
  label: words.label('ask.form-teammate'),
  hint: words.label(named && team !== 'alone' ? 'ask.form-teammate-one' : hints[team]),
  type: 'person',
  required: named || team === 'alone',
  ...(teammate !== undefined && { value: teammate }),
})

const hints = {
  blind: 'ask.form-teammate-hint',
  small: 'ask.form-teammate-small',
  alone: 'ask.form-teammate-alone',
} as const
