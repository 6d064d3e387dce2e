import type { Job } from './job.ts'
import type { Parts } from './parts.ts'

const DAY_MS = 24 * 3_600_000
/** DESIGN.md section 8: the ledger is kept 90 days, ids only. */
const LEDGER_MS = 90 * DAY_MS
/** Platforms stop repeating an event within hours. */
const INBOX_MS = 7 * DAY_MS

/** Removes what is past its time, the features' and the engine's own, and comes again tomorrow. */
export const expireAll = async (parts: Parts, job: Job): Promise<void> => {
  for (const feature of parts.features) await feature.keeps.expire(job.contextFor(feature.name))
  await job.db
    .deleteFrom('deliveries')
    .where('ended_at', '<', job.now - LEDGER_MS)
    .execute()
  await job.db
    .deleteFrom('inbox')
    .where('at', '<', job.now - INBOX_MS)
    .execute()
  wakeTomorrow(job)
}

export const wakeTomorrow = (job: Job): void =>
  job.contextFor('engine').wake('expire', 'all', job.now - (job.now % DAY_MS) + DAY_MS)
