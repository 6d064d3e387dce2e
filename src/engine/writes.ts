import { kinds } from '../../messages/kinds.ts'
import type { RateDomain } from './adapter.ts'
import type { Say, Wake } from './effects.ts'
import type { Settled } from './feature.ts'
import type { Job } from './job.ts'
import type { Member } from './member.ts'
import type { Reason } from './outbox.ts'
import type { Parts } from './parts.ts'
import { placedId } from './place.ts'
import { prepareWrite } from './prepare.ts'
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
  for (const row of rows) await insertDelivery(job.db, row)
}

type Planned = ReturnType<typeof toRow>

const insertDelivery = prepareWrite((db, p: Planned) =>
  db
    .insertInto('deliveries')
    .values({
      id: p.id,
      workspace: p.workspace,
      member: p.member,
      account: p.account,
      domain: p.domain,
      view: p.view,
      subject: p.subject,
      key: p.key,
      because: p.because,
      lane: p.lane,
      status: 'planned',
      planned_at: p.at,
      due_at: p.at,
      late_ms: p.late_ms,
      attempts: 0,
    })
    .onConflict((c) => c.column('key').doNothing()),
)

const toRow = (parts: Parts, now: number, say: Say, member: Member) => {
  const { lane } = kinds[say.view]
  const at = say.at ?? now
  return {
    id: placedId(member.id, parts.chance.idOf(`delivery ${say.key}`), at),
    workspace: member.workspace,
    member: member.id,
    account: member.account,
    domain: parts.adapterOf(member.platform).domain(addressOf(member)).id,
    view: say.view,
    subject: say.subject,
    key: say.key,
    because: say.because,
    lane,
    at,
    late_ms: say.lateMs ?? LATE_MS[lane],
  }
}

const knowDomains = async (parts: Parts, job: Job, members: readonly Member[]): Promise<void> => {
  const found = new Map<string, RateDomain & { platform: string }>()
  for (const member of members) {
    const domain = parts.adapterOf(member.platform).domain(addressOf(member))
    found.set(domain.id, { ...domain, platform: member.platform })
  }
  for (const domain of found.values()) {
    const { id, platform, startPerSecond, maxPerSecond } = domain
    await insertDomain(job.db, { id, platform, startPerSecond, maxPerSecond })
  }
}

const insertDomain = prepareWrite((db, p: RateDomain & { platform: string }) =>
  db
    .insertInto('domains')
    .values({
      id: p.id,
      platform: p.platform,
      per_second: p.startPerSecond,
      max_per_second: p.maxPerSecond,
      ready_at: 0,
      stopped_until: 0,
    })
    .onConflict((c) => c.column('id').doNothing()),
)

/** Timers: one row per feature, kind and subject. */
export const writeWakes = async (job: Job, wakes: readonly Wake[]): Promise<void> => {
  for (const { feature, kind, subject, at } of wakes) {
    if (at === undefined) await deleteTimer(job.db, { feature, kind, subject })
    else await setTimer(job.db, { feature, kind, subject, at })
  }
}

type TimerKey = { readonly feature: string; readonly kind: string; readonly subject: string }

const setTimer = prepareWrite((db, p: TimerKey & { readonly at: number }) =>
  db
    .insertInto('timers')
    .values({ feature: p.feature, kind: p.kind, subject: p.subject, at: p.at, attempts: 0 })
    .onConflict((c) => c.columns(['feature', 'kind', 'subject']).doUpdateSet({ at: p.at, attempts: 0 })),
)

export const deleteTimer = prepareWrite((db, p: TimerKey) =>
  db.deleteFrom('timers').where('feature', '=', p.feature).where('kind', '=', p.kind).where('subject', '=', p.subject),
)

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
