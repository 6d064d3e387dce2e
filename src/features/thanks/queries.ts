import type { Insertable, Selectable } from 'kysely'
import type { Id } from '../../engine/index.ts'
import type { Db, ThanksTable } from '../../store/tables.ts'

export type ThanksRow = Selectable<ThanksTable>

/** Whether it was the first of this pair on this date. Dates of a pair never go back, whatever zone the giver sets. */
export const insertThanks = async (db: Db, row: Insertable<ThanksTable>): Promise<boolean> => {
  const { giver, receiver, date } = row
  const pair = db.selectFrom('thanks').select('id').where('giver', '=', giver).where('receiver', '=', receiver)
  if (await pair.where('date', '>=', date).executeTakeFirst()) return false
  const rows = await db
    .insertInto('thanks')
    .values(row)
    .onConflict((conflict) => conflict.columns(['giver', 'receiver', 'date']).doNothing())
    .returning('id')
    .execute()
  return rows.length > 0
}

/** Thanks with who gave them, as their receiver sees it. */
export const givenTo = (db: Db, id: Id, receiver: Id) =>
  db
    .selectFrom('thanks')
    .innerJoin('members', 'members.id', 'thanks.giver')
    .select(['thanks.id', 'thanks.giver', 'thanks.words', 'thanks.at'])
    .select(['members.account', 'members.person', 'members.name'])
    .where('thanks.id', '=', id)
    .where('thanks.receiver', '=', receiver)
    .executeTakeFirst()

export const giverOf = async (db: Db, id: Id): Promise<Id | undefined> =>
  (await db.selectFrom('thanks').select('giver').where('id', '=', id).executeTakeFirst())?.giver

/** How many this receiver was given before: chooses the variant. */
export const countBefore = async (db: Db, receiver: Id, { id, at }: Pick<ThanksRow, 'id' | 'at'>): Promise<number> => {
  const { count } = await db
    .selectFrom('thanks')
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .where('receiver', '=', receiver)
    .where((e) => e.or([e('at', '<', at), e.and([e('at', '=', at), e('id', '<', id)])]))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Whether it went out to this member, or is going. */
export const wasSent = async (db: Db, id: Id, member: Id): Promise<boolean> => {
  const row = await db
    .selectFrom('deliveries')
    .select('id')
    .where('subject', '=', id)
    .where('member', '=', member)
    .where('status', 'in', ['sending', 'sent', 'uncertain'])
    .executeTakeFirst()
  return row !== undefined
}

/** The platform's id of whoever helped with this member's own request. */
export const helperOf = async (db: Db, ask: Id, asker: Id): Promise<string | undefined> => {
  const row = await db
    .selectFrom('asks')
    .innerJoin('members', 'members.id', 'asks.helper')
    .select('members.person')
    .where('asks.id', '=', ask)
    .where('asks.asker', '=', asker)
    .executeTakeFirst()
  return row?.person
}

/** What this member gave, with the name of whom they thanked. */
export const givenBy = (db: Db, member: Id) =>
  db
    .selectFrom('thanks')
    .leftJoin('members', 'members.id', 'thanks.receiver')
    .selectAll('thanks')
    .select('members.name')
    .where('thanks.giver', '=', member)
    .orderBy('thanks.at')
    .execute()

/** What reached this member, with the name of who gave it. */
export const receivedBy = (db: Db, member: Id) =>
  db
    .selectFrom('thanks')
    .innerJoin('deliveries', 'deliveries.subject', 'thanks.id')
    .leftJoin('members', 'members.id', 'thanks.giver')
    .selectAll('thanks')
    .select('members.name')
    .where('thanks.receiver', '=', member)
    .where('deliveries.status', '=', 'sent')
    .orderBy('thanks.at')
    .execute()

/** What this member gave and received. Returns the ids. */
export const deleteThanks = async (db: Db, member: Id): Promise<readonly Id[]> => {
  const rows = await db
    .deleteFrom('thanks')
    .where((e) => e.or([e('giver', '=', member), e('receiver', '=', member)]))
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

export const expireThanks = async (db: Db, before: number): Promise<void> => {
  await db.deleteFrom('thanks').where('at', '<', before).execute()
}
