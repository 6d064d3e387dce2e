import type { Kind } from '../../messages/kinds.ts'
import type { Message } from '../../messages/message.ts'
import type { Id, Outgoing, Receipt } from './adapter.ts'
import { isNamed, type Readers, readersOf } from './budget.ts'
import { gate } from './gate.ts'
import { readHold } from './hold.ts'
import { isListed } from './installations.ts'
import { type Job, runJob } from './job.ts'
import type { Member } from './member.ts'
import type { Reason } from './outbox.ts'
import { paceOf, takeTurn } from './paces.ts'
import { kindOf, type Parts } from './parts.ts'
import { type DeliveryRow, dueRows, staleRows } from './queries.ts'
import { addressOf } from './roster.ts'
import { writeVerdicts } from './verdicts.ts'

/** A delivery that is ours to send until the lease ends. */
export type Flight = {
  readonly row: DeliveryRow
  readonly out: Outgoing
  /** Epoch ms. */
  readonly startAt: number
  /** On the monotonic clock. */
  readonly leaseEnd: number
}

/** A sent message to be shown anew. */
export type Edit = { readonly row: DeliveryRow; readonly out: Outgoing; readonly at: Receipt; readonly startAt: number }

export type Slice = { readonly flights: readonly Flight[]; readonly edits: readonly Edit[]; readonly full: boolean }

/** What a row becomes at the claim. */
export type Fate =
  | { readonly kind: 'go'; readonly row: DeliveryRow; readonly date: string; readonly out: Outgoing }
  | { readonly kind: 'hold'; readonly row: DeliveryRow; readonly until: number }
  | { readonly kind: 'skip'; readonly row: DeliveryRow; readonly reason: Reason }
  | { readonly kind: 'fail'; readonly row: DeliveryRow }

const NOTHING: Slice = { flights: [], edits: [], full: false }

/** Claims one slice of one domain: gate, render, and write whose it is before anything is sent. */
export const claimSlice = (parts: Parts, domain: string, editing: ReadonlySet<Id>): Promise<Slice> => {
  const now = parts.clock.now()
  const leaseEnd = parts.clock.monotonic() + parts.timing.leaseMs
  return runJob(parts, now, async (job) => {
    const hold = await readHold(job.db)
    const pace = hold.on ? undefined : await paceOf(job.db, domain, now)
    if (!pace) return NOTHING
    const rows = await dueRows(job.db, { domain, now, limit: pace.most })
    const fates = await decide(parts, job, rows, hold.last)
    await writeVerdicts(parts, job, fates)
    const going = fates.filter((fate) => fate.kind === 'go')
    const left = pace.most - going.length
    const stale = left > 0 ? await staleRows(job.db, { domain, now, limit: left }) : []
    const free = stale.filter((row) => !editing.has(row.id))
    const edits = await renderEdits(parts, job, free)
    await claimEdits(parts, job, edits)
    const starts = await takeTurn(job.db, pace, now, going.length + edits.length)
    return {
      flights: going.map(({ row, out }, i) => ({ row: claimed(row), out, startAt: starts[i] ?? now, leaseEnd })),
      edits: edits.map((edit, i) => ({ ...edit, startAt: starts[going.length + i] ?? now })),
      full: rows.length + free.length >= pace.most,
    }
  })
}

/** Until the lease is over nobody makes the same edit again, and none behind it waits for it. */
const claimEdits = async (parts: Parts, job: Job, edits: readonly Pick<Edit, 'row'>[]): Promise<void> => {
  if (edits.length === 0) return
  const ids = edits.map(({ row }) => row.id)
  const dueAt = job.now + parts.timing.leaseMs
  await job.db.updateTable('deliveries').set({ due_at: dueAt }).where('id', 'in', ids).execute()
}

/** The row as the claim has just written it. */
const claimed = (row: DeliveryRow): DeliveryRow => ({ ...row, attempts: row.attempts + 1 })

type LastHold = { readonly from: number; readonly to: number } | undefined

const decide = async (parts: Parts, job: Job, rows: readonly DeliveryRow[], stopped: LastHold): Promise<Fate[]> => {
  const readers = await readersOf(job.db, rows, job.now)
  const fates: Fate[] = []
  for (const row of rows) {
    const fate = await fateOf(parts, job, row, readers, stopped)
    if (fate.kind === 'go') readers.spend(row, fate.date)
    fates.push(fate)
  }
  return fates
}

const fateOf = async (parts: Parts, job: Job, row: DeliveryRow, readers: Readers, stopped: LastHold): Promise<Fate> => {
  const member = readers.member(row)
  if (!member) return { kind: 'skip', row, reason: 'left' }
  if (readers.suspended(row) || !isListed(parts, row.workspace)) return { kind: 'skip', row, reason: 'forbidden' }
  const verdict = gate({
    now: job.now,
    kind: kindOf(row.view),
    plannedAt: row.planned_at,
    lateMs: row.late_ms,
    member,
    sentOwn: readers.spent(row),
    asked: readers.asked(row),
    named: isNamed(row),
    ...(row.held_to !== null && { heldTo: row.held_to }),
    ...(stopped && { holds: stopped }),
  })
  if ('skip' in verdict) return { kind: 'skip', row, reason: verdict.skip }
  if ('holdUntil' in verdict) return { kind: 'hold', row, until: verdict.holdUntil }
  const shown = await show(parts, job, row, member)
  if (shown === undefined) return { kind: 'fail', row }
  if ('skip' in shown) return { kind: 'skip', row, reason: shown.skip }
  return { kind: 'go', row, date: verdict.date, out: { id: row.id, to: addressOf(member), message: shown } }
}

/** Undefined when the view threw: a bug of ours that must not stop the others. */
export const show = async (
  parts: Parts,
  job: Job,
  row: Pick<DeliveryRow, 'id' | 'view' | 'subject'>,
  member: Member,
): Promise<Message | { readonly skip: Reason } | undefined> => {
  try {
    const shown = await parts.viewOf(row.view as Kind).show(job.lookingAs(member), row.subject)
    return 'skip' in shown ? shown : { ...shown, subject: row.subject }
  } catch (error) {
    parts.log.error('view.failed', { delivery: row.id, error: nameOf(error) })
    return undefined
  }
}

const renderEdits = async (parts: Parts, job: Job, rows: readonly DeliveryRow[]): Promise<Omit<Edit, 'startAt'>[]> => {
  const readers = await readersOf(job.db, rows, job.now)
  const edits: Omit<Edit, 'startAt'>[] = []
  for (const row of rows) {
    const member = readers.member(row)
    const message = member && row.receipt ? await show(parts, job, row, member) : undefined
    if (member && message && !('skip' in message) && row.receipt) {
      edits.push({ row, out: { id: row.id, to: addressOf(member), message }, at: JSON.parse(row.receipt) as Receipt })
    } else {
      await job.db.updateTable('deliveries').set({ stale: 0 }).where('id', '=', row.id).execute()
    }
  }
  return edits
}

/** The kind of an error and where it came from, never its words: they may hold what a person typed. */
export const nameOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  const place = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '))
  return `${error.name} ${place?.trim() ?? ''}`.trim()
}
