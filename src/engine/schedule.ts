import { createMemo } from './memo.ts'
import { type Fire, type Rule, weekdays } from './rule.ts'
import { ruleDayFrom } from './rule-days.ts'
import { dateOf, dayNumber, isDate, isoWeek, isTime, localDate, resolveOnDate } from './zone.ts'

/** Once a year is as rare as a rule can be. */
export const LONGEST_INTERVAL = { day: 366, week: 52, month: 12 } as const
/** A zone leaves out at most one date at a time (Apia, 2011-12-30), so a few tries always find one. */
const TRIES = 8
/** Rules remembered, each with what comes next in up to 600 zones. */
const RULES_REMEMBERED = 100

export type RuleProblem = 'bad-time' | 'bad-interval' | 'bad-from' | 'bad-weekdays' | 'bad-date' | 'bad-nth'

export const checkRule = (rule: Rule): RuleProblem | undefined => {
  if (!isTime(rule.at)) return 'bad-time'
  if (!isWhole(rule.interval ?? 1, 1, LONGEST_INTERVAL[rule.every])) return 'bad-interval'
  if (rule.from !== undefined && !isDate(rule.from)) return 'bad-from'
  if (rule.every === 'day') return undefined
  if (rule.every === 'week') return areWeekdays(rule.on) ? undefined : 'bad-weekdays'
  if ('date' in rule) return isWhole(rule.date, 1, 31) ? undefined : 'bad-date'
  if (!areWeekdays([rule.weekday])) return 'bad-weekdays'
  return rule.nth === -1 || isWhole(rule.nth, 1, 4) ? undefined : 'bad-nth'
}

/**
 * The first fire after this instant (epoch ms), for a rule that `checkRule` lets pass. Each local date is resolved by
 * itself; a date that the zone leaves out is skipped. Throws RangeError for a zone that is none.
 */
export const nextFire = (rule: Rule, zone: string, after: number): Fire | undefined => {
  const zones = zonesOf(rule)
  const last = zones.get(zone)
  if (last && last.from <= after && after < last.fire.at) return last.fire
  const fire = findFire(rule, zone, after)
  if (fire) zones.set(zone, { from: last?.fire.at === fire.at ? Math.min(last.from, after) : after, fire })
  return fire
}

/** All fires after `after` up to and with `until`, in order. */
export const firesBetween = (rule: Rule, zone: string, after: number, until: number): Fire[] => {
  const fires: Fire[] = []
  let fire = findFire(rule, zone, after)
  while (fire && fire.at <= until) {
    fires.push(fire)
    fire = fireFrom(rule, zone, dayNumber(fire.date) + 1, fire.at)
  }
  return fires
}

/** Whether nothing ever comes after this instant. */
export const neverOccurs = (rule: Rule, zone: string, after: number): boolean =>
  checkRule(rule) !== undefined || nextFire(rule, zone, after) === undefined

/** From `from` until it comes, this fire is the next. */
type Next = { readonly from: number; readonly fire: Fire }

const byText = createMemo<Map<string, Next>>(RULES_REMEMBERED)
const byRule = new WeakMap<Rule, Map<string, Next>>()

/** By the object first: a batch asks with one object for thousands of members. */
const zonesOf = (rule: Rule): Map<string, Next> => {
  const known = byRule.get(rule)
  if (known) return known
  const zones = byText(JSON.stringify(rule), () => new Map())
  byRule.set(rule, zones)
  return zones
}

const findFire = (rule: Rule, zone: string, after: number): Fire | undefined =>
  fireFrom(rule, zone, dayNumber(localDate(after, zone)), after)

const fireFrom = (rule: Rule, zone: string, firstDay: number, after: number): Fire | undefined => {
  let from = firstDay
  for (let tries = 0; tries < TRIES; tries++) {
    const day = ruleDayFrom(rule, from)
    if (day === undefined) return undefined
    const date = dateOf(day)
    const at = resolveOnDate(date, rule.at, zone)
    if (at !== undefined && at > after) return { at, date, period: periodOf(rule, date) }
    from = day + 1
  }
  return undefined
}

/** A rule with several days a week counts dates: each is an occurrence of its own. */
const periodOf = (rule: Rule, date: string): string => {
  if (rule.every === 'month') return date.slice(0, -3)
  return rule.every === 'week' && rule.on.length === 1 ? isoWeek(date) : date
}

const isWhole = (n: number, least: number, most: number): boolean => Number.isInteger(n) && n >= least && n <= most

const areWeekdays = (names: readonly string[]): boolean =>
  names.length > 0 &&
  new Set(names).size === names.length &&
  names.every((name) => weekdays.some((weekday) => weekday === name))
