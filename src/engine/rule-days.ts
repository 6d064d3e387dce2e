import { type Rule, weekdays } from './rule.ts'
import { dateOf, dayNumber } from './zone.ts'

/** A Monday: the week, month and day from which rules without `from` are counted. */
export const DEFAULT_FROM = '2026-01-05'

/** The first day (days since 1970-01-01) not before `day` on which the rule falls; undefined when it never does. */
export const ruleDayFrom = (rule: Rule, day: number): number | undefined => {
  const anchor = dayNumber(rule.from ?? DEFAULT_FROM)
  const interval = rule.interval ?? 1
  if (rule.every === 'day') return nextAligned(day, anchor, interval)
  if (rule.every === 'week') return weekDayFrom(rule, day, nextAligned(weekOf(day), weekOf(anchor), interval), interval)
  const month = nextAligned(monthOf(day), monthOf(anchor), interval)
  const first = dayInMonth(rule, month)
  return first >= day ? first : dayInMonth(rule, month + interval)
}

type WeekRule = Extract<Rule, { every: 'week' }>
type MonthRule = Extract<Rule, { every: 'month' }>

/** The first whole number not below `n` that is a whole number of intervals away from the anchor. */
const nextAligned = (n: number, anchor: number, interval: number): number => n + modulo(anchor - n, interval)

const weekDayFrom = (rule: WeekRule, day: number, week: number, interval: number): number | undefined => {
  const places = rule.on.map((weekday) => weekdays.indexOf(weekday)).sort((a, b) => a - b)
  const days = [week, week + interval].flatMap((each) => places.map((place) => mondayOf(each) + place))
  return days.find((each) => each >= day)
}

const dayInMonth = (rule: MonthRule, month: number): number => {
  const first = firstOf(month)
  const last = firstOf(month + 1) - 1
  if ('date' in rule) return Math.min(first + rule.date - 1, last)
  const place = weekdays.indexOf(rule.weekday)
  if (rule.nth === -1) return last - modulo(placeOf(last) - place, 7)
  return first + modulo(place - placeOf(first), 7) + 7 * (rule.nth - 1)
}

const modulo = (n: number, by: number): number => ((n % by) + by) % by

/** Weeks since the one that holds 1970-01-01, a Thursday. */
const weekOf = (day: number): number => Math.floor((day + 3) / 7)
const mondayOf = (week: number): number => week * 7 - 3
const placeOf = (day: number): number => modulo(day + 3, 7)

/** Months since year 0. */
const monthOf = (day: number): number => {
  const [year = 0, month = 1] = dateOf(day).split('-').map(Number)
  return year * 12 + month - 1
}

const firstOf = (month: number): number => {
  const year = String(Math.floor(month / 12)).padStart(4, '0')
  return dayNumber(`${year}-${String(modulo(month, 12) + 1).padStart(2, '0')}-01`)
}
