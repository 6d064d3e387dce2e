import type { Edit } from './claim.ts'
import { runJob } from './job.ts'
import type { Outcome } from './outbox.ts'
import { slowDown } from './paces.ts'
import type { Parts } from './parts.ts'

/** An edit that met a passing trouble is tried again after this long. */
const EDIT_AGAIN_MS = 60_000

export type Edited = { readonly edit: Edit; readonly outcome: Outcome }

/** A subject that changed while its edit was under way stays stale. */
export const settleEdits = (parts: Parts, edited: readonly Edited[]): Promise<void> =>
  runJob(parts, parts.clock.now(), async (job) => {
    for (const { edit, outcome } of edited) {
      const again = againAt(outcome, job.now)
      await job.db
        .updateTable('deliveries')
        .set(again === undefined ? { stale: 0 } : { due_at: again })
        .where('id', '=', edit.row.id)
        .where('stale', '=', edit.row.stale)
        .execute()
      if (outcome.kind === 'failure' && outcome.failure === 'rate-limited') {
        await slowDown(job.db, edit.row.domain, job.now, outcome.retryAfterMs)
      }
    }
  })

/** Edits are idempotent: an unknown end is tried again like a refusal. Undefined when there is nothing left to do. */
const againAt = (outcome: Outcome, now: number): number | undefined => {
  if (outcome.kind !== 'failure') return undefined
  switch (outcome.failure) {
    case 'rate-limited':
    case 'unavailable':
    case 'unknown':
      return now + (outcome.retryAfterMs ?? EDIT_AGAIN_MS)
    case 'unreachable':
    case 'forbidden':
    case 'rejected':
      return undefined
  }
}
