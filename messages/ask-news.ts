import { inWindow, mineButton, moment, type Person } from './ask.ts'
import { conversationButton } from './ask-helper.ts'
import { personButtons } from './blocks.ts'
import type { Words } from './catalog.ts'
import type { Block, Button, Message, Spans } from './message.ts'
import { pickVariant } from './rotation.ts'
import { supportButton } from './support.ts'

/** Of the asker's variants: `seed` names the asker, `turn` counts what came before. */
export type Varied = { readonly seed: string; readonly turn: number }

export type YesShown = Varied & { readonly helper: Person; readonly url?: string | undefined }

export const yesMessage = (words: Words, { helper, url, seed, turn }: YesShown): Message => {
  const open = conversationButton(words, url)
  return news(words, words.text('ask.yes', { helper }, pickVariant(words.variants('ask.yes'), seed, turn)), [
    ...(open.length > 0 ? [{ type: 'buttons', buttons: open } as const] : []),
    { type: 'buttons', buttons: personButtons(words) },
  ])
}

/** `told` is epoch ms; absent once newer news has come. */
export const backedOutMessage = (words: Words, told: number | undefined): Message =>
  told === undefined
    ? news(words, words.text('ask.backed-out-since'), [])
    : news(words, words.text('ask.backed-out', { time: moment(told) }), [
        { type: 'buttons', buttons: [mineButton(words)] },
      ])

/** The four answers. Their actions stand in this order. */
export const followUpAnswers = ['helped', 'not-talked', 'still-need', 'close'] as const
export type FollowUpAnswer = (typeof followUpAnswers)[number]

export const followUpMessage = (words: Words, { helper, seed, turn }: Varied & { helper: Person }): Message =>
  news(words, words.text('ask.follow-up', { helper }, pickVariant(words.variants('ask.follow-up'), seed, turn)), [
    {
      type: 'buttons',
      buttons: followUpAnswers.map((name): Button => ({ label: words.label(`ask.${name}`), action: `ask.${name}` })),
    },
    { type: 'buttons', buttons: [supportButton(words)] },
  ])

type Line = 'ask.noted' | 'ask.closed-in-time' | 'ask.yes-over'

/** After any answer, after a week without one, and when a newer message says more. */
export const newsLine = (words: Words, key: Line): Message =>
  news(words, words.text(key), [{ type: 'buttons', buttons: [mineButton(words), supportButton(words)] }])

type Later = 'ask.not-talked-again' | 'ask.not-talked-last'

/** The private window after "We haven't talked yet". Epoch ms. */
export const notTalkedMessage = (words: Words, key: Later, time: number): Message =>
  inWindow(words, '', words.text(key, { time: moment(time) }), [{ type: 'buttons', buttons: [mineButton(words)] }])

/** By the told time nobody could. */
export const nobodyMessage = (words: Words): Message =>
  news(words, words.text('ask.nobody'), [
    {
      type: 'buttons',
      buttons: [
        { label: words.label('ask.one-person'), action: 'ask.one-person' },
        { label: words.label('ask.tomorrow'), action: 'ask.tomorrow' },
        { label: words.label('ask.copy'), action: 'ask.copy' },
        supportButton(words),
      ],
    },
  ])

/** The words as they were written, to copy. */
export const copyMessage = (words: Words, text: string): Message =>
  inWindow(words, '', words.text('ask.copy-intro'), [{ type: 'text', spans: [text] }])

const news = (words: Words, spans: Spans, blocks: readonly Block[]): Message => ({
  summary: words.label('ask.summary'),
  blocks: [{ type: 'text', spans }, ...blocks],
})
