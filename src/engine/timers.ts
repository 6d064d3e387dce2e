import { nameOf } from './claim.ts'
import { wakeKey } from './effects.ts'
import { expireAll } from './expire.ts'
import { type Job, runJob } from './job.ts'
import { backoff } from './outbox.ts'
import type { Parts } from './parts.ts'
import { dueTimers, type TimerRow } from './queries.ts'
import { deleteTimer } from './writes.ts'

/** Due timers go to their feature in batches of this many, one transaction a batch. */
const TIMERS_AT_ONCE = 50
/** A timer that throws this often is given up, in the ledger. */
const TIMER_ATTEMPTS = 5
/** While a long wave is planned, sending starts after so many batches. */
const BATCHES_BETWEEN_SENDS = 20

/** The engine's own timer. */
export const ENGINE = 'engine'

/** Runs every due timer; `meanwhile` starts sending what the first batches planned. */
export const runTimers = async (parts: Parts, now: number, meanwhile: () => void): Promise<void> => {
  for (let batch = 1; ; batch++) {
    const failed = await runBatch(parts, now)
    if (failed === undefined) return
    for (const timer of failed) await runAlone(parts, now, timer)
    if (batch % BATCHES_BETWEEN_SENDS === 0) meanwhile()
    await parts.turn()
  }
}

/** Undefined when nothing is due; the rows of a batch that threw, to be run alone. */
const runBatch = async (parts: Parts, now: number): Promise<readonly TimerRow[] | undefined> => {
  let rows: readonly TimerRow[] = []
  try {
    return await runJob(parts, now, async (job) => {
      rows = await dueTimers(job.db, now, TIMERS_AT_ONCE)
      if (rows.length === 0) return undefined
      await fire(parts, job, rows)
      return []
    })
  } catch (error) {
    if (rows.length === 0) throw error
    if (rows.length > 1) return rows
    await fail(parts, now, rows[0], error)
    return []
  }
}

const runAlone = async (parts: Parts, now: number, timer: TimerRow): Promise<void> => {
  try {
    await runJob(parts, now, (job) => fire(parts, job, [timer]))
  } catch (error) {
    await fail(parts, now, timer, error)
  }
}

/** What its feature wakes anew stands; the others go. */
const fire = async (parts: Parts, job: Job, rows: readonly TimerRow[]): Promise<void> => {
  const [first] = rows
  if (!first) return
  if (first.feature === ENGINE) await expireAll(parts, job)
  else await answer(parts, job, rows, first)
  for (const { feature, kind, subject } of rows) {
    if (job.effects.wakes.get(wakeKey(feature, kind, subject))?.at === undefined) {
      await deleteTimer(job.db, { feature, kind, subject })
    }
  }
}

const answer = async (
  parts: Parts,
  job: Job,
  rows: readonly TimerRow[],
  { feature, kind }: TimerRow,
): Promise<void> => {
  const run = parts.features.find(({ name }) => name === feature)?.timers?.[kind]
  if (!run) throw new Error(`nothing answers the timer ${feature} ${kind}`)
  await run(job.contextFor(feature), rows)
}

const fail = async (parts: Parts, now: number, timer: TimerRow | undefined, error: unknown): Promise<void> => {
  if (!timer) return
  // A full disk or a lock is no fault of the timer: it stands, and is tried again when something can be written.
  if (parts.store.trouble()) throw error
  const attempts = timer.attempts + 1
  parts.log.error('timer.failed', { feature: timer.feature, timer: timer.kind, attempts, error: nameOf(error) })
  await runJob(parts, now, async (job) => {
    if (attempts >= TIMER_ATTEMPTS) {
      await deleteTimer(job.db, { feature: timer.feature, kind: timer.kind, subject: timer.subject })
      return writeGivenUp(parts, job, timer)
    }
    const at = now + backoff(attempts, parts.chance.below(1_000) / 1_000)
    await job.db
      .updateTable('timers')
      .set({ at, attempts })
      .where('feature', '=', timer.feature)
      .where('kind', '=', timer.kind)
      .where('subject', '=', timer.subject)
      .execute()
  })
}

/** Nothing is lost in silence: a timer that died stands in the ledger as failed. */
const writeGivenUp = async (parts: Parts, job: Job, timer: TimerRow): Promise<void> => {
  const id = parts.chance.id()
  await job.db
    .insertInto('deliveries')
    .values({
      id,
      workspace: '',
      account: '',
      domain: '',
      view: `${timer.feature}.${timer.kind}`,
      subject: timer.subject,
      key: `timer:${id}`,
      because: 'schedule',
      lane: 'own',
      status: 'failed',
      reason: 'rejected',
      planned_at: timer.at,
      due_at: timer.at,
      ended_at: job.now,
      late_ms: 0,
      attempts: timer.attempts + 1,
    })
    .execute()
}
