import { acceptedMessage, lineMessage, type RequestShown, requestMessage } from '../../../messages/ask-helper.ts'
import { backedOutMessage, followUpMessage, newsLine, nobodyMessage, yesMessage } from '../../../messages/ask-news.ts'
import { putAwayMessage } from '../../../messages/blocks.ts'
import type { Message, Span } from '../../../messages/message.ts'
import type { Id, Looking, Member, Reason, View } from '../../engine/index.ts'
import { memberOf } from './moves.ts'
import type { Needs } from './needs.ts'
import { askOf, endedByName, type Put, putOf, requestsTo, sentBefore, shownOf } from './queries.ts'
import { DOOR_MS, type Reads, readsNow, requestIn } from './rules.ts'
import { type AskWords, openTap, openWords } from './words.ts'

type Shown = Message | { readonly skip: Reason }

/** One request as it stands for its helper, who looks. */
export type Seen = Put & {
  readonly reads: Reads
  readonly asker: Member | undefined
  readonly words: AskWords | undefined
  readonly blocked: boolean
}

/** Undefined when it is not this viewer's, or no longer kept. */
export const seenBy = async (c: Looking, subject: Id, needs: Needs): Promise<Seen | undefined> => {
  const put = await putOf(c.db, subject)
  if (put?.request.helper !== c.viewer.id) return undefined
  const asker = await memberOf(c, put.ask.asker)
  const words = openWords(c, put.ask)
  const blocked = asker !== undefined && (await needs.isBlocked(c, c.viewer, asker))
  const gone = asker === undefined || words === undefined || blocked
  return { ...put, asker, words, blocked, reads: readsNow({ ...put, tap: openTap(c, put.request), gone }, c.now) }
}

/** A request, to the person it was put to. */
export const viewRequest =
  (needs: Needs): View =>
  async (c, subject) => {
    const sent = (await shownOf(c.db, 'ask.helper', [subject], c.viewer.id)).has(subject)
    const seen = await seenBy(c, subject, needs)
    if (sent) return seen ? requestNow(c, seen) : rest(c)
    if (!seen) return { skip: 'withdrawn' }
    const skip = await reasonToSkip(c, seen, needs)
    return skip ? { skip } : askMessage(c, seen)
  }

/** The reminder that the helper chose. Afterwards it is what carries the request. */
export const viewReminder =
  (needs: Needs): View =>
  async (c, subject) => {
    const sent = (await shownOf(c.db, 'ask.reminder', [subject], c.viewer.id)).has(subject)
    const seen = await seenBy(c, subject, needs)
    if (!seen) return sent ? rest(c) : { skip: 'withdrawn' }
    if (seen.reads === 'later') return askMessage(c, seen, 'reminder')
    if (sent) return lineOrAccepted(c, seen)
    return { skip: seen.blocked ? 'blocked' : seen.reads === 'over' ? 'too-late' : 'withdrawn' }
  }

/** What somebody sees of a request before they have answered it; undefined when its writer is gone. */
export const shownRequest = async (c: Looking, seen: Seen, reminder = false): Promise<RequestShown | undefined> => {
  const { request, ask, asker, words } = seen
  if (!asker || !words) return undefined
  const before = (await requestsTo(c.db, request.helper)).findIndex(({ id }) => id === request.id)
  const { kind, minutes } = words
  const common = { kind, minutes, seed: request.helper, turn: Math.max(0, before) }
  const why = reminder ? ('reminder' as const) : undefined
  if (request.route !== 'named') {
    const name = ask.blind === 1 ? {} : { asker: personOf(asker) }
    return { ...common, route: 'found', why: why ?? 'offered', ...name }
  }
  // Words for somebody to listen are shown after a yes alone.
  const text = kind === 'listener' ? {} : { text: words.text }
  return { ...common, route: 'named', why: why ?? 'named', asker: personOf(asker), ...text }
}

export const acceptedOf = (c: Looking, { asker, words }: Seen): Message => {
  if (!asker || !words) return rest(c)
  const { text, kind, minutes } = words
  const url = c.conversationWith(asker)
  return c.words((all) => acceptedMessage(all, { asker: personOf(asker), text, kind, minutes, url }))
}

/** News of a yes, to the asker. The same whatever is answered about it later. */
export const viewYes =
  (needs: Needs): View =>
  async (c, subject) => {
    const sent = (await shownOf(c.db, 'ask.yes', [subject], c.viewer.id)).has(subject)
    const put = await ownPut(c, subject)
    const helper = put && (await memberOf(c, put.request.helper))
    if (!put || !helper || put.request.yes_at === null || put.ask.words === null) {
      return sent ? c.words((words) => newsLine(words, overKey(put))) : { skip: 'withdrawn' }
    }
    if (sent && (await needs.knowsBlocked(c, c.viewer, helper))) return c.words(putAwayMessage)
    const turn = (await sentBefore(c.db, put.ask)) + put.ask.round
    const url = c.conversationWith(helper)
    return c.words((words) => yesMessage(words, { helper: personOf(helper), url, seed: c.viewer.id, turn }))
  }

export const viewBackedOut: View = async (c, subject): Promise<Shown> => {
  const put = await ownPut(c, subject)
  if (put?.ask.state === 'open') return c.words((words) => backedOutMessage(words, put.ask.told_at))
  const sent = (await shownOf(c.db, 'ask.backed-out', [subject], c.viewer.id)).has(subject)
  return sent ? c.words((words) => backedOutMessage(words, undefined)) : { skip: 'withdrawn' }
}

/** The same bytes after each of the four answers. */
export const viewFollowUp: View = async (c, subject): Promise<Shown> => {
  const sent = (await shownOf(c.db, 'ask.follow-up', [subject], c.viewer.id)).has(subject)
  const put = await ownPut(c, subject)
  const words = put && openWords(c, put.ask)
  if (put && words?.noted.includes(subject)) return c.words((all) => newsLine(all, 'ask.noted'))
  const helper = put && (await memberOf(c, put.request.helper))
  if (put && helper && put.ask.state === 'matched' && put.ask.helper === helper.id) {
    const turn = (await sentBefore(c.db, put.ask)) + (words?.noted.length ?? 0)
    return c.words((all) => followUpMessage(all, { helper: personOf(helper), seed: c.viewer.id, turn }))
  }
  if (!sent) return { skip: 'withdrawn' }
  return c.words((all) => newsLine(all, overKey(put)))
}

/** What news of a match becomes once it stands no longer; newer news comes only while it goes on. */
const overKey = (put: Put | undefined) => {
  if (put?.ask.ending === 'closed') return 'ask.closed-in-time'
  return put && put.ask.state !== 'ended' ? 'ask.yes-over' : 'ask.noted'
}

export const viewNobody: View = async (c, subject): Promise<Shown> => {
  const ask = await askOf(c.db, subject)
  const here = ask?.asker === c.viewer.id && ask.ending === 'nobody'
  return here ? c.words(nobodyMessage) : { skip: 'withdrawn' }
}

export const rest = (c: Looking): Message => c.words((words) => lineMessage(words, 'ask.rest'))

export const personOf = ({ person, name }: Member): Extract<Span, { mention: string }> => ({ mention: person, name })

/** What an answered request says where its helper stands. */
export const lineOrAccepted = (c: Looking, seen: Seen): Message => {
  if (seen.reads === 'yes') return acceptedOf(c, seen)
  if (seen.reads === 'taken') return c.words((words) => lineMessage(words, 'ask.taken'))
  return seen.reads === 'backed-out' ? c.words((words) => lineMessage(words, 'ask.backed-out-rest')) : rest(c)
}

/** A request that was put off is one line; what comes of it stands in its reminder, if there was one. */
const requestNow = async (c: Looking, seen: Seen): Promise<Shown> => {
  if (seen.reads === 'asks') return askMessage(c, seen)
  const later = openTap(c, seen.request) === 'later'
  const reminded = later && (await shownOf(c.db, 'ask.reminder', [seen.request.id], c.viewer.id)).size > 0
  return reminded || (later && seen.reads !== 'yes') ? rest(c) : lineOrAccepted(c, seen)
}

const askMessage = async (c: Looking, seen: Seen, reminder?: 'reminder'): Promise<Shown> => {
  const shown = await shownRequest(c, seen, reminder !== undefined)
  return shown ? c.words((words) => requestMessage(words, shown)) : rest(c)
}

/** Here alone blocks, doors and time act: none of it is ever seen by the asker. */
const reasonToSkip = async (c: Looking, seen: Seen, needs: Needs): Promise<Reason | undefined> => {
  const { reads, blocked, request, asker } = seen
  if (blocked) return 'blocked'
  if (reads !== 'asks') return reads === 'over' && seen.ask.ending !== 'withdrawn' ? 'too-late' : 'withdrawn'
  if (request.route === 'named') return (await isDoorClosed(c, seen)) ? 'blocked' : undefined
  return asker && (await needs.isBlocked(c, asker, c.viewer)) ? 'withdrawn' : undefined
}

/** An earlier request of this pair by name reached this person, and was no yes. */
const isDoorClosed = async (c: Looking, put: Put): Promise<boolean> => {
  const earlier = (await endedByName(c.db, put, c.now - DOOR_MS)).map(({ id }) => id)
  return (await shownOf(c.db, 'ask.helper', earlier, c.viewer.id)).size > 0
}

/** The request that news is about, while the viewer is its asker. */
const ownPut = async (c: Looking, subject: Id): Promise<Put | undefined> => {
  const request = requestIn(subject)
  const put = request === undefined ? undefined : await putOf(c.db, request)
  return put?.ask.asker === c.viewer.id ? put : undefined
}
