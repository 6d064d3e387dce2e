import type { Context, Due, Id } from '../../engine/index.ts'
import { countJoined, countsOf, dropCounts, offering, saveCounts, zoneOf } from './queries.ts'
import { nextCountAt, STALE_COUNTS_MS } from './rules.ts'

/** The only counts of people that anyone's screen may differ by. */
export type Counts = { readonly joined: number; readonly listeners: number }

export type Counting = Pick<Context, 'db' | 'now' | 'tell'>

/** What this feature tells itself when somebody else's act took the first snapshot. */
export const COUNTED = 'counts.taken'

/**
 * The weekly snapshot. It is taken when the first member joins, so that what anyone does in private does not choose
 * its instant; a workspace without one is counted at first need.
 */
export const countsIn = async (c: Counting, workspace: Id): Promise<Counts> => {
  const { joined, listeners } = (await countsOf(c.db, workspace)) ?? (await takeFirst(c, workspace))
  return { joined, listeners }
}

/** Somebody joined: a workspace that is not counted each week is from now on. */
export const beginCounting = async (c: Context, workspace: Id): Promise<void> => {
  const row = await countsOf(c.db, workspace)
  if (row && row.at > c.now - STALE_COUNTS_MS) return
  await take(c, workspace)
  await countNext(c, workspace)
}

/** Sets the timer for the coming Monday. */
export const countNext = async (c: Context, workspace: Id): Promise<void> => {
  const zone = await zoneOf(c.db, workspace)
  c.wake('count', workspace, zone === undefined ? undefined : nextCountAt(zone, c.now))
}

/** Monday, 00:00. A workspace that Reachout was taken out of is counted no more. */
export const countAgain = async (c: Context, due: readonly Due[]): Promise<void> => {
  for (const { subject } of due) {
    if ((await zoneOf(c.db, subject)) === undefined) await dropCounts(c.db, subject)
    else {
      await take(c, subject)
      await countNext(c, subject)
    }
  }
}

const takeFirst = async (c: Counting, workspace: Id): Promise<Counts> => {
  const counts = await take(c, workspace)
  c.tell(COUNTED, workspace)
  return counts
}

const take = async ({ db, now }: Pick<Context, 'db' | 'now'>, workspace: Id): Promise<Counts> => {
  const joined = await countJoined(db, workspace)
  const listeners = (await offering(db, workspace, 'listener')).length
  await saveCounts(db, { workspace, joined, listeners, at: now })
  return { joined, listeners }
}
