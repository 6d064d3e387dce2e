import type { Words } from './catalog.ts'
import type { Message } from './message.ts'

/** Answers a tap on a button that no longer counts. Nothing was changed. */
export const staleMessage = (words: Words): Message => sentence(words, 'common.stale')

/** Something broke on our side. Nothing was changed. */
export const failedMessage = (words: Words): Message => sentence(words, 'common.failed')

/** Someone used what only admins may use. */
export const adminOnlyMessage = (words: Words): Message => sentence(words, 'common.admin-only')

/** The workspace is not among those that may be served. */
export const notServedMessage = (words: Words): Message => sentence(words, 'common.not-served')

type Sentence = 'common.stale' | 'common.failed' | 'common.admin-only' | 'common.not-served'

function sentence(words: Words, key: Sentence): Message {
  return { summary: words.label('common.summary'), blocks: [{ type: 'text', spans: words.text(key) }] }
}
