import { askedRow, avoidedRow, draftRow, ownRow, type Said, type Stands } from '../../../messages/ask-mine.ts'
import type { RowsBlock } from '../../../messages/message.ts'
import {
  type Context,
  type Feature,
  type Id,
  type Looking,
  localDate,
  membersById,
  type Seen,
} from '../../engine/index.ts'
import { memberOf, move, stepBack, stopTimers } from './moves.ts'
import {
  type AskRow,
  asksEndedBefore,
  asksOf,
  avoidedOf,
  changeRequest,
  deleteAsk,
  draftOf,
  dropAvoided,
  dropDraft,
  dropDraftsBefore,
  matchedTo,
  type RequestRow,
  replaceIn,
  requestsTo,
  requestTo,
  shownOf,
} from './queries.ts'
import { allNewsOf, EXPIRE_MS } from './rules.ts'
import { standInFor } from './send.ts'
import { openAvoided, openDraft, openTap, openWords, sealTap } from './words.ts'

/** Who leaves, or is gone from the platform, takes their requests with them; who had agreed can help no more. */
export const hear = async (c: Context, seen: Seen): Promise<void> => {
  if (seen.kind === 'told' && seen.name === 'member.left') return part(c, seen.subject)
  if (seen.kind === 'person' && seen.changed === 'gone') return part(c, seen.member)
}

export const keeps: Feature['keeps'] = {
  export: async (c, member) => {
    const rows = [...(await ownRows(c, member)), ...(await askedRows(c, member)), ...(await otherRows(c, member))]
    return rows.map(({ label, spans }) => ({ [label]: spans.join('') }))
  },
  erase: async (c, member) => {
    const account = (await memberOf(c, member))?.account
    await part(c, member)
    for (const ask of await asksOf(c.db, member)) await remove(c, ask.id)
    // What remains of their answers is one row a request that names nobody, so that others' news still finds its way.
    for (const { id } of await requestsTo(c.db, member)) {
      await changeRequest(c.db, id, { helper: id, answer: null })
      for (const news of allNewsOf(id)) c.refresh(news)
    }
    if (account !== undefined) await replaceIn(c.db, member, standInFor(c, account))
    await dropDraft(c.db, member)
    await dropAvoided(c.db, member)
  },
  expire: async (c) => {
    for (const id of await asksEndedBefore(c.db, c.now - EXPIRE_MS)) await remove(c, id)
    await dropDraftsBefore(c.db, c.now)
  },
}

const part = async (c: Context, member: Id): Promise<void> => {
  for (const ask of await asksOf(c.db, member)) await move(c, ask, 'asker-gone')
  for (const ask of await matchedTo(c.db, member)) {
    const request = await requestTo(c.db, ask.id, member)
    if (!request) continue
    await changeRequest(c.db, request.id, { answer: sealTap(c, request, 'back-out'), yes_at: null })
    await stepBack(c, { request, ask })
    c.refresh(request.id)
  }
}

/** Messages about it become one line. */
const remove = async (c: Context, id: Id): Promise<void> => {
  stopTimers(c, id)
  for (const request of await deleteAsk(c.db, id)) for (const news of [request, ...allNewsOf(request)]) c.refresh(news)
}

type Row = RowsBlock['rows'][number]

const ownRows = async (c: Looking, member: Id): Promise<readonly Row[]> => {
  const asks = await asksOf(c.db, member)
  return c.words((words) =>
    asks.map((ask) => ownRow(words, dateOf(c, ask.sent_at), standsOf(ask), openWords(c, ask)?.text)),
  )
}

/** Nothing of who asked: that was told in the message, to whom it could be told. */
const askedRows = async (c: Looking, member: Id): Promise<readonly Row[]> => {
  const requests = await requestsTo(c.db, member)
  const shown = await shownOf(
    c.db,
    'ask.helper',
    requests.map(({ id }) => id),
    member,
  )
  const reached = requests.filter(({ id }) => shown.has(id))
  return c.words((words) => reached.map((one) => askedRow(words, dateOf(c, one.at), saidIn(c, one))))
}

const otherRows = async (c: Looking, member: Id): Promise<readonly Row[]> => {
  const draft = await draftOf(c.db, member, c.now)
  const typed = draft && openDraft(c, member, draft.words)?.text
  const avoided = await avoidedOf(c.db, member)
  const who = avoided ? openAvoided(c, member, avoided.who) : []
  const names = [...(await membersById(c.db, who)).values()].map(({ name }) => name)
  return c.words((words) => [
    ...(typed ? [draftRow(words, typed)] : []),
    ...(names.length > 0 ? [avoidedRow(words, names)] : []),
  ])
}

const saidIn = (c: Looking, request: RequestRow): Said => {
  const tap = openTap(c, request)
  if (tap === 'back-out') return 'backOut'
  if (request.yes_at !== null) return 'yes'
  if (tap === 'not-now') return 'notNow'
  return tap === undefined ? 'none' : 'later'
}

const standsOf = ({ state, ending }: AskRow): Stands => (ending ?? state) as Stands

const dateOf = (c: Looking, at: number): string => localDate(at, c.viewer.timeZone)
