import { Temporal } from 'temporal-polyfill'
import type { Instant } from './types.ts'
import { Refusal } from './world.ts'

export const dayMs = 86_400_000
/** The farthest that one step of the clock may go: a leap year. */
export const farthestMs = 366 * dayMs
/** Instants beyond would not be written with four digits of the year. */
const latestAt = Date.UTC(9999, 11, 31)
const latestDateAt = 8.64e15

/** ISO 8601 UTC with ms and Z. */
export function toInstant(at: number): Instant {
  return new Date(Math.min(at, latestDateAt)).toISOString()
}

/** Epoch ms of an ISO 8601 instant with Z or an offset. @throws Refusal `bad-time` */
export function parseInstant(text: string): number {
  try {
    const at = Temporal.Instant.from(text).epochMilliseconds
    if (at >= 0 && at <= latestAt) return at
  } catch {
    // told below, like an instant out of range
  }
  throw new Refusal('bad-time', 'An instant looks like 2026-03-02T09:00:00.000Z, from 1970 to 9999.')
}

/** Milliseconds of an ISO 8601 duration in weeks, days of exactly 24 h, hours, minutes, seconds. @throws Refusal `bad-time` */
export function parseAdvance(text: string): number {
  const parts = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/.exec(text)
  if (!parts)
    throw new Refusal('bad-time', 'A duration looks like P7D or PT1H30M: weeks, days, hours, minutes, seconds.')
  const [, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
  const ms = (Number(weeks) * 7 + Number(days)) * dayMs
  return Math.round(ms + Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000)
}
