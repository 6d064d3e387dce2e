import type { Id } from './adapter.ts'
import type { Settled } from './feature.ts'
import type { Job } from './job.ts'
import { runJob } from './job.ts'
import { type Outcome, type Turn, turnAfter } from './outbox.ts'
import { slowDown, speedUp } from './paces.ts'
import type { Parts } from './parts.ts'
import { prepareWrite } from './prepare.ts'
import type { DeliveryRow } from './queries.ts'
import { tellSettled } from './settled.ts'

/** As many as a slice claims: more would hold the process longer than planning does. */
const SETTLED_AT_ONCE = 50

/** `row` as it was claimed: owner and attempt tell one claim from the next, also of the same process. */
export type Landing = { readonly row: DeliveryRow; readonly outcome: Outcome }

export type Settler = {
  /** Keeps the landing until it is written. */
  readonly land: (landing: Landing) => void
  /** Writes all that has landed, together. What cannot be written is kept for the next call. */
  readonly flush: () => Promise<void>
  /** Whether something waits to be written. */
  readonly waiting: () => boolean
}

/** Landings that come while one write is under way go together in the next. */
export const createSettler = (parts: Parts, written: (row: DeliveryRow) => void): Settler => {
  const landed: Landing[] = []
  let writing: Promise<void> | undefined
  const write = async (): Promise<void> => {
    while (landed.length > 0) {
      const batch = landed.slice(0, SETTLED_AT_ONCE)
      await runJob(parts, parts.clock.now(), (job) => settle(parts, job, batch))
      landed.splice(0, batch.length)
      for (const { row } of batch) written(row)
    }
  }
  return {
    land: (landing) => landed.push(landing),
    waiting: () => landed.length > 0,
    flush: () => {
      writing ??= write().finally(() => {
        writing = undefined
      })
      return writing
    },
  }
}

const settle = async (parts: Parts, job: Job, batch: readonly Landing[]): Promise<void> => {
  const settled: Settled[] = []
  for (const { row, outcome } of batch) {
    const attempt = { attempts: row.attempts, firstAttemptAt: row.first_attempt_at ?? job.now }
    const turn = turnAfter(outcome, attempt, job.now, parts.chance.below(1_000) / 1_000, parts.timing)
    if ((await writeTurn(parts, job, row, turn)) && turn.status !== 'planned' && turn.status !== 'sending') {
      const reason = turn.status === 'failed' ? { reason: turn.reason } : {}
      settled.push({
        id: row.id,
        member: row.member ?? '',
        view: row.view,
        subject: row.subject,
        status: turn.status,
        ...reason,
      } as Settled)
    }
    await takeConsequences(parts, job, row, outcome)
  }
  await rewardDomains(job, batch)
  await tellSettled(parts, job, settled)
}

/** False when somebody else has settled the row since. What arrived is true whoever holds the row. */
const writeTurn = async (parts: Parts, job: Job, row: DeliveryRow, turn: Turn): Promise<boolean> => {
  if (turn.status === 'sent') {
    return (await writeSent(job.db, { id: row.id, receipt: JSON.stringify(turn.receipt), now: job.now })) > 0
  }
  const result = await job.db
    .updateTable('deliveries')
    .set({ ...columnsOf(turn, job.now), owner: null, lease_until: null })
    .where('id', '=', row.id)
    .where('status', '=', 'sending')
    .where('owner', '=', parts.owner)
    .where('attempts', '=', row.attempts)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

const writeSent = prepareWrite((db, p: { id: Id; receipt: string; now: number }) =>
  db
    .updateTable('deliveries')
    .set({
      status: 'sent',
      receipt: p.receipt,
      sent_at: p.now,
      ended_at: p.now,
      due_at: p.now,
      owner: null,
      lease_until: null,
    })
    .where('id', '=', p.id)
    .where('status', 'in', ['planned', 'sending', 'uncertain']),
)

const columnsOf = (turn: Exclude<Turn, { status: 'sent' }>, now: number) => {
  switch (turn.status) {
    case 'failed':
      return { status: 'failed', reason: turn.reason, ended_at: now, local_date: null }
    case 'uncertain':
      return { status: 'uncertain', ended_at: now }
    case 'planned':
      return { status: 'planned', due_at: turn.dueAt, local_date: null }
    case 'sending':
      return { status: 'sending', due_at: turn.dueAt }
  }
}

const takeConsequences = async (parts: Parts, job: Job, row: DeliveryRow, outcome: Outcome): Promise<void> => {
  if (outcome.kind !== 'failure') return
  if (outcome.failure === 'rate-limited') await slowDown(job.db, row.domain, job.now, outcome.retryAfterMs)
  if (outcome.failure === 'unreachable' && row.member) {
    await job.db.updateTable('members').set({ unreachable_since: job.now }).where('id', '=', row.member).execute()
  }
  if (outcome.failure === 'forbidden') {
    parts.log.warn('workspace.suspended', { delivery: row.id })
    await job.db
      .updateTable('workspaces')
      .set({ suspended_at: job.now })
      .where('id', '=', row.workspace)
      .where('suspended_at', 'is', null)
      .execute()
  }
  if (outcome.failure === 'rejected') parts.log.error('delivery.rejected', { delivery: row.id })
}

const rewardDomains = async (job: Job, batch: readonly Landing[]): Promise<void> => {
  const arrived = batch.filter(({ outcome }) => outcome.kind === 'arrived')
  for (const [domain, landings] of Map.groupBy(arrived, ({ row }) => row.domain)) {
    await speedUp(job.db, domain, landings.length)
  }
}
