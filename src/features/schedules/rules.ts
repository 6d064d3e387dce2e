import type { OpenHours, PlanProblem, WeeklyPlan } from '../../../messages/schedules.ts'
import {
  addDays,
  type Fire,
  firesBetween,
  isQuiet,
  isTime,
  nextFire,
  type QuietHours,
  type Rule,
  resolveLocal,
  type Weekday,
  weekdays,
} from '../../engine/index.ts'

/** After a long time down, at most this many missed periods are told in each member's ledger. */
export const MOST_PERIODS = 8
/** What the form suggests first: a morning that is open in every setting. */
export const suggestedPlan = { day: 'monday', time: '10:00' } as const satisfies WeeklyPlan

/** Any Monday. */
const SOME_MONDAY = '2026-01-05'

/** Where a member stands in a schedule. */
export type Place = {
  readonly rule: Rule
  readonly zone: string
  /** The last period that made an occurrence. */
  readonly done: string | null
}

export const weeklyRule = ({ day, time }: { day: Weekday; time: string }): Rule => ({
  every: 'week',
  on: [day],
  at: time,
})

/** Undefined when the rule is no weekly one. */
export const planOf = (rule: Rule): { day: Weekday; time: string } | undefined => {
  if (rule.every !== 'week') return undefined
  const [day] = rule.on
  return day && { day, time: rule.at }
}

/** The first fire at or after `from` whose period has not had its occurrence yet. Periods sort as text. */
export const nextOpenFire = ({ rule, zone, done }: Place, from: number): Fire | undefined => {
  let fire = nextFire(rule, zone, from - 1)
  while (fire && isDone(fire, done)) fire = nextFire(rule, zone, fire.at)
  return fire
}

/** What came due from `from` to `now`, one fire for each period, the newest last. */
export const openFires = ({ rule, zone, done }: Place, from: number, now: number): readonly Fire[] => {
  const fires: Fire[] = []
  for (const fire of firesBetween(rule, zone, from - 1, now)) {
    if (!isDone(fire, fires.at(-1)?.period ?? done)) fires.push(fire)
  }
  return fires.slice(-MOST_PERIODS)
}

/**
 * From where a member's next fire is looked for after their zone changed. A fire of the last hours still counts where
 * it was not had yet; nothing from before they joined does.
 */
export const zoneChangeFrom = (now: number, lateMs: number, joinedAt: number | null): number =>
  Math.min(now, Math.max(now - lateMs, joinedAt ?? now))

/** What is wrong with what an admin typed, or the plan. */
export const checkPlan = (
  day: string,
  time: string,
  hours: QuietHours,
): { readonly plan: { day: Weekday; time: string } } | { readonly problem: PlanProblem } => {
  const weekday = weekdays.find((name) => name === day)
  if (!weekday) return { problem: 'bad-day' }
  if (!isTime(time)) return { problem: 'bad-time' }
  if (isQuietAt(weekday, time, { ...hours, weekends: false })) return { problem: 'quiet-time' }
  if (isQuietAt(weekday, time, hours)) return { problem: 'quiet-day' }
  return { plan: { day: weekday, time } }
}

/** The times outside quiet hours, both ends included. */
export const openHours = ({ from, to, weekends }: QuietHours): OpenHours => ({
  from: to,
  to: minuteBefore(from),
  weekends,
})

const isDone = (fire: Fire, done: string | null): boolean => done !== null && fire.period <= done

const isQuietAt = (day: Weekday, time: string, hours: QuietHours): boolean =>
  isQuiet(resolveLocal(addDays(SOME_MONDAY, weekdays.indexOf(day)), time, 'UTC'), 'UTC', hours)

const minuteBefore = (time: string): string => {
  const minutes = (Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + 1439) % 1440
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
