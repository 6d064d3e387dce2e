import { type Id, type QuietHours, quietHoursOf, type Rule } from '../../engine/index.ts'
import type { Db, SchedulesTable } from '../../store/tables.ts'

/** A member's place in a schedule, with what decides when it fires. */
export type Subscription = {
  readonly id: Id
  readonly schedule: Id
  readonly workspace: Id
  readonly member: Id
  readonly version: number
  readonly done: string | null
  readonly kind: string
  /** JSON of Rule. */
  readonly rule: string
  readonly zone: string
  readonly active: boolean
  /** The schedule's. */
  readonly current: number
  readonly lateMs: number
  readonly joinedAt: number | null
}

export type Schedule = {
  readonly id: Id
  readonly workspace: Id
  readonly rule: Rule
  readonly zone: string | null
  readonly active: boolean
  readonly version: number
}

/** Those of these subscriptions, or of this member, that still stand. */
export const subscriptionsOf = async (
  db: Db,
  of: { readonly ids: readonly Id[] } | { readonly member: Id },
): Promise<readonly Subscription[]> => {
  const rows = await subscribed(db)
    .$if('ids' in of, (q) => q.where('subscriptions.id', 'in', 'ids' in of ? of.ids : []))
    .$if('member' in of, (q) => q.where('subscriptions.member', '=', 'member' in of ? of.member : ''))
    .execute()
  return rows.map(({ state, ...row }) => ({ ...row, active: state === 'active' }))
}

/** Joined members from `after` (a platform's person id) on, in that order, with their subscription if they have one. */
export const joinedAfter = (db: Db, schedule: Pick<Schedule, 'id' | 'workspace'>, after: string, limit: number) =>
  db
    .selectFrom('members')
    .leftJoin('subscriptions', (join) =>
      join.onRef('subscriptions.member', '=', 'members.id').on('subscriptions.schedule', '=', schedule.id),
    )
    .select(['members.id as member', 'members.person', 'subscriptions.id as subscription'])
    .where('members.workspace', '=', schedule.workspace)
    .where('members.person', '>', after)
    .where('members.standing', '=', 'joined')
    .orderBy('members.person')
    .limit(limit)
    .execute()

export const scheduleById = async (db: Db, id: Id): Promise<Schedule | undefined> => {
  const row = await db.selectFrom('schedules').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toSchedule(row)
}

/** The workspace's schedules of these kinds, oldest first. */
export const schedulesIn = async (db: Db, workspace: Id, kinds: readonly string[]): Promise<readonly Schedule[]> => {
  const rows = await db
    .selectFrom('schedules')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('kind', 'in', kinds)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toSchedule)
}

export const insertSchedule = (db: Db, row: SchedulesTable) => db.insertInto('schedules').values(row).execute()

/** A change of rule or state; each makes a new version, by which wakes of the old one are known. */
export const changeSchedule = (
  db: Db,
  { id, workspace }: Pick<Schedule, 'id' | 'workspace'>,
  change: { readonly rule?: string; readonly state?: string },
) =>
  db
    .updateTable('schedules')
    .set((e) => ({ ...change, version: e('version', '+', 1) }))
    .where('id', '=', id)
    .where('workspace', '=', workspace)
    .execute()

type NewSubscription = { readonly id: Id; readonly schedule: Id; readonly workspace: Id; readonly member: Id }

/** Who has a place already keeps it, with the last period they had. */
export const insertSubscriptions = async (db: Db, rows: readonly NewSubscription[]): Promise<void> => {
  if (rows.length === 0) return
  await db
    .insertInto('subscriptions')
    .values(rows.map((row) => ({ ...row, version: 0, period: null })))
    .onConflict((conflict) => conflict.columns(['schedule', 'member']).doNothing())
    .execute()
}

/** Of subscriptions to one schedule: which version they follow now and the last period they had. */
export const markSubscriptions = async (
  db: Db,
  ids: readonly Id[],
  mark: { readonly version: number; readonly period: string | null },
): Promise<void> => {
  await db.updateTable('subscriptions').set(mark).where('id', 'in', ids).execute()
}

/** Returns the ids of what was removed. */
export const deleteSubscriptions = async (db: Db, member: Id): Promise<readonly Id[]> => {
  const rows = await db.deleteFrom('subscriptions').where('member', '=', member).returning('id').execute()
  return rows.map((row) => row.id)
}

/** The quiet hours that everyone in this workspace starts with. */
export const quietHoursIn = async (db: Db, workspace: Id): Promise<QuietHours> => {
  const row = await db.selectFrom('workspaces').select('setting').where('id', '=', workspace).executeTakeFirst()
  return row?.setting === 'community' ? quietHoursOf.community : quietHoursOf.company
}

export const workspaceOf = async (db: Db, member: Id): Promise<Id | undefined> =>
  (await db.selectFrom('members').select('workspace').where('id', '=', member).executeTakeFirst())?.workspace

const subscribed = (db: Db) =>
  db
    .selectFrom('subscriptions')
    .innerJoin('schedules', 'schedules.id', 'subscriptions.schedule')
    .innerJoin('members', 'members.id', 'subscriptions.member')
    .innerJoin('workspaces', 'workspaces.id', 'subscriptions.workspace')
    .select((e) => [
      'subscriptions.id',
      'subscriptions.schedule',
      'subscriptions.workspace',
      'subscriptions.member',
      'subscriptions.version',
      'subscriptions.period as done',
      'schedules.kind',
      'schedules.rule',
      'schedules.state',
      'schedules.version as current',
      'schedules.late_ms as lateMs',
      'members.joined_at as joinedAt',
      e.fn
        .coalesce('schedules.time_zone', 'members.own_time_zone', 'members.time_zone', 'workspaces.time_zone')
        .as('zone'),
    ])
    .where('members.standing', '=', 'joined')

const toSchedule = (row: SchedulesTable): Schedule => ({
  id: row.id,
  workspace: row.workspace,
  rule: JSON.parse(row.rule) as Rule,
  zone: row.time_zone,
  active: row.state === 'active',
  version: row.version,
})
