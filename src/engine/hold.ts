import type { Db } from '../store/tables.ts'
import { prepare } from './prepare.ts'

/** Keys of `meta`: since when all sending rests, and the last rest that ended. */
const SINCE = 'hold_since'
const LAST = 'hold_last'

export type Hold = { readonly on: boolean; readonly last?: { readonly from: number; readonly to: number } }

/** Read at every claim, so that a hold stops all sending within a second, in every process. */
export const readHold = async (db: Db): Promise<Hold> => {
  const rows = await holdRows(db, {})
  const last = rows
    .find((row) => row.key === LAST)
    ?.value.split(' ')
    .map(Number)
  return {
    on: rows.some((row) => row.key === SINCE),
    ...(last && { last: { from: last[0] ?? 0, to: last[1] ?? 0 } }),
  }
}

const holdRows = prepare((db, _: Record<never, never>) =>
  db.selectFrom('meta').selectAll().where('key', 'in', [SINCE, LAST]),
)

/** Holding what is held, or releasing what is not, changes nothing. */
export const setHold = async (db: Db, on: boolean, now: number): Promise<void> => {
  const since = await db.selectFrom('meta').select('value').where('key', '=', SINCE).executeTakeFirst()
  if (on === Boolean(since)) return
  if (on) return put(db, SINCE, String(now))
  await put(db, LAST, `${since?.value} ${now}`)
  await db.deleteFrom('meta').where('key', '=', SINCE).execute()
}

const put = async (db: Db, key: string, value: string): Promise<void> => {
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((c) => c.column('key').doUpdateSet({ value }))
    .execute()
}
