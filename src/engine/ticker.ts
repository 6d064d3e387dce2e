import { readHold } from './hold.ts'
import { runJob } from './job.ts'
import type { Parts } from './parts.ts'
import type { Pump } from './pump.ts'
import { nextInstant } from './queries.ts'
import { createSteady } from './steady.ts'
import { runTimers } from './timers.ts'

/** A settle that could not be written is tried again after this long. */
const UNWRITTEN_MS = 1_000

export type Ticker = {
  readonly tick: () => Promise<number | undefined>
  readonly next: () => Promise<number | undefined>
  /** Resolves when no look is under way. */
  readonly idle: () => Promise<void>
}

/** One look at the clock at a time: what is due is started, and the next instant returned. */
export const createTicker = (parts: Parts, pump: Pump): Ticker => {
  const steady = createSteady(parts.clock, parts.timing)
  let looking: Promise<number | undefined> | undefined
  const next = async (): Promise<number | undefined> => {
    const now = parts.clock.now()
    const due = await runJob(parts, now, async ({ db }) => nextInstant(db, now, (await readHold(db)).on))
    return pump.waiting() ? Math.min(due ?? Number.POSITIVE_INFINITY, now + UNWRITTEN_MS) : due
  }
  const look = async (): Promise<number | undefined> => {
    const now = parts.clock.now()
    if (parts.store.trouble()) await tryToWrite(parts, now)
    await pump.flush()
    const rest = steady.look()
    const first = await next()
    if (first === undefined || first > now) return first
    await runTimers(parts, now, pump.start)
    if (rest === 0) await pump.check()
    pump.start()
    const due = await next()
    return due !== undefined && rest > 0 ? Math.max(due, Math.min(now + rest, due + rest)) : due
  }
  return {
    tick: () => {
      looking ??= look().finally(() => {
        looking = undefined
      })
      return looking
    },
    next,
    idle: async () => {
      await looking?.catch(() => undefined)
    },
  }
}

/** Only a write that worked tells the store that its trouble is over. @throws StoreError while it is not */
const tryToWrite = (parts: Parts, now: number): Promise<void> =>
  runJob(parts, now, async ({ db }) => {
    const row = { key: 'tried_at', value: String(now) }
    await db
      .insertInto('meta')
      .values(row)
      .onConflict((c) => c.column('key').doUpdateSet(row))
      .execute()
  })
