import type { Id } from '../../engine/index.ts'
import type { Db } from '../../store/tables.ts'

/** `until` is epoch ms; null ends the pause. */
export const setPause = async (db: Db, member: Id, until: number | null): Promise<void> => {
  await db.updateTable('members').set({ paused_until: until }).where('id', '=', member).execute()
}

export const setZone = async (db: Db, member: Id, zone: string): Promise<void> => {
  await db.updateTable('members').set({ own_time_zone: zone }).where('id', '=', member).execute()
}
