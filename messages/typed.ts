import type { Words } from './catalog.ts'
import type { Message } from './message.ts'
import { type Card, cardBlocks, supportButton } from './support.ts'

/** Answers an explicit crisis phrase with the card, to that person alone. */
export const crisisMessage = (words: Words, card: Card): Message => ({
  summary: words.label('typed.summary'),
  subject: '',
  blocks: [
    { type: 'text', spans: words.text('typed.crisis') },
    ...cardBlocks(words, card),
    { type: 'text', spans: words.text('typed.crisis-limits'), small: true },
  ],
})

/**
 * Answers words that answer nothing. The buttons carry none of them: the forms they open are filled by hand, from the
 * chat above, where they still stand.
 */
export const unaskedMessage = (words: Words, reader: { joined: boolean }): Message => ({
  summary: words.label('typed.summary'),
  subject: '',
  blocks: [
    { type: 'text', spans: words.text('typed.unasked') },
    {
      type: 'buttons',
      buttons: [
        { label: words.label('typed.ask'), action: 'ask.open' },
        ...(reader.joined ? [{ label: words.label('typed.keep'), action: 'check-in.note' }] : []),
        supportButton(words),
      ],
    },
  ],
})
