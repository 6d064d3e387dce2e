import { kinds } from '../../messages/kinds.ts'
import type { RateDomain } from './adapter.ts'
import type { Say, Wake } from './effects.ts'
import type { Settled } from './feature.ts'
import type { Job } from './job.ts'
import type { Member } from './member.ts'
import type { Reason } from './outbox.ts'
import type { Parts } from './parts.ts'
import { addressOf, membersById } from './roster.ts'
import { tellSettled } from './settled.ts'

/** How late a message may still go out, by lane, when its feature does not say. */
const LATE_MS = { own: 4 * 3_600_000, person: 72 * 3_600_000, reply: 72 * 3_600_000 } as const
/** Rows in one statement: well below SQLite's 32,766 parameters. */
const ROWS = 100

export const writeSays = async (parts: Parts, job: Job, says: readonly Say[]): Promise<void> => {
  const members = await membersById(job.db, [...new Set(says.map((say) => say.to))])
  const rows = says.flatMap((say) => {
    const member = members.get(say.to)
    return member ? [toRow(parts, job.now, say, member)] : []
  })
  await knowDomains(parts, job, [...members.values()])
  for (const some of chunks(rows)) {
    await job.db
      .insertInto('deliveries')
      .values(some)
      .onConflict((c) => c.column('key').doNothing())
      .execute()
  }
}

const toRow = (parts: Parts, now: number, say: Say, member: Member) => {
  const { lane } = kinds[say.view]
  const at = say.at ?? now
  return {
    id: parts.chance.idOf(`delivery ${say.key}`),
    workspace: member.workspace,
    member: member.id,
    account: member.account,
    domain: parts.adapterOf(member.platform).domain(addressOf(member)).id,
    view: say.view,
    subject: say.subject,
    key: say.key,
    because: say.because,
    lane,
    status: 'planned',
    planned_at: at,
    due_at: at,
    late_ms: say.lateMs ?? LATE_MS[lane],
    attempts: 0,
  }
}

const knowDomains = async (parts: Parts, job: Job, members: readonly Member[]): Promise<void> => {
  const found = new Map<string, RateDomain & { platform: string }>()
  for (const member of members) {
    const domain = parts.adapterOf(member.platform).domain(addressOf(member))
    found.set(domain.id, { ...domain, platform: member.platform })
  }
  for (const domain of found.values()) {
    await job.db
      .insertInto('domains')
      .values({
        id: domain.id,
        platform: domain.platform,
        per_second: domain.startPerSecond,
        max_per_second: domain.maxPerSecond,
        ready_at: 0,
        stopped_until: 0,
      })
      .onConflict((c) => c.column('id').doNothing())
      .execute()
  }
}

/** Timers: one row per feature, kind and subject. */
export const writeWakes = async (job: Job, wakes: readonly Wake[]): Promise<void> => {
  const set = wakes.flatMap(({ at, ...wake }) => (at === undefined ? [] : [{ ...wake, at, attempts: 0 }]))
  for (const some of chunks(set)) {
    await job.db
      .insertInto('timers')
      .values(some)
      .onConflict((c) =>
        c.columns(['feature', 'kind', 'subject']).doUpdateSet((e) => ({ at: e.ref('excluded.at'), attempts: 0 })),
      )
      .execute()
  }
  for (const wake of wakes.filter(({ at }) => at === undefined)) {
    await job.db
      .deleteFrom('timers')
      .where('feature', '=', wake.feature)
      .where('kind', '=', wake.kind)
      .where('subject', '=', wake.subject)
      .execute()
  }
}

/** What was sent, or is being sent, no longer shows the truth: each edit is due now. */
export const writeStale = async (job: Job, subjects: ReadonlySet<string>): Promise<void> => {
  for (const some of chunks([...subjects])) {
    const touched = job.db.updateTable('deliveries').where('subject', 'in', some)
    await touched
      .set((e) => ({ stale: e('stale', '+', 1), due_at: job.now }))
      .where('status', '=', 'sent')
      .execute()
    await touched
      .set((e) => ({ stale: e('stale', '+', 1) }))
      .where('status', '=', 'sending')
      .execute()
  }
}

/** Ends all that is planned for a member. */
export const writeEnds = async (
  parts: Parts,
  job: Job,
  ends: readonly { readonly member: string; readonly reason: Reason }[],
): Promise<void> => {
  for (const { member, reason } of ends) {
    const rows = await job.db
      .updateTable('deliveries')
      .set({ status: 'skipped', reason, ended_at: job.now })
      .where('member', '=', member)
      .where('status', '=', 'planned')
      .returning(['id', 'view', 'subject'])
      .execute()
    const settled = rows.map((row) => ({ ...row, member, status: 'skipped', reason }) as Settled)
    await tellSettled(parts, job, settled)
  }
}

export const chunks = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / ROWS) }, (_, i) => items.slice(i * ROWS, (i + 1) * ROWS))
