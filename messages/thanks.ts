import { personButtons } from './blocks.ts'
import type { Words } from './catalog.ts'
import { limits } from './limits.ts'
import type { Block, Form, Message, RowsBlock, Span, Spans } from './message.ts'
import { pickVariant } from './rotation.ts'

type Person = Extract<Span, { mention: string }>
type Row = RowsBlock['rows'][number]

/** Characters in one thank-you: a few sentences, whole on every screen. */
export const THANKS_LENGTH = 280

/** Thanks as the one who is thanked sees them. */
export type ThanksShown = {
  readonly giver: Person
  /** Without any: the constant words, in the reader's language. */
  readonly text?: string
  /** Names the reader. */
  readonly seed: string
  /** How many this reader was given before. */
  readonly turn: number
}

export const thanksMessage = (words: Words, { giver, text, seed, turn }: ThanksShown): Message => ({
  summary: words.label('thanks.summary'),
  blocks: [
    {
      type: 'text',
      spans: words.text('thanks.given', { giver }, pickVariant(words.variants('thanks.given'), seed, turn)),
    },
    { type: 'text', spans: quoted(words, text) },
    { type: 'text', small: true, spans: words.text('thanks.why', { giver }) },
    { type: 'buttons', buttons: personButtons(words) },
  ],
})

/** Offered when a request came to a good end; its buttons act about that request. */
export const thanksOffer = (words: Words, helper: Person, subject: string): Message =>
  inWindow(words, words.text('thanks.offer', { helper }), subject, [
    {
      type: 'buttons',
      buttons: [
        { label: words.label('thanks.quick'), action: 'thanks.quick', style: 'primary' },
        { label: words.label('thanks.own-words'), action: 'thanks.own-words' },
        { label: words.label('thanks.not-needed'), action: 'thanks.not-needed' },
      ],
    },
  ])

/** `teammate` is the platform's id. What was typed stands in the form whole, even if it is too long to send. */
export const thanksForm = (words: Words, filled: { teammate?: string; text?: string }): Form => {
  const { teammate, text = '' } = filled
  return {
    name: 'thanks.send',
    subject: '',
    title: words.label('thanks.title'),
    blocks: [{ type: 'text', spans: words.text('thanks.intro') }],
    fields: [
      {
        name: 'teammate',
        label: words.label('thanks.teammate'),
        type: 'person',
        required: true,
        ...(teammate !== undefined && { value: teammate }),
      },
      {
        name: 'text',
        label: words.label('thanks.text'),
        hint: words.label('thanks.text-hint', { limit: THANKS_LENGTH }),
        type: 'text',
        required: true,
        maxLength: text.length > THANKS_LENGTH ? limits.fieldValue : THANKS_LENGTH,
        ...(text !== '' && { value: text.slice(0, limits.fieldValue) }),
      },
    ],
    submit: words.label('thanks.submit'),
  }
}

type Sentence = 'thanks.sent' | 'thanks.closed'

/** One sentence in a private window. */
export const thanksSentence = (words: Words, key: Sentence): Message => inWindow(words, words.text(key), '', [])

type Problem = 'thanks.nobody' | 'thanks.oneself' | 'thanks.outsider' | 'thanks.empty'

export const thanksProblem = (words: Words, key: Problem): string => words.label(key)

export const tooLong = (words: Words, length: number): string =>
  words.label('thanks.too-long', { limit: THANKS_LENGTH, length })

export const aboutThanks = (words: Words): string => words.label('thanks.about')

/** One thank-you in one's own data, with the words and a name where it is still stored. */
export const thanksRow = (
  words: Words,
  which: 'given' | 'received',
  one: { readonly at: number; readonly name: string | undefined; readonly text?: string },
): Row => ({
  label: words.label(which === 'given' ? 'thanks.data-given' : 'thanks.data-received'),
  spans: [
    { time: one.at, style: 'date' },
    ': ',
    one.name ?? words.label('thanks.data-someone'),
    ', ',
    ...quoted(words, one.text),
  ],
})

const quoted = (words: Words, text: string | undefined): Spans =>
  text === undefined
    ? words.text('thanks.quote', { words: words.label('thanks.constant') })
    : words.text('thanks.quote', { words: text })

const inWindow = (words: Words, spans: Spans, subject: string, blocks: readonly Block[]): Message => ({
  summary: words.label('thanks.summary'),
  subject,
  blocks: [{ type: 'text', spans }, ...blocks],
})
