import type { HelpKind } from '../../../messages/help-kinds.ts'
import type { Id } from '../../engine/index.ts'
import type { CountsTable, Db } from '../../store/tables.ts'
import { kindsIn } from './rules.ts'

/** Who joined, is here and offers this kind; nothing of pause, capacity or load. In the order of their ids. */
export const offering = async (db: Db, workspace: Id, kind: HelpKind): Promise<readonly Id[]> => {
  const rows = await db
    .selectFrom('offers')
    .innerJoin('members', 'members.id', 'offers.member')
    .select(['offers.member', 'offers.kinds'])
    .where('offers.workspace', '=', workspace)
    .where('members.standing', '=', 'joined')
    .where('members.outsider', '=', 0)
    .where('members.gone_at', 'is', null)
    .orderBy('offers.member')
    .execute()
  return rows.filter(({ kinds }) => kindsIn(kinds).includes(kind)).map(({ member }) => member)
}

export const offersOf = async (db: Db, member: Id): Promise<readonly HelpKind[]> => {
  const row = await db.selectFrom('offers').select('kinds').where('member', '=', member).executeTakeFirst()
  return row ? kindsIn(row.kinds) : []
}

/** No kind at all leaves no row. */
export const saveOffers = async (
  db: Db,
  { member, workspace, kinds, at }: { member: Id; workspace: Id; kinds: readonly HelpKind[]; at: number },
): Promise<void> => {
  if (kinds.length === 0) return deleteOffers(db, member)
  const row = { kinds: JSON.stringify(kinds), at }
  await db
    .insertInto('offers')
    .values({ member, workspace, ...row })
    .onConflict((conflict) => conflict.column('member').doUpdateSet(row))
    .execute()
}

export const deleteOffers = async (db: Db, member: Id): Promise<void> => {
  await db.deleteFrom('offers').where('member', '=', member).execute()
}

/** Null: what everyone has who did not choose. */
export const setCapacity = async (db: Db, member: Id, capacity: number | null): Promise<void> => {
  await db.updateTable('members').set({ capacity }).where('id', '=', member).execute()
}

/** What this member chose; null when they did not. */
export const capacityOf = async (db: Db, member: Id): Promise<number | null> =>
  (await db.selectFrom('members').select('capacity').where('id', '=', member).executeTakeFirst())?.capacity ?? null

export const countsOf = (db: Db, workspace: Id): Promise<CountsTable | undefined> =>
  db.selectFrom('counts').selectAll().where('workspace', '=', workspace).executeTakeFirst()

export const saveCounts = async (db: Db, { workspace, ...row }: CountsTable): Promise<void> => {
  await db
    .insertInto('counts')
    .values({ workspace, ...row })
    .onConflict((conflict) => conflict.column('workspace').doUpdateSet(row))
    .execute()
}

export const dropCounts = async (db: Db, workspace: Id): Promise<void> => {
  await db.deleteFrom('counts').where('workspace', '=', workspace).execute()
}

/** Everyone who takes part now. */
export const countJoined = async (db: Db, workspace: Id): Promise<number> => {
  const { count } = await db
    .selectFrom('members')
    .select((e) => e.fn.countAll<number | string>().as('count'))
    .where('workspace', '=', workspace)
    .where('standing', '=', 'joined')
    .where('outsider', '=', 0)
    .where('gone_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The zone of a workspace that still has Reachout. */
export const zoneOf = async (db: Db, workspace: Id): Promise<string | undefined> => {
  const row = await db
    .selectFrom('workspaces')
    .select('time_zone')
    .where('id', '=', workspace)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row?.time_zone
}

export const workspaceOf = async (db: Db, member: Id): Promise<Id | undefined> =>
  (await db.selectFrom('members').select('workspace').where('id', '=', member).executeTakeFirst())?.workspace
