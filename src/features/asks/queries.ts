import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Id } from '../../engine/index.ts'
import type { AsksTable, AvoidedTable, Db, DraftsTable, RequestsTable } from '../../store/tables.ts'

export type AskRow = Selectable<AsksTable>
export type RequestRow = Selectable<RequestsTable>
/** One ask as it was put to one helper. */
export type Put = { readonly request: RequestRow; readonly ask: AskRow }

/** False when it was there already. */
export const insertAsk = async (db: Db, row: Insertable<AsksTable>): Promise<boolean> => {
  const made = await db
    .insertInto('asks')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute()
  return made.length > 0
}

export const askOf = (db: Db, id: Id): Promise<AskRow | undefined> =>
  db.selectFrom('asks').selectAll().where('id', '=', id).executeTakeFirst()

/** Changes the ask while it still stands in that state. False when somebody was first. */
export const changeAsk = async (db: Db, id: Id, state: string, to: Updateable<AsksTable>): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('asks')
    .set(to)
    .where('id', '=', id)
    .where('state', '=', state)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** `words` are sealed. */
export const keepWords = async (db: Db, id: Id, words: string): Promise<void> => {
  await db.updateTable('asks').set({ words }).where('id', '=', id).execute()
}

/** Oldest first. */
export const asksOf = (db: Db, asker: Id): Promise<readonly AskRow[]> =>
  db.selectFrom('asks').selectAll().where('asker', '=', asker).orderBy('sent_at').orderBy('id').execute()

/** How many this asker sent before. */
export const sentBefore = async (db: Db, { asker, sent_at }: AskRow): Promise<number> =>
  (await db.selectFrom('asks').select('id').where('asker', '=', asker).where('sent_at', '<', sent_at).execute()).length

/** What this member agreed to help with and is not over. */
export const matchedTo = (db: Db, helper: Id): Promise<readonly AskRow[]> =>
  db.selectFrom('asks').selectAll().where('helper', '=', helper).where('state', '=', 'matched').execute()

export const asksEndedBefore = async (db: Db, at: number): Promise<readonly Id[]> =>
  (await db.selectFrom('asks').select('id').where('ended_at', '<', at).execute()).map(({ id }) => id)

/** The ask goes with all its requests. Returns the ids of those. */
export const deleteAsk = async (db: Db, id: Id): Promise<readonly Id[]> => {
  const requests = await db.deleteFrom('requests').where('ask', '=', id).returning('id').execute()
  await db.deleteFrom('asks').where('id', '=', id).execute()
  return requests.map((row) => row.id)
}

/** In the place of somebody who was erased stands what names nobody. */
export const replaceIn = async (db: Db, member: Id, by: Id): Promise<void> => {
  await db.updateTable('asks').set({ named: by }).where('named', '=', member).execute()
  await db.updateTable('asks').set({ helper: by }).where('helper', '=', member).execute()
}

/** False when this helper was asked before. */
export const insertRequest = async (db: Db, row: Insertable<RequestsTable>): Promise<boolean> => {
  const made = await db
    .insertInto('requests')
    .values(row)
    .onConflict((conflict) => conflict.columns(['ask', 'helper']).doNothing())
    .returning('id')
    .execute()
  return made.length > 0
}

/** The request and its ask. */
export const putOf = async (db: Db, id: Id): Promise<Put | undefined> => {
  const request = await db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirst()
  const ask = request && (await askOf(db, request.ask))
  return request && ask && { request, ask }
}

export const requestsOf = (db: Db, ask: Id): Promise<readonly RequestRow[]> =>
  db.selectFrom('requests').selectAll().where('ask', '=', ask).orderBy('at').orderBy('id').execute()

/** Everything that was ever asked of this helper, oldest first. */
export const requestsTo = (db: Db, helper: Id): Promise<readonly RequestRow[]> =>
  db.selectFrom('requests').selectAll().where('helper', '=', helper).orderBy('at').orderBy('id').execute()

export const requestTo = (db: Db, ask: Id, helper: Id): Promise<RequestRow | undefined> =>
  db.selectFrom('requests').selectAll().where('ask', '=', ask).where('helper', '=', helper).executeTakeFirst()

/** `answer` is sealed. */
export const changeRequest = async (db: Db, id: Id, to: Updateable<RequestsTable>): Promise<void> => {
  await db.updateTable('requests').set(to).where('id', '=', id).execute()
}

/** How often each was asked since then, whether or not it reached them. */
export const loadSince = async (db: Db, helpers: readonly Id[], since: number): Promise<ReadonlyMap<Id, number>> => {
  if (helpers.length === 0) return new Map()
  const rows = await db
    .selectFrom('requests')
    .select(['helper', (e) => e.fn.countAll<number>().as('count')])
    .where('helper', 'in', helpers)
    .where('at', '>', since)
    .groupBy('helper')
    .execute()
  return new Map(rows.map(({ helper, count }) => [helper, Number(count)]))
}

/** Earlier asks of this pair by name that have ended since then without a yes. */
export const endedByName = (db: Db, { ask, request }: Put, since: number): Promise<readonly { id: Id }[]> =>
  db
    .selectFrom('requests')
    .innerJoin('asks', 'asks.id', 'requests.ask')
    .select('requests.id')
    .where('requests.helper', '=', request.helper)
    .where('requests.route', '=', 'named')
    .where('requests.yes_at', 'is', null)
    .where('requests.id', '!=', request.id)
    .where('asks.asker', '=', ask.asker)
    .where((e) => e.or([e('asks.ended_at', '>', since), e('asks.ended_at', 'is', null)]))
    .execute()

type Showing = 'ask.helper' | 'ask.reminder' | 'ask.yes' | 'ask.follow-up' | 'ask.backed-out' | 'ask.nobody'

/** Which of these subjects this member was shown, or may have been. */
export const shownOf = async (db: Db, view: Showing, subjects: readonly Id[], member: Id): Promise<ReadonlySet<Id>> => {
  if (subjects.length === 0) return new Set()
  const rows = await db
    .selectFrom('deliveries')
    .select('subject')
    .where('subject', 'in', subjects)
    .where('member', '=', member)
    .where('view', '=', view)
    .where('status', 'in', ['sending', 'sent', 'uncertain'])
    .execute()
  return new Set(rows.map(({ subject }) => subject))
}

/** When the one reminder comes or came, if it was set. */
export const reminderOf = async (db: Db, request: Id): Promise<number | undefined> => {
  const row = await db
    .selectFrom('deliveries')
    .select('planned_at')
    .where('subject', '=', request)
    .where('view', '=', 'ask.reminder')
    .executeTakeFirst()
  return row?.planned_at
}

/** The local dates, from that one on, of requests that reached this account because it offered help. */
export const foundDates = async (db: Db, account: string, from: string): Promise<readonly string[]> => {
  const rows = await db
    .selectFrom('deliveries')
    .select('local_date')
    .where('account', '=', account)
    .where('view', '=', 'ask.helper')
    .where('because', '=', 'you-offered')
    .where('local_date', '>=', from)
    .where('status', 'in', ['sending', 'sent', 'uncertain'])
    .orderBy('local_date')
    .execute()
  return rows.flatMap(({ local_date }) => local_date ?? [])
}

/** `words` are sealed. */
export const keepDraft = async (db: Db, row: Insertable<DraftsTable>): Promise<void> => {
  await db
    .insertInto('drafts')
    .values(row)
    .onConflict((conflict) => conflict.column('member').doUpdateSet({ words: row.words, until: row.until }))
    .execute()
}

export const draftOf = (db: Db, member: Id, now: number): Promise<Selectable<DraftsTable> | undefined> =>
  db.selectFrom('drafts').selectAll().where('member', '=', member).where('until', '>', now).executeTakeFirst()

export const dropDraft = async (db: Db, member: Id): Promise<void> => {
  await db.deleteFrom('drafts').where('member', '=', member).execute()
}

export const dropDraftsBefore = async (db: Db, now: number): Promise<void> => {
  await db.deleteFrom('drafts').where('until', '<=', now).execute()
}

/** `who` is sealed. */
export const keepAvoided = async (db: Db, row: Insertable<AvoidedTable>): Promise<void> => {
  await db
    .insertInto('avoided')
    .values(row)
    .onConflict((conflict) => conflict.column('member').doUpdateSet({ who: row.who }))
    .execute()
}

export const avoidedOf = (db: Db, member: Id): Promise<Selectable<AvoidedTable> | undefined> =>
  db.selectFrom('avoided').selectAll().where('member', '=', member).executeTakeFirst()

export const dropAvoided = async (db: Db, member: Id): Promise<void> => {
  await db.deleteFrom('avoided').where('member', '=', member).execute()
}

/** For as long as nobody counts by the week. */
export const countJoined = async (db: Db, workspace: Id): Promise<number> =>
  (
    await db
      .selectFrom('members')
      .select('id')
      .where('workspace', '=', workspace)
      .where('standing', '=', 'joined')
      .where('outsider', '=', 0)
      .where('gone_at', 'is', null)
      .execute()
  ).length
