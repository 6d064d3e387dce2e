import type { Id } from './adapter.ts'
import { attempt, deadlineAfter } from './flight.ts'
import { runJob } from './job.ts'
import { claimUntil, type Outcome } from './outbox.ts'
import type { Parts } from './parts.ts'
import { type DeliveryRow, dueChecks } from './queries.ts'
import { addressOf, membersById } from './roster.ts'

const CHECKS_AT_ONCE = 50
/** Clocks of two machines differ: look for the message from a little before the first attempt on. */
const SKEW_MS = 60_000

export type Check = { readonly row: DeliveryRow; readonly run: () => Promise<Outcome> }

/** Claims what nobody knows the end of; `inFlight` is what this process is still sending itself. */
export const claimChecks = (parts: Parts, inFlight: ReadonlySet<Id>): Promise<readonly Check[]> => {
  const now = parts.clock.now()
  return runJob(parts, now, async (job) => {
    const due = (await dueChecks(job.db, { now, limit: CHECKS_AT_ONCE })).filter((row) => !inFlight.has(row.id))
    if (due.length === 0) return []
    const { leaseUntil, dueAt } = claimUntil(now, parts.timing)
    await job.db
      .updateTable('deliveries')
      .set({ owner: parts.owner, lease_until: leaseUntil, due_at: dueAt })
      .where(
        'id',
        'in',
        due.map((row) => row.id),
      )
      .execute()
    const members = await membersById(
      job.db,
      due.flatMap((row) => row.member ?? []),
    )
    return due.map((row) => ({ row, run: () => ask(parts, row, members.get(row.member ?? '')) }))
  })
}

type Known = Parameters<typeof addressOf>[0]

/** Asks the platform whether this very delivery arrived. */
const ask = async (parts: Parts, row: DeliveryRow, member: Known | undefined): Promise<Outcome> => {
  const adapter = member && parts.adapterOf(member.platform)
  if (!member || !adapter?.find) return { kind: 'unknowable' }
  const deadline = deadlineAfter(parts.clock, parts.timing.sendTimeoutMs)
  const since = (row.first_attempt_at ?? row.planned_at) - SKEW_MS
  const find = adapter.find.bind(adapter)
  const found = await attempt(
    parts,
    deadline,
    () => find({ id: row.id, to: addressOf(member) }, since, deadline.signal),
    {
      toOutcome: (answer) => {
        if (answer === 'absent') return { kind: 'absent' }
        return answer === 'unknown' ? { kind: 'unknowable' } : { kind: 'arrived', receipt: answer }
      },
      delivery: row.id,
    },
  )
  deadline.clear()
  return found.kind === 'failure' ? { kind: 'unanswered' } : found
}
