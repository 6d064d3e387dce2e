import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type QuietHours, quietHoursOf } from '../src/engine/member.ts'
import { checkQuietHours, isQuiet, quietUntil } from '../src/engine/quiet.ts'
import { allZones } from './support/wall-clock.ts'

const utc = (text: string): number => Date.parse(text)
const hourMs = 3_600_000

describe('quiet hours', () => {
  const { company, community } = quietHoursOf
  const nightWork = { from: '08:00', to: '18:00', weekends: true }
  test.each<[string, QuietHours, string, string, string | undefined]>([
    ['a working hour is not quiet', company, 'Europe/Berlin', '2026-03-02T09:00Z', undefined],
    ['a night ends in the morning', company, 'Europe/Berlin', '2026-03-02T17:00Z', '2026-03-03T08:00Z'],
    ['the end itself is not quiet', company, 'Europe/Berlin', '2026-03-03T08:00Z', undefined],
    ['Friday evening ends on Monday', company, 'Europe/Berlin', '2026-03-06T17:00Z', '2026-03-09T08:00Z'],
    ['also when the clocks go forward', company, 'Europe/Berlin', '2026-03-27T20:00Z', '2026-03-30T07:00Z'],
    ['also when they go back', company, 'Europe/Berlin', '2026-10-24T20:00Z', '2026-10-26T08:00Z'],
    ['a Sunday noon ends on Monday', company, 'Asia/Kolkata', '2026-03-08T07:00Z', '2026-03-09T03:30Z'],
    ['a community has its Saturdays', community, 'Asia/Tokyo', '2026-03-07T05:00Z', undefined],
    ['and its nights', community, 'Asia/Tokyo', '2026-03-07T14:00Z', '2026-03-08T00:00Z'],
    ['who works at night rests by day', nightWork, 'UTC', '2026-03-05T08:00Z', '2026-03-05T18:00Z'],
    ['and on weekends until midnight', nightWork, 'UTC', '2026-03-07T01:00Z', '2026-03-09T00:00Z'],
  ])('%s', (_, hours, zone, at, until) => {
    expect(quietUntil(utc(at), zone, hours)).toBe(until && utc(until))
  })

  test('an end that the clock shows twice ends for good the second time', () => {
    const hours = { from: '16:00', to: '02:30', weekends: false }
    expect(quietUntil(utc('2026-10-24T20:00Z'), 'Europe/Berlin', hours)).toBe(utc('2026-10-25T00:30Z'))
    expect(quietUntil(utc('2026-10-25T01:10Z'), 'Europe/Berlin', hours)).toBe(utc('2026-10-25T01:30Z'))
  })
})

test('quiet hours are ten hours at least, and leave room for what was held', () => {
  expect(Object.values(quietHoursOf).map(checkQuietHours)).toEqual([undefined, undefined])
  expect(checkQuietHours({ from: '23:00', to: '09:00' })).toBeUndefined()
  expect(checkQuietHours({ from: '23:01', to: '09:00' })).toBe('too-short')
  expect(checkQuietHours({ from: '08:00', to: '17:59' })).toBe('too-short')
  expect(checkQuietHours({ from: '12:00', to: '08:00' })).toBeUndefined()
  expect(checkQuietHours({ from: '12:00', to: '08:01' })).toBe('too-long')
  expect(checkQuietHours({ from: '09:00', to: '09:00' })).toBe('too-long')
  expect(checkQuietHours({ from: '9', to: '18:00' })).toBe('bad-time')
})

test('whatever the zone and the hours, all until the end is quiet, and the end is not', () => {
  const clock = (hour: number, half: boolean): string => `${String(hour % 24).padStart(2, '0')}:${half ? '30' : '00'}`
  const hours = fc
    .record({ to: fc.integer({ min: 4, max: 23 }), long: fc.integer({ min: 10, max: 20 }), half: fc.boolean() })
    .map(({ to, long, half }) => ({ from: clock(to - long + 24, half), to: clock(to, half) }))
  const instant = fc.integer({ min: utc('2026-01-01'), max: utc('2027-01-01') })
  fc.assert(
    fc.property(fc.constantFrom(...allZones()), hours, fc.boolean(), instant, (zone, times, weekends, now) => {
      const quiet = { ...times, weekends }
      expect(checkQuietHours(quiet)).toBeUndefined()
      const until = quietUntil(now, zone, quiet)
      expect(until !== undefined).toBe(isQuiet(now, zone, quiet))
      if (until === undefined) return
      expect(until).toBeGreaterThan(now)
      expect(isQuiet(until, zone, quiet)).toBe(false)
      for (let at = now; at < until; at += hourMs / 2) expect(isQuiet(at, zone, quiet)).toBe(true)
      expect(isQuiet(until - 1, zone, quiet)).toBe(true)
    }),
    { numRuns: 600 },
  )
})

test('hours that never end, had they been stored, still answer with a later instant', () => {
  const now = utc('2026-03-02T09:00Z')
  expect(quietUntil(now, 'UTC', { from: '09:00', to: '09:00', weekends: true })).toBeGreaterThan(now)
})
