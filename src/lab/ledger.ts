import type { LabDelivery, LabMember } from '../../adapters/playground/lab.ts'
import type { Standing } from '../engine/index.ts'
import type { Db } from '../store/tables.ts'

/** Timers that tidy up and never lead to a delivery. A new timer that is not named here counts as one that may. */
const housekeeping: readonly string[] = ['engine.expire', 'members.erase']

export const readMembers = async (db: Db, now: number): Promise<readonly LabMember[]> => {
  const rows = await db
    .selectFrom('members as m')
    .innerJoin('workspaces as w', 'w.id', 'm.workspace')
    .select(['m.person', 'm.standing', 'm.own_time_zone', 'm.time_zone', 'm.locale', 'm.paused_until'])
    .select(['w.time_zone as their_zone', 'w.locale as their_locale'])
    .execute()
  return rows.map((row) => ({
    id: row.person,
    standing: row.standing as Standing,
    timeZone: row.own_time_zone ?? row.time_zone ?? row.their_zone,
    locale: row.locale ?? row.their_locale,
    ...(row.paused_until !== null && row.paused_until > now && { pausedUntil: row.paused_until }),
  }))
}

const selectDeliveries = (db: Db) =>
  db
    .selectFrom('deliveries as d')
    .leftJoin('members as m', 'm.id', 'd.member')
    .select(['d.id', 'd.place', 'd.view', 'd.because', 'd.status', 'd.reason'])
    .select(['d.planned_at', 'd.due_at', 'd.sent_at', 'd.ended_at', 'm.person'])

type Row = Awaited<ReturnType<ReturnType<typeof selectDeliveries>['execute']>>[number]

/** In order of `dueAt`, then id. */
export const readDeliveries = async (db: Db, person?: string): Promise<readonly LabDelivery[]> => {
  const query = selectDeliveries(db)
  const rows = await (person === undefined ? query : query.where('m.person', '=', person)).execute()
  return rows.map(toDelivery).sort((a, b) => a.dueAt - b.dueAt || compare(a.id, b.id))
}

/** Those that ended after `from` and not after `to`, in that order. */
export const readEnded = async (db: Db, from: number, to: number): Promise<readonly LabDelivery[]> => {
  const rows = await selectDeliveries(db)
    .where('d.ended_at', '>', from)
    .where('d.ended_at', '<=', to)
    .orderBy('d.ended_at')
    .orderBy('d.planned_at')
    .orderBy('d.id')
    .execute()
  return rows.map(toDelivery)
}

/** The earliest instant after `now` at which a delivery may end, or a timer that may lead to one. */
export const readNextEnd = async (db: Db, now: number): Promise<number | undefined> => {
  const open = await db
    .selectFrom('deliveries')
    .select((e) => e.fn.min('due_at').as('at'))
    .where('status', 'in', ['planned', 'sending'])
    .executeTakeFirst()
  const timers = await db.selectFrom('timers').select(['feature', 'kind', 'at']).orderBy('at').execute()
  const timer = timers.find(({ feature, kind }) => !housekeeping.includes(`${feature}.${kind}`))
  const instants = [open?.at, timer?.at].filter((at) => typeof at === 'number')
  return instants.length === 0 ? undefined : Math.max(now, Math.min(...instants))
}

/** While planned it is due when it will next be tried; afterwards, when it was meant to go out. */
const toDelivery = (row: Row): LabDelivery => ({
  id: row.id,
  to: row.person ?? row.place ?? '',
  kind: row.view,
  because: row.because,
  dueAt: row.status === 'planned' ? row.due_at : row.planned_at,
  status: row.status,
  ...(row.reason !== null && { reason: row.reason }),
  ...(row.sent_at !== null && { sentAt: row.sent_at }),
  ...(row.ended_at !== null && { endedAt: row.ended_at }),
})

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
