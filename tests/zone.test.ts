import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  isDate,
  isoWeek,
  isTime,
  isZone,
  localDate,
  localTime,
  resolveLocal,
  resolveOnDate,
  weekdayOf,
} from '../src/engine/zone.ts'
import { allZones, wallText } from './support/wall-clock.ts'

describe('a zone', () => {
  test('is every name that the machine knows, aliases too', () => {
    expect(allZones().filter((name) => !isZone(name))).toEqual([])
    const aliases = ['UTC', 'Asia/Kolkata', 'Europe/Kyiv', 'US/Pacific', 'GB-Eire', 'America/Knox_IN', 'Etc/GMT+5']
    expect(aliases.filter((name) => !isZone(name))).toEqual([])
  })

  test.each([
    '',
    '+05:00',
    '-0500',
    '05:00',
    'Z',
    'Mars/Base',
    'europe/berlin',
    'EUROPE/BERLIN',
    'utc',
    'Europe/Berlin ',
  ])('is not %j', (name) => expect(isZone(name)).toBe(false))

  test('is not ten thousand letters', () => expect(isZone('A'.repeat(10_000))).toBe(false))
})

test('dates and times of day are what a calendar and a clock have', () => {
  expect(['2026-03-02', '2028-02-29', '0001-01-01', '9999-12-31'].filter(isDate)).toHaveLength(4)
  expect(['2026-02-29', '2026-13-01', '2026-00-10', '2026-3-2', '26-03-02', '2026-03-02T', ''].filter(isDate)).toEqual(
    [],
  )
  expect(['00:00', '09:05', '23:59'].filter(isTime)).toHaveLength(3)
  expect(['24:00', '9:00', '09:60', '09:00:00', ''].filter(isTime)).toEqual([])
})

test('an ISO week begins on Monday and belongs to the year of its Thursday', () => {
  expect(['2026-03-02', '2026-01-01', '2027-01-03', '2027-01-04', '2024-12-30'].map(isoWeek)).toEqual([
    '2026-W10',
    '2026-W01',
    '2026-W53',
    '2027-W01',
    '2025-W01',
  ])
  expect(weekdayOf('2026-03-02')).toBe('monday')
  expect(weekdayOf('1969-12-28')).toBe('sunday')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})

test('an hour that comes twice has a first and a later instant, a missing date has none', () => {
  expect(resolveLocal('2026-10-25', '02:30', 'Europe/Berlin')).toBe(Date.parse('2026-10-25T00:30Z'))
  expect(resolveLocal('2026-10-25', '02:30', 'Europe/Berlin', 'later')).toBe(Date.parse('2026-10-25T01:30Z'))
  expect(resolveOnDate('2011-12-30', '09:00', 'Pacific/Apia')).toBeUndefined()
  expect(resolveOnDate('2026-03-29', '02:30', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T01:30Z'))
})

test('the wall clock is the one that Intl shows, in any order of asking', () => {
  const near = Date.parse('2026-03-29T00:50Z')
  const instant = fc.oneof(
    fc.integer({ min: Date.parse('1975-01-01'), max: Date.parse('2037-12-31') }),
    fc.integer({ min: near, max: near + 1_200_000 }),
  )
  fc.assert(
    fc.property(fc.constantFrom(...allZones()), fc.array(instant, { minLength: 1, maxLength: 4 }), (zone, instants) => {
      for (const at of instants) expect(`${localDate(at, zone)} ${localTime(at, zone)}`).toBe(wallText(at, zone))
    }),
    { numRuns: 3_000 },
  )
})

test('a change in the middle of a quarter hour counts from its second on', () => {
  const change = Date.parse('1972-01-07T00:44:30Z')
  const shown = [change - 60_000, change - 1_000, change, change + 60_000]
  expect(shown.map((at) => `${localDate(at, 'Africa/Monrovia')} ${localTime(at, 'Africa/Monrovia')}`)).toEqual(
    shown.map((at) => wallText(at, 'Africa/Monrovia')),
  )
})
