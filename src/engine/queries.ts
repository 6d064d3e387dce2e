import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import type { Db, DeliveriesTable, DomainsTable, Tables, TimersTable } from '../store/tables.ts'
import { type Pace, turnAt } from './pacing.ts'

export type DeliveryRow = Selectable<DeliveriesTable>
export type DomainRow = Selectable<DomainsTable>
export type TimerRow = Selectable<TimersTable>

/** Partial indexes serve a query only when their condition stands in it literally, not as a parameter. */
const planned = sql<boolean>`status = 'planned'`
const sending = sql<boolean>`status = 'sending'`
const stale = sql<boolean>`status = 'sent' and stale > 0`

/** The oldest due timers of one feature and kind, at most `limit`. */
export const dueTimers = async (db: Db, now: number, limit: number): Promise<readonly TimerRow[]> => {
  const rows = await db
    .selectFrom('timers')
    .selectAll()
    .where('at', '<=', now)
    .orderBy('at')
    .orderBy('feature')
    .orderBy('kind')
    .orderBy('subject')
    .limit(limit)
    .execute()
  return rows.filter((row) => row.feature === rows[0]?.feature && row.kind === rows[0]?.kind)
}

/** Domains that have something due. */
export const waitingDomains = async (db: Db, now: number): Promise<readonly DomainRow[]> => {
  if (((await earliestOut(db)) ?? Number.POSITIVE_INFINITY) > now) return []
  return domainsWithWork(db, now)
}

const domainsWithWork = (db: Db, now: number): Promise<DomainRow[]> =>
  db
    .selectFrom('domains')
    .selectAll()
    .where((e) => e.or([e.exists(outOf(e, now, planned)), e.exists(outOf(e, now, stale))]))
    .orderBy('id')
    .execute()

const outOf = (e: ExpressionBuilder<Tables, 'domains'>, now: number, which: typeof planned) =>
  e
    .selectFrom('deliveries')
    .select('deliveries.id')
    .whereRef('deliveries.domain', '=', 'domains.id')
    .where('due_at', '<=', now)
    .where(which)

/** Due rows of a domain, oldest first; of one person and subject only the first. */
export const dueRows = (db: Db, domain: string, now: number, limit: number): Promise<DeliveryRow[]> =>
  db
    .selectFrom('deliveries as d')
    .selectAll()
    .where('domain', '=', domain)
    .where('due_at', '<=', now)
    .where(planned)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('deliveries as earlier')
            .select('earlier.id')
            .whereRef('earlier.subject', '=', 'd.subject')
            .whereRef('earlier.account', '=', 'd.account')
            .where(sql<boolean>`earlier.status in ('planned', 'sending')`)
            .where(sql<boolean>`(earlier.planned_at, earlier.id) < (d.planned_at, d.id)`),
        ),
      ),
    )
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()

/** What was sent and no longer shows the truth. */
export const staleRows = (db: Db, domain: string, now: number, limit: number): Promise<DeliveryRow[]> =>
  db
    .selectFrom('deliveries')
    .selectAll()
    .where('domain', '=', domain)
    .where('due_at', '<=', now)
    .where(stale)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()

/** Attempts whose end is unknown and whose quarantine is over. */
export const dueChecks = (db: Db, now: number, limit: number): Promise<DeliveryRow[]> =>
  db
    .selectFrom('deliveries')
    .selectAll()
    .where(sending)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()

/** Own-lane messages that count against the budget, by account. */
export const ownSince = async (db: Db, accounts: readonly string[], date: string) => {
  if (accounts.length === 0) return []
  return db
    .selectFrom('deliveries')
    .select(['account', 'local_date', 'view'])
    .where('account', 'in', accounts)
    .where(sql<boolean>`lane = 'own'`)
    .where('local_date', '>=', date)
    .where('status', 'in', ['sending', 'sent', 'uncertain'])
    .execute()
}

/** The next instant at which a timer, a try, a check or an edit is due; it may be in the past. */
export const nextInstant = async (db: Db, now: number, held: boolean): Promise<number | undefined> => {
  const instants = [
    await earliest(db.selectFrom('timers').select((e) => e.fn.min('at').as('at'))),
    await earliestCheck(db),
  ]
  if (!held) instants.push(await nextOut(db, now))
  const known = instants.filter((at) => at !== undefined)
  return known.length > 0 ? Math.min(...known) : undefined
}

/** Something due in a domain that is not ready waits for the domain. */
const nextOut = async (db: Db, now: number): Promise<number | undefined> => {
  const first = await earliestOut(db)
  if (first === undefined || first > now) return first
  const waiting = await domainsWithWork(db, now)
  const later = await earliest(
    db
      .selectFrom('deliveries')
      .select((e) => e.fn.min('due_at').as('at'))
      .where(planned)
      .where('due_at', '>', now),
  )
  return Math.min(...waiting.map((row) => turnAt(toPace(row), now)), later ?? Number.POSITIVE_INFINITY)
}

const earliestOut = async (db: Db): Promise<number | undefined> => {
  const first = await earliest(
    db
      .selectFrom('deliveries')
      .select((e) => e.fn.min('due_at').as('at'))
      .where(planned),
  )
  const edit = await earliest(
    db
      .selectFrom('deliveries')
      .select((e) => e.fn.min('due_at').as('at'))
      .where(stale),
  )
  return first === undefined ? edit : edit === undefined ? first : Math.min(first, edit)
}

const earliestCheck = (db: Db): Promise<number | undefined> =>
  earliest(
    db
      .selectFrom('deliveries')
      .select((e) => e.fn.min('due_at').as('at'))
      .where(sending),
  )

const earliest = async (query: {
  executeTakeFirst(): Promise<{ at: number } | undefined>
}): Promise<number | undefined> => (await query.executeTakeFirst())?.at ?? undefined

export const toPace = (row: DomainRow): Pace => ({
  perSecond: row.per_second,
  maxPerSecond: row.max_per_second,
  readyAt: row.ready_at,
  stoppedUntil: row.stopped_until,
})
