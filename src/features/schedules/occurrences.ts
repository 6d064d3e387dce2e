import { type Context, type Due, type Fire, type Id, placedId, type Rule } from '../../engine/index.ts'
import {
  insertSubscriptions,
  joinedAfter,
  markSubscriptions,
  type Schedule,
  type Subscription,
  scheduleById,
  subscriptionsOf,
} from './queries.ts'
import { nextOpenFire, openFires, type Place } from './rules.ts'

/** Members moved by one wake, so that a change of a big workspace holds nobody up. */
const MOVED_AT_ONCE = 50

/** One (schedule, member, period) that came due. */
export type Occurrence = {
  readonly schedule: Id
  readonly workspace: Id
  readonly member: Id
  readonly period: string
  /** Epoch ms. */
  readonly dueAt: number
  readonly lateMs: number
}

/** What a kind of schedule makes of its occurrences. Each must end in the ledger. */
export type Occur = (c: Context, occurrences: readonly Occurrence[]) => Promise<void>

/** Hands the occurrences that came due to their kinds, and wakes each member again for the next. */
export const fireDue = async (
  c: Context,
  due: readonly Due[],
  kinds: Readonly<Record<string, Occur>>,
): Promise<void> => {
  const dueAt = new Map(due.map(({ subject, at }) => [subject, at]))
  const subscriptions = await subscriptionsOf(c.db, { ids: [...dueAt.keys()] })
  const stepOf = stepsAt(c.now)
  const steps = subscriptions.map((one) => ({ one, ...stepOf(one, dueAt.get(one.id) ?? c.now) }))
  for (const [kind, some] of Map.groupBy(steps, ({ one }) => one.kind)) {
    const occur = kinds[kind]
    if (!occur) throw new Error(`no feature makes occurrences of the kind ${kind}`)
    await occur(
      c,
      some.flatMap(({ one, fires }) => fires.map((fire) => toOccurrence(one, fire))),
    )
  }
  await mark(
    c,
    steps.map(({ one, done }) => ({ ...one, done })),
  )
  for (const { one, nextAt } of steps) c.wake('due', one.id, nextAt)
}

/** Looks for each member's next fire anew, from `from` on, by the schedule as it is now. */
export const place = async (
  c: Context,
  subscriptions: readonly Subscription[],
  from: (one: Subscription) => number = () => c.now,
): Promise<void> => {
  const ruleOf = rules()
  for (const one of subscriptions) {
    c.wake('due', one.id, one.active ? nextOpenFire(placeOf(one, ruleOf), from(one))?.at : undefined)
  }
  await mark(c, subscriptions)
}

/** Gives members a place in a schedule, or keeps the one they have. */
export const enrol = async (c: Context, schedule: Schedule, members: readonly Id[]): Promise<readonly Id[]> => {
  const { id, workspace } = schedule
  const rows = members.map((member) => ({
    id: placedId(member, c.id(`subscription ${id} ${member}`)),
    schedule: id,
    workspace,
    member,
  }))
  await insertSubscriptions(c.db, rows)
  return rows.map((row) => row.id)
}

/** Begins to move everyone to the schedule as it is now; a second change begins again. */
export const startMove = (c: Context, schedule: Id): void => c.wake('move', `${schedule}:`, c.now)

/** One batch of members each: who has no place gets one, who follows an older version is placed anew. */
export const moveSome = async (c: Context, due: readonly Due[]): Promise<void> => {
  for (const { subject } of due) {
    const cut = subject.indexOf(':')
    const schedule = await scheduleById(c.db, subject.slice(0, cut))
    if (schedule) await moveBatch(c, schedule, subject.slice(cut + 1))
  }
}

const moveBatch = async (c: Context, schedule: Schedule, after: string): Promise<void> => {
  const members = await joinedAfter(c.db, schedule, after, MOVED_AT_ONCE)
  const missing = members.filter((one) => one.subscription === null).map((one) => one.member)
  const ids = members.flatMap((one) => one.subscription ?? [])
  ids.push(...(await enrol(c, schedule, missing)))
  const subscriptions = ids.length === 0 ? [] : await subscriptionsOf(c.db, { ids })
  await place(
    c,
    subscriptions.filter((one) => one.version !== one.current),
  )
  const last = members.at(-1)
  if (last && members.length === MOVED_AT_ONCE) c.wake('move', `${schedule.id}:${last.person}`, c.now)
}

type Step = { readonly fires: readonly Fire[]; readonly done: string | null; readonly nextAt: number | undefined }

/** Members of one zone share their fires: they are computed once a batch. */
const stepsAt = (now: number) => {
  const ruleOf = rules()
  const known = new Map<string, Step>()
  return (one: Subscription, dueAt: number): Step => {
    const follows = one.version === one.current
    const key = [one.schedule, one.zone, one.done, follows, dueAt].join(' ')
    const step = known.get(key) ?? stepFrom(one, placeOf(one, ruleOf), follows, dueAt, now)
    known.set(key, step)
    return step
  }
}

/** A wake that a change has overtaken makes nothing: it only looks for the next fire of the new version. */
const stepFrom = (one: Subscription, at: Place, follows: boolean, dueAt: number, now: number): Step => {
  if (!one.active) return { fires: [], done: one.done, nextAt: undefined }
  const fires = follows ? openFires(at, dueAt, now) : []
  const done = fires.at(-1)?.period ?? one.done
  return { fires, done, nextAt: nextOpenFire({ ...at, done }, follows ? now + 1 : now)?.at }
}

const mark = async (c: Context, subscriptions: readonly Subscription[]): Promise<void> => {
  const same = Map.groupBy(subscriptions, (one) => [one.schedule, one.current, one.done].join(' '))
  for (const some of same.values()) {
    const [first] = some
    if (!first) continue
    await markSubscriptions(
      c.db,
      some.map((one) => one.id),
      { version: first.current, period: first.done },
    )
  }
}

const toOccurrence = ({ schedule, workspace, member, lateMs }: Subscription, fire: Fire): Occurrence => ({
  schedule,
  workspace,
  member,
  period: fire.period,
  dueAt: fire.at,
  lateMs,
})

const placeOf = (one: Subscription, ruleOf: (json: string) => Rule): Place => ({
  rule: ruleOf(one.rule),
  zone: one.zone,
  done: one.done,
})

/** One object per rule: what comes next is remembered by it. */
const rules = () => {
  const known = new Map<string, Rule>()
  return (json: string): Rule => {
    const rule = known.get(json) ?? (JSON.parse(json) as Rule)
    known.set(json, rule)
    return rule
  }
}
