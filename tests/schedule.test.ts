import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Rule, weekdays } from '../src/engine/rule.ts'
import { checkRule, firesBetween, neverOccurs, nextFire } from '../src/engine/schedule.ts'
import { addDays, isoWeek, weekdayOf } from '../src/engine/zone.ts'
import { changingZones, resolve, stretches, wallText } from './support/wall-clock.ts'

const dayMs = 86_400_000
const utc = (text: string): number => Date.parse(text)

describe('every zone that changes its clocks in 2026, day by day', () => {
  const from = utc('2025-12-28T00:00Z')
  const to = utc('2027-01-04T00:00Z')
  const zones = changingZones(from, to)
  const clocks = new Map(zones.map((zone) => [zone, stretches(zone, from, to)]))

  test('are more than a hundred', () => {
    expect(zones.length).toBeGreaterThan(100)
    expect(zones).toEqual(expect.arrayContaining(['Europe/Berlin', 'Australia/Lord_Howe', 'Antarctica/Troll']))
  })

  test.each(['00:15', '01:30', '02:30', '09:00'])('%s fires as Intl alone says, 360 days long', (time) => {
    const dates = Array.from({ length: 360 }, (_, n) => addDays('2026-01-01', n))
    const wrong: string[] = []
    for (const [zone, all] of clocks) {
      const expected = dates.map((date) => ({ at: resolve(utc(`${date}T${time}Z`), all), date, period: date }))
      const fires = firesBetween({ every: 'day', at: time }, zone, (expected[0]?.at ?? 0) - 1, expected.at(-1)?.at ?? 0)
      if (JSON.stringify(fires) !== JSON.stringify(expected)) wrong.push(zone)
    }
    expect(wrong).toEqual([])
  })
})

describe('the odd days of history', () => {
  test.each([
    ['Berlin, a gap at 2', 'Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:30Z'],
    ['Berlin, an hour that comes twice', 'Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30Z'],
    ['Lord Howe, a gap of half an hour', 'Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45Z'],
    ['Lord Howe, half an hour twice', 'Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45Z'],
    ['Troll, a gap of two hours', 'Antarctica/Troll', '2026-03-29', '02:30', '2026-03-29T02:30Z'],
    ['Cairo, a gap at midnight', 'Africa/Cairo', '2026-04-24', '00:15', '2026-04-23T22:15Z'],
    ['São Paulo 2018, a gap at midnight', 'America/Sao_Paulo', '2018-11-04', '00:30', '2018-11-04T03:30Z'],
  ])('%s', (_, zone, date, at, instant) => {
    const fires = firesBetween({ every: 'day', at }, zone, utc(instant) - 36 * 3_600_000, utc(instant) + 36 * 3_600_000)
    expect(fires.map((fire) => fire.date)).toEqual([addDays(date, -1), date, addDays(date, 1)])
    expect(fires[1]).toEqual({ at: utc(instant), date, period: date })
  })

  test('Apia had no 30 December 2011: nothing fires for it, and nothing twice', () => {
    const fires = firesBetween(
      { every: 'day', at: '09:00' },
      'Pacific/Apia',
      utc('2011-12-28T19:30Z'),
      utc('2012-01-01T00:00Z'),
    )
    expect(fires.map((fire) => [fire.date, new Date(fire.at).toISOString()])).toEqual([
      ['2011-12-29', '2011-12-29T19:00:00.000Z'],
      ['2011-12-31', '2011-12-30T19:00:00.000Z'],
      ['2012-01-01', '2011-12-31T19:00:00.000Z'],
    ])
  })

  test('a weekly rule that falls on the missing Friday comes again a week later', () => {
    const rule: Rule = { every: 'week', on: ['friday'], at: '09:00' }
    expect(nextFire(rule, 'Pacific/Apia', utc('2011-12-25T00:00Z'))?.date).toBe('2012-01-06')
  })
})

describe('what a rule counts in', () => {
  const berlin = (rule: Rule, from: string, days: number) =>
    firesBetween(rule, 'Europe/Berlin', utc(from), utc(from) + days * dayMs).map(
      (fire) => `${fire.date} ${fire.period}`,
    )

  test('weeks, by their ISO name, every second one from where it began', () => {
    const rule: Rule = { every: 'week', interval: 2, on: ['monday'], at: '10:00', from: '2026-12-16' }
    expect(berlin(rule, '2026-12-12T00:00Z', 40)).toEqual([
      '2026-12-14 2026-W51',
      '2026-12-28 2026-W53',
      '2027-01-11 2027-W02',
    ])
  })

  test('dates, when a week has several days', () => {
    const rule: Rule = { every: 'week', on: ['thursday', 'monday'], at: '10:00' }
    expect(berlin(rule, '2026-03-02T00:00Z', 7)).toEqual(['2026-03-02 2026-03-02', '2026-03-05 2026-03-05'])
  })

  test('months, by a date that falls on the last day of a shorter one', () => {
    const rule: Rule = { every: 'month', date: 31, at: '10:00' }
    expect(berlin(rule, '2028-01-01T00:00Z', 100)).toEqual([
      '2028-01-31 2028-01',
      '2028-02-29 2028-02',
      '2028-03-31 2028-03',
    ])
  })

  test('months, by the second Tuesday and by the last Friday, every third month', () => {
    const second: Rule = { every: 'month', nth: 2, weekday: 'tuesday', at: '10:00' }
    expect(berlin(second, '2026-09-01T00:00Z', 45)).toEqual(['2026-09-08 2026-09', '2026-10-13 2026-10'])
    const last: Rule = { every: 'month', interval: 3, nth: -1, weekday: 'friday', at: '10:00', from: '2026-02-01' }
    expect(berlin(last, '2026-01-01T00:00Z', 160)).toEqual(['2026-02-27 2026-02', '2026-05-29 2026-05'])
  })
})

describe('a rule that cannot be', () => {
  test.each([
    ['bad-time', { every: 'day', at: '24:00' }],
    ['bad-time', { every: 'day', at: '9:00' }],
    ['bad-interval', { every: 'day', at: '09:00', interval: 0 }],
    ['bad-interval', { every: 'week', on: ['monday'], at: '09:00', interval: 1.5 }],
    ['bad-interval', { every: 'month', date: 1, at: '09:00', interval: 13 }],
    ['bad-from', { every: 'day', at: '09:00', from: '2026-02-29' }],
    ['bad-weekdays', { every: 'week', on: [], at: '09:00' }],
    ['bad-weekdays', { every: 'week', on: ['monday', 'monday'], at: '09:00' }],
    ['bad-date', { every: 'month', date: 32, at: '09:00' }],
    ['bad-nth', { every: 'month', nth: 5, weekday: 'monday', at: '09:00' }],
    ['bad-nth', { every: 'month', nth: 0, weekday: 'monday', at: '09:00' }],
  ] as const satisfies readonly (readonly [string, Rule])[])('is told as %s', (problem, rule) => {
    expect(checkRule(rule)).toBe(problem)
    expect(neverOccurs(rule, 'Europe/Berlin', 0)).toBe(true)
  })

  test('no weekday at all ends, and does not look for ever', () => {
    expect(nextFire({ every: 'week', on: [], at: '09:00' }, 'UTC', 0)).toBeUndefined()
  })

  test('a zone that is none is an error of the caller', () => {
    expect(() => nextFire({ every: 'day', at: '09:00' }, 'Mars/Base', 0)).toThrow(RangeError)
  })
})

const minuteOfDay = fc.integer({ min: 0, max: 1439 })
const time = minuteOfDay.map((n) => new Date(n * 60_000).toISOString().slice(11, 16))
const zone = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/Nuuk',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'UTC',
)
const instant = fc.integer({ min: utc('2024-01-01T00:00Z'), max: utc('2030-01-01T00:00Z') })
const shared = { at: time, interval: fc.integer({ min: 1, max: 5 }), from: fc.constant('2026-01-07') }
const weekday = fc.constantFrom(...weekdays)
const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({ ...shared, every: fc.constant('day' as const) }),
  fc.record({ ...shared, every: fc.constant('week' as const), on: fc.uniqueArray(weekday, { minLength: 1 }) }),
  fc.record({ ...shared, every: fc.constant('month' as const), date: fc.integer({ min: 1, max: 31 }) }),
  fc.record({ ...shared, every: fc.constant('month' as const), nth: fc.constantFrom(1, 2, 3, 4, -1), weekday }),
)

describe('for any rule, zone and instant', () => {
  test('the next fire is later, and on the wall clock it is the time of the rule, unless that time was left out', () => {
    fc.assert(
      fc.property(rule, zone, instant, (rule, zone, after) => {
        const fire = nextFire(rule, zone, after)
        if (!fire) throw new Error('none')
        expect(fire.at).toBeGreaterThan(after)
        const shown = wallText(fire.at, zone)
        expect(shown.slice(0, 10)).toBe(fire.date)
        if (shown.slice(11) === rule.at) return
        const around = Array.from({ length: 601 }, (_, n) => wallText(fire.at + (n - 300) * 60_000, zone))
        expect(around).not.toContain(`${fire.date} ${rule.at}`)
      }),
      { numRuns: 1_000 },
    )
  })

  test('the days are those of the rule', () => {
    fc.assert(
      fc.property(rule, zone, instant, (rule, zone, after) => {
        const [first, second] = firesBetween(rule, zone, after, after + spanOf(rule))
        if (!first || !second) throw new Error('none')
        const interval = rule.interval ?? 1
        if (rule.every === 'day') expect((utc(second.date) - utc(first.date)) % (interval * dayMs)).toBe(0)
        if (rule.every === 'week') {
          expect(rule.on).toContain(weekdayOf(first.date))
          expect(weeksApart(first.date, '2026-01-07') % interval).toBe(0)
        }
        if (rule.every === 'month') {
          expect(monthsApart(first.date, '2026-01-07') % interval).toBe(0)
          if ('weekday' in rule) expect(weekdayOf(first.date)).toBe(rule.weekday)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('one after the other they are what lies between, each later than the last and each on its own date', () => {
    fc.assert(
      fc.property(rule, zone, instant, fc.integer({ min: 1, max: 120 }), (rule, zone, after, days) => {
        const until = after + days * dayMs
        const chain = []
        for (let fire = nextFire(rule, zone, after); fire && fire.at <= until; fire = nextFire(rule, zone, fire.at)) {
          chain.push(fire)
        }
        expect(firesBetween(rule, zone, after, until)).toEqual(chain)
        expect(new Set(chain.map((fire) => fire.period)).size).toBe(chain.length)
        for (const [n, fire] of chain.entries()) expect(fire.at).toBeGreaterThan(chain[n - 1]?.at ?? after)
      }),
      { numRuns: 300 },
    )
  })

  test('what was asked before does not change the answer', () => {
    const asks = fc.array(fc.tuple(fc.integer({ min: -40, max: 40 }), zone), { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(rule, instant, asks, (rule, base, asks) => {
        for (const [days, zone] of asks) {
          const after = base + days * dayMs
          expect(nextFire(rule, zone, after)).toEqual(firesBetween(rule, zone, after, after + spanOf(rule))[0])
        }
      }),
      { numRuns: 40 },
    )
  })
})

/** Long enough for two fires. */
const spanOf = (rule: Rule): number => ({ day: 12, week: 80, month: 340 })[rule.every] * dayMs

const weeksApart = (a: string, b: string): number => {
  const monday = (date: string): number => utc(addDays(date, -weekdays.indexOf(weekdayOf(date))))
  return Math.abs(monday(a) - monday(b)) / (7 * dayMs)
}

const monthsApart = (a: string, b: string): number => {
  const month = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))
  return Math.abs(month(a) - month(b))
}

test('a hundred thousand members of one schedule in forty zones are looked up, not computed', () => {
  const zones = Intl.supportedValuesOf('timeZone').slice(0, 40)
  const rule: Rule = { every: 'week', on: ['monday'], at: '09:15' }
  const first = zones.map((zone) => nextFire(rule, zone, utc('2026-03-03T00:00Z')))
  const again = zones.map((zone) => nextFire(rule, zone, utc('2026-03-03T00:00Z') + 1))
  for (const [n, fire] of first.entries()) expect(again[n]).toBe(fire)
  const same: Rule = { ...rule }
  expect(nextFire(same, zones[0] ?? '', utc('2026-03-04T00:00Z'))).toBe(first[0])
  expect(isoWeek(first[0]?.date ?? '')).toBe(first[0]?.period)
})
