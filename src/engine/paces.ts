import type { Db } from '../store/tables.ts'
import { afterRateLimit, afterSuccess, type Pace, SLICE_ROWS, takeSlice } from './pacing.ts'
import { prepare } from './prepare.ts'
import { type DomainRow, toPace } from './queries.ts'

/** A domain whose turn it is, with how many may start in this slice. */
export type Turn = { readonly id: string; readonly pace: Pace; readonly most: number }

/** Undefined while the domain must wait. */
export const paceOf = async (db: Db, id: string, now: number): Promise<Turn | undefined> => {
  const row = await domainById(db, id)
  if (!row) return undefined
  const pace = toPace(row)
  const most = takeSlice(pace, now, SLICE_ROWS).count
  return most > 0 ? { id, pace, most } : undefined
}

/** Takes the places of `count` starts; returns their instants. */
export const takeTurn = async (db: Db, turn: Turn, now: number, count: number): Promise<readonly number[]> => {
  const slice = takeSlice(turn.pace, now, count)
  if (slice.domain.readyAt > now) await storePace(db, turn.id, turn.pace, slice.domain)
  return slice.starts
}

export const slowDown = async (db: Db, id: string, now: number, retryAfterMs: number | undefined): Promise<void> => {
  const row = await domainById(db, id)
  if (row) await storePace(db, id, toPace(row), afterRateLimit(toPace(row), now, retryAfterMs))
}

export const speedUp = async (db: Db, id: string, count: number): Promise<void> => {
  const row = await domainById(db, id)
  if (row) await storePace(db, id, toPace(row), afterSuccess(toPace(row), count))
}

const storePace = async (db: Db, id: string, before: Pace, after: Pace): Promise<void> => {
  if (
    before.perSecond === after.perSecond &&
    before.readyAt === after.readyAt &&
    before.stoppedUntil === after.stoppedUntil
  )
    return
  await db
    .updateTable('domains')
    .set({ per_second: after.perSecond, ready_at: after.readyAt, stopped_until: after.stoppedUntil })
    .where('id', '=', id)
    .execute()
}

const domainById = async (db: Db, id: string): Promise<DomainRow | undefined> => (await domains(db, { id }))[0]

const domains = prepare((db, p: { id: string }) => db.selectFrom('domains').selectAll().where('id', '=', p.id))
