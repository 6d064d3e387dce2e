import type { Fate } from './claim.ts'
import type { Settled } from './feature.ts'
import type { Job } from './job.ts'
import { claimUntil, type Ended, type Reason } from './outbox.ts'
import type { Parts } from './parts.ts'
import type { DeliveryRow } from './queries.ts'
import { tellSettled } from './settled.ts'

/** Writes what the claim decided: rows of one fate in one statement. */
export const writeVerdicts = async (parts: Parts, job: Job, fates: readonly Fate[]): Promise<void> => {
  await writeGoing(parts, job, fates)
  for (const fate of fates) if (fate.kind === 'hold') await writeHold(job, fate.row, fate.until)
  for (const fate of fates) {
    if (fate.kind === 'skip') await end(parts, job, fate.row, fate.row.attempts > 0 ? 'failed' : 'skipped', fate.reason)
    if (fate.kind === 'fail') await end(parts, job, fate.row, 'failed', 'rejected')
  }
}

const writeGoing = async (parts: Parts, job: Job, fates: readonly Fate[]): Promise<void> => {
  const byDate = Map.groupBy(
    fates.filter((fate) => fate.kind === 'go'),
    (fate) => fate.date,
  )
  const { leaseUntil, dueAt } = claimUntil(job.now, parts.timing)
  for (const [date, going] of byDate) {
    await job.db
      .updateTable('deliveries')
      .set((e) => ({
        status: 'sending',
        owner: parts.owner,
        lease_until: leaseUntil,
        due_at: dueAt,
        attempts: e('attempts', '+', 1),
        first_attempt_at: e.fn.coalesce('first_attempt_at', e.val(job.now)),
        local_date: date,
        stale: 0,
      }))
      .where(
        'id',
        'in',
        going.map((fate) => fate.row.id),
      )
      .execute()
  }
}

const writeHold = async (job: Job, row: DeliveryRow, until: number): Promise<void> => {
  await job.db.updateTable('deliveries').set({ due_at: until, held_to: until }).where('id', '=', row.id).execute()
}

const end = async (parts: Parts, job: Job, row: DeliveryRow, status: Ended, reason: Reason): Promise<void> => {
  await job.db
    .updateTable('deliveries')
    .set({ status, reason, ended_at: job.now, owner: null, lease_until: null })
    .where('id', '=', row.id)
    .execute()
  await tellSettled(parts, job, [
    { id: row.id, member: row.member ?? '', view: row.view, subject: row.subject, status, reason } as Settled,
  ])
}
