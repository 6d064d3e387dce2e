import type { Store } from '../../src/store/store.ts'
import type { Platform, Post } from './platform.ts'
import { WORKSPACE } from './town.ts'

/** A wall clock that is off by a few seconds between the gate and the request is no broken promise. */
const SLACK_MS = 20_000
const BUDGET = 2

/** DESIGN.md, promise 1. */
const NAMED_ASKS = 3
const DATES = 7
const DAY_MS = 86_400_000

export type Row = {
  readonly id: string
  readonly member: string | null
  readonly account: string
  readonly view: string
  readonly because: string
  readonly subject: string
  readonly lane: string
  readonly status: string
  readonly reason: string | null
  readonly due_at: number
  readonly zones: readonly string[]
}

export type Verdicts = {
  readonly problems: readonly string[]
  readonly duplicates: number
  readonly asked: number
  readonly told: number
}

export type Case = {
  readonly store: Store
  readonly platform: Platform
  /** Every zone that a person lived in, by account. */
  readonly zonesOf: (account: string) => readonly string[]
  /** Requests that this account wants in seven dates. */
  readonly capacityOf: (account: string) => number
  readonly disturbed: ReadonlySet<string>
  readonly now: number
  /** Full local weeks of every undisturbed member: each must have its occurrences. */
  readonly weeks: readonly string[]
  readonly schedules: readonly string[]
  readonly members: readonly string[]
  readonly jumped: boolean
}

/** Holds what the engine says it did against the platform's own ledger. */
export const judge = async (one: Case): Promise<Verdicts> => {
  const rows = await readRows(one)
  const known = new Set(rows.map((row) => row.id))
  const isErased = await erased(one)
  const seen = one.platform.posts.filter((post) => known.has(post.delivery) || !isErased(post.person))
  const posts = Map.groupBy(seen, (post) => post.delivery)
  const problems = [
    ...rows.flatMap((row) => judgeRow(row, posts.get(row.id) ?? [], one.now)),
    ...judgeStrangers(rows, posts),
    ...judgeTwice(rows),
    ...judgeQuiet(seen, rows),
    ...judgeBudget(seen, rows),
    ...judgeAsked(one, seen, rows),
    ...(await judgeEnds(one, rows)),
    ...(await judgeWeeks(one)),
  ]
  const arrived = (views: readonly string[]) =>
    rows.filter((row) => views.includes(row.view) && posts.has(row.id)).length
  return {
    problems,
    duplicates: [...posts.values()].filter((some) => some.length > 1).length,
    asked: arrived(['ask.helper']),
    told: arrived(['ask.yes', 'ask.nobody', 'ask.backed-out']),
  }
}

/** Of an erased person nothing is left to compare with, even when they come back. */
const erased = async ({ store }: Case): Promise<(person: string) => boolean> => {
  const rows = await store.transact((db) => db.selectFrom('erased').select('hash').execute())
  const hashes = new Set(rows.map((row) => row.hash))
  return (person) => hashes.has(store.keys.hash(`${WORKSPACE}/test:${person}`))
}

const readRows = ({ store, zonesOf }: Case): Promise<Row[]> =>
  store.transact(async (db) => {
    const columns = [
      'id',
      'member',
      'account',
      'view',
      'because',
      'subject',
      'lane',
      'status',
      'reason',
      'due_at',
    ] as const
    const rows = await db.selectFrom('deliveries').select(columns).execute()
    return rows.map((row) => ({ ...row, zones: zonesOf(row.account) }))
  })

/** Lost, twice, or told wrongly. */
const judgeRow = (row: Row, posts: readonly Post[], now: number): string[] => {
  const name = `${row.view} ${row.id} (${row.status} ${row.reason ?? ''})`
  const problems: string[] = []
  if (posts.length > 1) problems.push(`twice: ${name} was posted ${posts.length} times`)
  if (row.status === 'sent' && posts.length === 0) problems.push(`lost: ${name} never arrived`)
  if (row.status === 'sending') problems.push(`open: ${name} never ended`)
  if (row.status === 'planned' && row.due_at <= now) problems.push(`late: ${name} still waits though it is due`)
  if (row.status === 'uncertain') problems.push(`uncertain: ${name} though the platform could tell`)
  if (row.status === 'planned' || row.status === 'skipped' || row.status === 'failed') {
    if (posts.length > 0) problems.push(`denied: ${name} did arrive`)
  }
  if ((row.status === 'skipped' || row.status === 'failed') && row.reason === null) problems.push(`silent: ${name}`)
  return problems
}

const judgeStrangers = (rows: readonly Row[], posts: ReadonlyMap<string, readonly Post[]>): string[] => {
  const known = new Set(rows.map((row) => row.id))
  return [...posts.keys()].filter((id) => !known.has(id)).map((id) => `unknown: ${id} stands in no ledger`)
}

/** One occurrence, one row. */
const judgeTwice = (rows: readonly Row[]): string[] =>
  [...Map.groupBy(rows, (row) => `${row.view} ${row.subject} ${row.account}`)]
    .filter(([, some]) => some.length > 1)
    .map(([what, some]) => `twice: ${what} has ${some.length} rows`)

const judgeQuiet = (posts: readonly Post[], rows: readonly Row[]): string[] => {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return posts.flatMap((post) => {
    const zones = byId.get(post.delivery)?.zones ?? []
    const fine = zones.some((zone) => [-SLACK_MS, 0].some((slack) => isAwake(post.calledAt + slack, zone)))
    return fine ? [] : [`quiet: ${post.delivery} went out at ${new Date(post.calledAt).toISOString()}, ${zones.join()}`]
  })
}

const isAwake = (at: number, zone: string): boolean => {
  const { day, hour } = localOf(at, zone)
  return day !== 'Sat' && day !== 'Sun' && hour >= 9 && hour < 18
}

/** For somebody who moved, the promise holds in one of their zones. */
const judgeBudget = (posts: readonly Post[], rows: readonly Row[]): string[] => {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const own = posts.filter((post) => byId.get(post.delivery)?.lane === 'own')
  return [...Map.groupBy(own, (post) => post.person)].flatMap(([person, posts]) => {
    const zones = byId.get(posts[0]?.delivery ?? '')?.zones ?? []
    return zones.length > 1 || zones.some((zone) => isWithinBudget(posts, zone))
      ? []
      : [`budget: ${person} was asked too often`]
  })
}

const isWithinBudget = (posts: readonly Post[], zone: string): boolean => {
  const days = daysOf(posts, zone)
  return isOneADay(days) && isAtMost(BUDGET, days)
}

const daysOf = (posts: readonly Post[], zone: string): readonly number[] =>
  posts.map((post) => localOf(post.calledAt, zone).number)

const isOneADay = (days: readonly number[]): boolean => new Set(days).size === days.length

const isAtMost = (most: number, days: readonly number[]): boolean =>
  days.every((day) => days.filter((other) => other >= day && other < day + DATES).length <= most)

/** What others ask of one person: by name, found, and both together. For somebody who moved, in one of their zones. */
const judgeAsked = ({ capacityOf }: Case, posts: readonly Post[], rows: readonly Row[]): string[] => {
  const byId = new Map(rows.filter(({ view }) => view === 'ask.helper').map((row) => [row.id, row]))
  const asked = posts.filter((post) => byId.has(post.delivery))
  return [...Map.groupBy(asked, (post) => post.person)].flatMap(([person, posts]) => {
    const { zones = [], account = '' } = byId.get(posts[0]?.delivery ?? '') ?? {}
    const isNamed = ({ delivery }: Post) => byId.get(delivery)?.because === 'named-you'
    const [zone = 'UTC'] = zones
    if (zones.length > 1) return []
    const named = daysOf(posts.filter(isNamed), zone)
    const found = daysOf(
      posts.filter((post) => !isNamed(post)),
      zone,
    )
    return [
      ...(isAtMost(NAMED_ASKS, named) ? [] : [`asked: ${person} was named too often`]),
      ...(isAtMost(capacityOf(account), found) ? [] : [`asked: ${person} was found too often`]),
      ...(isOneADay([...named, ...found]) ? [] : [`asked: ${person} was asked twice on a date`]),
    ]
  })
}

/** Whoever asked was told, a day after the told time at the latest: of a yes, of nobody, or by the ledger why not. */
const judgeEnds = async ({ store, now }: Case, rows: readonly Row[]): Promise<string[]> => {
  const { asks, agreed } = await store.transact(async (db) => ({
    asks: await db.selectFrom('asks').select(['id', 'state', 'ending', 'told_at']).execute(),
    agreed: await db.selectFrom('requests').select(['id', 'ask']).where('yes_at', 'is not', null).execute(),
  }))
  const ended = new Set(
    rows
      .filter(({ status, due_at }) => status !== 'planned' || due_at > now)
      .map(({ view, subject }) => `${view} ${subject}`),
  )
  const isTold = (id: string, ending: string | null): boolean =>
    ending === 'nobody'
      ? ended.has(`ask.nobody ${id}`)
      : agreed.some((request) => request.ask === id && ended.has(`ask.yes y-${request.id}`))
  return asks.flatMap(({ id, state, ending, told_at }) => {
    if (told_at + DAY_MS > now || ending === 'withdrawn' || (state !== 'open' && isTold(id, ending))) return []
    return [`untold: whoever sent ask ${id} (${state} ${ending ?? ''})`]
  })
}

/** Nobody is asked twice in a local week by one schedule, and nobody's week is forgotten. */
const judgeWeeks = async (one: Case): Promise<string[]> => {
  const rows = await one.store.transact((db) =>
    db
      .selectFrom('check_ins')
      .innerJoin('deliveries', 'deliveries.subject', 'check_ins.id')
      .select(['check_ins.member', 'check_ins.schedule', 'check_ins.period'])
      .execute(),
  )
  const counted = Map.groupBy(rows, (row) => `${row.member} ${row.schedule} ${row.period}`)
  const twice = [...counted].filter(([, some]) => some.length > 1).map(([what]) => `twice: ${what}`)
  if (one.jumped) return twice
  const owed = one.members
    .filter((member) => !one.disturbed.has(member))
    .flatMap((member) => one.schedules.flatMap((schedule) => one.weeks.map((week) => `${member} ${schedule} ${week}`)))
  return [...twice, ...owed.filter((what) => !counted.has(what)).map((what) => `forgotten: ${what}`)]
}

const formats = new Map<string, Intl.DateTimeFormat>()

const localOf = (at: number, zone: string): { day: string; hour: number; number: number } => {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      hourCycle: 'h23',
    })
  formats.set(zone, format)
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const number = Date.UTC(Number(parts.year), Number(parts.month) - 1, Number(parts.day)) / 86_400_000
  return { day: parts.weekday ?? '', hour: Number(parts.hour), number }
}
