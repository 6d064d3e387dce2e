import type { QuietHours } from './member.ts'
import { addDays, isTime, localDate, localTime, resolveLocal, weekdayOf } from './zone.ts'

const DAY_MINUTES = 24 * 60
/** Promise 1: quiet hours are never shorter than 10 h. */
export const SHORTEST_QUIET_MINUTES = 10 * 60
/** The default lateness of 4 h must fit into every day, or what is held would never go out. */
export const LONGEST_QUIET_MINUTES = 20 * 60
/** A night, a weekend and a night, with room to spare. */
const LONGEST_CHAIN_DATES = 8

export type QuietProblem = 'bad-time' | 'too-short' | 'too-long'

export const checkQuietHours = (hours: Pick<QuietHours, 'from' | 'to'>): QuietProblem | undefined => {
  if (!isTime(hours.from) || !isTime(hours.to)) return 'bad-time'
  const minutes = (minuteOf(hours.to) - minuteOf(hours.from) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES
  if (minutes < SHORTEST_QUIET_MINUTES) return 'too-short'
  return minutes > LONGEST_QUIET_MINUTES ? 'too-long' : undefined
}

/** Whether the wall clock there stands in the quiet hours, or on a Saturday or Sunday that is quiet. */
export const isQuiet = (at: number, zone: string, hours: QuietHours): boolean => {
  const time = localTime(at, zone)
  const { from, to } = hours
  if (from < to ? from <= time && time < to : from <= time || time < to) return true
  return hours.weekends && isWeekend(localDate(at, zone))
}

/** The instant at which nights and weekends in a row have ended; undefined when `now` is not quiet. */
export const quietUntil = (now: number, zone: string, hours: QuietHours): number | undefined => {
  if (!isQuiet(now, zone, hours)) return undefined
  const today = localDate(now, zone)
  let last = now
  for (let day = 0; day < LONGEST_CHAIN_DATES; day++) {
    for (const at of endsOn(addDays(today, day), zone, hours)) {
      if (at > now && !isQuiet(at, zone, hours)) return at
      last = Math.max(last, at)
    }
  }
  return last
}

/** Where quiet may end on a date: at midnight after a weekend, or after a night, also when that time comes twice. */
const endsOn = (date: string, zone: string, { to }: QuietHours): number[] => [
  resolveLocal(date, '00:00', zone),
  resolveLocal(date, to, zone),
  resolveLocal(date, to, zone, 'later'),
]

const isWeekend = (date: string): boolean => ['saturday', 'sunday'].includes(weekdayOf(date))

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
