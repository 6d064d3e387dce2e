import { Temporal } from 'temporal-polyfill'
import { createMemo, type Memo } from './memo.ts'
import { type Weekday, weekdays } from './rule.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Zones change their offset on whole quarter hours of UTC; both ends of a window are looked at all the same. */
const WINDOW_MS = 900_000
const WINDOWS_KEPT = 16
/** There are about 600 names, aliases included; more can only be noise. */
const ZONE_LIMIT = 1_000
/** A wave resolves a few times of day on a few dates in each zone. */
const LOCAL_LIMIT = 20_000
/** A few years of dates. */
const DATE_LIMIT = 2_000
/** The longest IANA name has 32 characters. */
const NAME_LIMIT = 64

const known = createMemo<boolean>(ZONE_LIMIT)
const dates = createMemo<string, number>(DATE_LIMIT)
const days = createMemo<number>(DATE_LIMIT)
const windows = createMemo<Memo<Offset, number>>(ZONE_LIMIT)
const places = createMemo<Place>(LOCAL_LIMIT)

type Place = { readonly at: number; readonly date: string }
/** Of a whole window, unless it changes within. */
type Offset = number | 'changes'

/** Whether this is an IANA name as the database spells it; an offset such as `+05:00` is none. */
export const isZone = (name: string): boolean =>
  name.length <= NAME_LIMIT && /^[A-Z]/.test(name) && known(name, () => spelledAs(name) === name)

/** The date there, `2026-03-02`. Throws RangeError for a zone that is none. */
export const localDate = (at: number, zone: string): string => dateOf(Math.floor((at + offsetAt(at, zone)) / DAY_MS))

/** The wall clock there, `09:05`. Throws RangeError for a zone that is none. */
export const localTime = (at: number, zone: string): string => {
  const minute = Math.floor((at + offsetAt(at, zone)) / MINUTE_MS)
  return `${twoDigits(modulo(Math.floor(minute / 60), 24))}:${twoDigits(modulo(minute, 60))}`
}

/**
 * The instant, epoch ms, at which the wall clock there shows this time. A time that a gap leaves out moves forward by the
 * gap; one that comes twice is the first (`later`: the second). On a date that the zone left out, the answer lies on another
 * local date.
 */
export const resolveLocal = (date: string, time: string, zone: string, which?: 'later'): number =>
  placeOf(date, time, zone, which).at

/** The same, unless it lies on another local date. */
export const resolveOnDate = (date: string, time: string, zone: string): number | undefined => {
  const place = placeOf(date, time, zone)
  return place.date === date ? place.at : undefined
}

export const weekdayOf = (date: string): Weekday => weekdays[mondayIndex(dayNumber(date))] ?? 'monday'

export const addDays = (date: string, days: number): string => dateOf(dayNumber(date) + days)

/** The ISO week that holds this date, `2026-W10`. */
export const isoWeek = (date: string): string => {
  const day = dayNumber(date)
  const thursday = day - mondayIndex(day) + 3
  const year = dateOf(thursday).split('-')[0] ?? ''
  const week = 1 + Math.floor((thursday - dayNumber(`${year}-01-01`)) / 7)
  return `${year}-W${twoDigits(week)}`
}

/** Whole days since 1970-01-01. */
export const dayNumber = (date: string): number => days(date, () => Date.parse(`${date}T00:00:00Z`) / DAY_MS)

/** The date that many days after 1970-01-01. */
export const dateOf = (day: number): string =>
  dates(day, () => new Date(day * DAY_MS).toISOString().split('T')[0] ?? '')

/** Whether this is a date that the calendar has, `2026-03-02`. */
export const isDate = (text: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const day = dayNumber(text)
  return Number.isInteger(day) && dateOf(day) === text
}

/** Whether this is a time of day, `00:00` to `23:59`. */
export const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

const twoDigits = (n: number): string => (n < 10 ? `0${n}` : `${n}`)

const modulo = (n: number, by: number): number => ((n % by) + by) % by

/** 1970-01-01 was a Thursday. */
const mondayIndex = (day: number): number => modulo(day + 3, 7)

/** Milliseconds ahead of UTC. The last windows asked for are kept per zone: a wave asks for few instants, often. */
const offsetAt = (at: number, zone: string): number => {
  const offset = windows(zone, () => createMemo(WINDOWS_KEPT))(Math.floor(at / WINDOW_MS), (n) => wholeOffset(n, zone))
  return offset === 'changes' ? freshOffset(at, zone) : offset
}

const placeOf = (date: string, time: string, zone: string, which?: 'later'): Place =>
  places(`${date}T${time} ${zone} ${which}`, () => {
    const local = Temporal.PlainDateTime.from(`${date}T${time}`)
    const there = local.toZonedDateTime(zone, { disambiguation: which ?? 'compatible' })
    return { at: there.epochMilliseconds, date: there.toPlainDate().toString() }
  })

const wholeOffset = (n: number, zone: string): Offset => {
  const offset = freshOffset(n * WINDOW_MS, zone)
  return offset === freshOffset((n + 1) * WINDOW_MS - 1, zone) ? offset : 'changes'
}

const freshOffset = (at: number, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000

const spelledAs = (name: string): string | undefined => {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId
  } catch {
    return undefined
  }
}
