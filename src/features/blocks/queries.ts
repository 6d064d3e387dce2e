import type { Insertable, Selectable } from 'kysely'
import type { Id } from '../../engine/index.ts'
import type { BlocksTable, Db } from '../../store/tables.ts'

export type BlockRow = Selectable<BlocksTable>

/** `hash` is keyed and names both accounts, `who` is sealed. A second time changes nothing. */
export const insertBlock = async (db: Db, row: Insertable<BlocksTable>): Promise<void> => {
  await db
    .insertInto('blocks')
    .values(row)
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute()
}

export const blockOf = (db: Db, hash: string): Promise<BlockRow | undefined> =>
  db.selectFrom('blocks').selectAll().where('hash', '=', hash).executeTakeFirst()

/** What this account blocks, in whichever workspace it was chosen, oldest first. */
export const blocksOf = (db: Db, account: string): Promise<readonly BlockRow[]> =>
  db
    .selectFrom('blocks')
    .innerJoin('members', 'members.id', 'blocks.member')
    .selectAll('blocks')
    .where('members.account', '=', account)
    .orderBy('blocks.at')
    .orderBy('blocks.id')
    .execute()

export const deleteBlock = async (db: Db, id: Id): Promise<void> => {
  await db.deleteFrom('blocks').where('id', '=', id).execute()
}

export const deleteBlocks = async (db: Db, member: Id): Promise<void> => {
  await db.deleteFrom('blocks').where('member', '=', member).execute()
}

export const accountOf = async (db: Db, member: Id): Promise<string | undefined> =>
  (await db.selectFrom('members').select('account').where('id', '=', member).executeTakeFirst())?.account

export const namesOf = async (db: Db, members: readonly Id[]): Promise<ReadonlyMap<Id, string>> => {
  if (members.length === 0) return new Map()
  const rows = await db.selectFrom('members').select(['id', 'name']).where('id', 'in', members).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Whether this member was sent something about it. */
export const wasSent = async (db: Db, subject: Id, member: Id): Promise<boolean> => {
  const row = await db
    .selectFrom('deliveries')
    .select('id')
    .where('subject', '=', subject)
    .where('member', '=', member)
    .where('status', 'in', ['sending', 'sent', 'uncertain'])
    .executeTakeFirst()
  return row !== undefined
}

/** Whether this is the first time. */
export const noteContact = async (db: Db, member: Id, at: number): Promise<boolean> => {
  const rows = await db
    .insertInto('contacted')
    .values({ member, at })
    .onConflict((conflict) => conflict.column('member').doNothing())
    .returning('member')
    .execute()
  return rows.length > 0
}

export const forgetContact = async (db: Db, member: Id): Promise<void> => {
  await db.deleteFrom('contacted').where('member', '=', member).execute()
}
