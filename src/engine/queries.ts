import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import type { Db, DeliveriesTable, DomainsTable, Tables, TimersTable } from '../store/tables.ts'
import { type Pace, turnAt } from './pacing.ts'
import { prepare } from './prepare.ts'

export type DeliveryRow = Selectable<DeliveriesTable>
export type DomainRow = Selectable<DomainsTable>
export type TimerRow = Selectable<TimersTable>

/* Partial indexes serve a query only when their condition stands in it literally: prepared constants do. */
const planned = sql<boolean>`status = 'planned'`
const sending = sql<boolean>`status = 'sending'`
const stale = sql<boolean>`status = 'sent' and stale > 0`

/** The oldest due timers of one feature and kind, at most `limit`. */
export const dueTimers = async (db: Db, now: number, limit: number): Promise<readonly TimerRow[]> => {
  const rows = await oldestTimers(db, { now, limit })
  return rows.filter((row) => row.feature === rows[0]?.feature && row.kind === rows[0]?.kind)
}

const oldestTimers = prepare((db, p: { now: number; limit: number }) =>
  db
    .selectFrom('timers')
    .selectAll()
    .where('at', '<=', p.now)
    .orderBy('at')
    .orderBy('feature')
    .orderBy('kind')
    .orderBy('subject')
    .limit(p.limit),
)

/** Domains that have something due which may go out now. */
export const waitingDomains = (db: Db, now: number): Promise<readonly DomainRow[]> => domainsWithWork(db, { now })

const domainsWithWork = prepare((db, p: { now: number }) =>
  db
    .selectFrom('domains')
    .selectAll()
    .where((e) =>
      e.or([
        e.exists(outOf(e, p.now, planned).where((d) => d.not(d.exists(earlierOpen(d))))),
        e.exists(outOf(e, p.now, stale)),
      ]),
    )
    .orderBy('id'),
)

const outOf = (e: ExpressionBuilder<Tables, 'domains'>, now: number, which: typeof planned) =>
  e
    .selectFrom('deliveries as d')
    .select('d.id')
    .whereRef('d.domain', '=', 'domains.id')
    .where('due_at', '<=', now)
    .where(which)

type Page = { domain: string; now: number; limit: number }

/** Due rows of a domain, oldest first; of one person and subject only the first. */
export const dueRows = prepare((db, p: Page) =>
  db
    .selectFrom('deliveries as d')
    .selectAll()
    .where('domain', '=', p.domain)
    .where('due_at', '<=', p.now)
    .where(planned)
    .where((e) => e.not(e.exists(earlierOpen(e))))
    .orderBy('due_at')
    .orderBy('id')
    .limit(p.limit),
)

const earlierOpen = (e: ExpressionBuilder<Tables & { d: DeliveriesTable }, 'd'>) =>
  e
    .selectFrom('deliveries as earlier')
    .select('earlier.id')
    .whereRef('earlier.subject', '=', 'd.subject')
    .whereRef('earlier.account', '=', 'd.account')
    .where(sql<boolean>`earlier.status in ('planned', 'sending')`)
    .where(sql<boolean>`(earlier.planned_at, earlier.id) < (d.planned_at, d.id)`)

/** What was sent and no longer shows the truth. */
export const staleRows = prepare((db, p: Page) =>
  db
    .selectFrom('deliveries')
    .selectAll()
    .where('domain', '=', p.domain)
    .where('due_at', '<=', p.now)
    .where(stale)
    .orderBy('due_at')
    .orderBy('id')
    .limit(p.limit),
)

/** Attempts whose end is unknown and whose quarantine is over. */
export const dueChecks = prepare((db, p: { now: number; limit: number }) =>
  db
    .selectFrom('deliveries')
    .selectAll()
    .where(sending)
    .where('due_at', '<=', p.now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(p.limit),
)

const counts = {
  own: sql<boolean>`lane = 'own'`,
  asks: sql<boolean>`view = 'ask.helper'`,
}

/** What counts against the budget, or what others asked. An account counts in all its workspaces: by all its members. */
export const countedSince = async (db: Db, which: keyof typeof counts, accounts: readonly string[], date: string) => {
  if (accounts.length === 0) return []
  return db
    .selectFrom('members')
    .innerJoin('deliveries', 'deliveries.member', 'members.id')
    .select(['deliveries.account', 'local_date', 'view', 'because'])
    .where('members.account', 'in', accounts)
    .where(counts[which])
    .where('local_date', '>=', date)
    .where('status', 'in', ['sending', 'sent', 'uncertain'])
    .execute()
}

/** The next instant at which a timer, a try, a check or an edit is due; it may be in the past. */
export const nextInstant = async (db: Db, now: number, held: boolean): Promise<number | undefined> => {
  const [first] = await firstInstants(db, {})
  const instants = [first?.timer, first?.check, held ? null : await nextOut(db, now, first?.try, first?.edit)]
  const known = instants.filter((at) => typeof at === 'number')
  return known.length > 0 ? Math.min(...known) : undefined
}

const firstInstants = prepare((db, _: Record<never, never>) =>
  db.selectNoFrom((e) => [
    e
      .selectFrom('timers')
      .select((t) => t.fn.min('at').as('at'))
      .as('timer'),
    e
      .selectFrom('deliveries')
      .select((t) => t.fn.min('due_at').as('at'))
      .where(sending)
      .as('check'),
    e
      .selectFrom('deliveries')
      .select((t) => t.fn.min('due_at').as('at'))
      .where(planned)
      .as('try'),
    e
      .selectFrom('deliveries')
      .select((t) => t.fn.min('due_at').as('at'))
      .where(stale)
      .as('edit'),
  ]),
)

type At = number | null | undefined

/** Something due in a domain that is not ready waits for the domain. */
const nextOut = async (db: Db, now: number, first: At, edit: At): Promise<number | undefined> => {
  const known = [first, edit].filter((at) => typeof at === 'number')
  if (known.length === 0) return undefined
  if (Math.min(...known) > now) return Math.min(...known)
  const [later] = await firstTryAfter(db, { now })
  const waiting = (await waitingDomains(db, now)).map((row) => turnAt(toPace(row), now))
  return Math.min(...waiting, later?.at ?? Number.POSITIVE_INFINITY)
}

const firstTryAfter = prepare((db, p: { now: number }) =>
  db
    .selectFrom('deliveries')
    .select((e) => e.fn.min('due_at').as('at'))
    .where(planned)
    .where('due_at', '>', p.now),
)

export const toPace = (row: DomainRow): Pace => ({
  perSecond: row.per_second,
  maxPerSecond: row.max_per_second,
  readyAt: row.ready_at,
  stoppedUntil: row.stopped_until,
})
