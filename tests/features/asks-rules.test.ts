import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isQuiet, type QuietHours, quietHoursOf } from '../../src/engine/index.ts'
import {
  awakeAfter,
  between,
  codeOf,
  delayOf,
  endings,
  events,
  followUpOf,
  inTurn,
  isBlind,
  isFindable,
  life,
  newsOf,
  nextOf,
  remindersFor,
  requestIn,
  sameTimeTomorrow,
  states,
  stepsFrom,
  tapOf,
  toldAfter,
} from '../../src/features/asks/rules.ts'

const minute = 60_000
const hour = 60 * minute
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Africa/Casablanca',
  'America/Santiago',
]
const hoursOf: readonly QuietHours[] = [
  quietHoursOf.company,
  quietHoursOf.community,
  { from: '17:23', to: '09:41', weekends: true },
  { from: '00:30', to: '12:05', weekends: true },
]

/** The wall clock by Intl alone: nothing of the engine's own reckoning. */
const clocks = new Map<string, Intl.DateTimeFormat>()
const judge = (at: number, zone: string, { from, to, weekends }: QuietHours): boolean => {
  const known = clocks.get(zone)
  const clock =
    known ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  clocks.set(zone, clock)
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  const time = `${parts.hour}:${parts.minute}`
  const night = from < to ? from <= time && time < to : from <= time || time < to
  return night || (weekends && (parts.weekday === 'Sat' || parts.weekday === 'Sun'))
}

/** Minute by minute: 8 h that are not quiet, then on to a quarter of an hour that is not. */
const toldByWalking = (from: number, zone: string, hours: QuietHours): number => {
  let at = from
  for (let left = 8 * 60; left > 0; at += minute) if (!judge(at, zone, hours)) left -= 1
  while (at % (15 * minute) !== 0 || judge(at, zone, hours)) at += minute
  return at
}

const starts = fc
  .integer({ min: Date.UTC(2026, 0, 1) / minute, max: Date.UTC(2027, 11, 31) / minute })
  .map((n) => n * minute)

describe('the told time', () => {
  it.each(zones)('is 8 h outside the quiet hours, to the minute, by Intl as the judge: %s', (zone) => {
    fc.assert(
      fc.property(starts, fc.constantFrom(...hoursOf), (from, hours) => {
        expect(toldAfter(from, zone, hours)).toBe(toldByWalking(from, zone, hours))
      }),
      { numRuns: 15 },
    )
  })

  it('holds on the nights when the clocks change', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago']) {
      for (const day of [Date.UTC(2026, 2, 8), Date.UTC(2026, 2, 29), Date.UTC(2026, 9, 25), Date.UTC(2026, 3, 5)]) {
        for (let h = -24; h < 24; h += 5) {
          const from = day + h * hour + 7 * minute
          for (const hours of [quietHoursOf.community, { from: '15:10', to: '04:30', weekends: true }]) {
            expect(toldAfter(from, zone, hours), `${zone} ${new Date(from).toISOString()}`).toBe(
              toldByWalking(from, zone, hours),
            )
          }
        }
      }
    }
  })

  it('counts from any second, and lands on a quarter of an hour that is not quiet', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) }),
        fc.constantFrom(...zones),
        fc.constantFrom(...hoursOf),
        (from, zone, hours) => {
          const told = toldAfter(from, zone, hours)
          expect(told % (15 * minute)).toBe(0)
          expect(isQuiet(told, zone, hours)).toBe(false)
          expect(told - from).toBeGreaterThanOrEqual(8 * hour)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('of a Monday at ten is the next morning: eighteen is quiet already', () => {
    const monday = Date.UTC(2026, 2, 2, 9)
    expect(new Date(toldAfter(monday, 'Europe/Berlin', quietHoursOf.company)).toISOString()).toBe(
      '2026-03-03T08:00:00.000Z',
    )
    expect(new Date(toldAfter(monday - 11 * minute, 'Europe/Berlin', quietHoursOf.company)).toISOString()).toBe(
      '2026-03-03T08:00:00.000Z',
    )
    expect(new Date(toldAfter(monday - 15 * minute, 'Europe/Berlin', quietHoursOf.company)).toISOString()).toBe(
      '2026-03-02T16:45:00.000Z',
    )
  })

  it('has its steps before it, in order, the middle one after half of the hours', () => {
    fc.assert(
      fc.property(starts, fc.constantFrom(...zones), fc.constantFrom(...hoursOf), (from, zone, hours) => {
        const steps = stepsFrom(from, zone, hours)
        const told = toldAfter(from, zone, hours)
        expect(steps).toHaveLength(7)
        expect([...steps].sort((a, b) => a - b)).toEqual(steps)
        expect(steps.every((at) => from < at && at < told && !isQuiet(at, zone, hours))).toBe(true)
        expect(steps[3]).toBe(awakeAfter(from, 4 * hour, zone, hours))
      }),
      { numRuns: 60 },
    )
  })

  it('says what lay between', () => {
    const of = (from: number, to: number, hours: QuietHours = quietHoursOf.company) =>
      between(from, to, 'Europe/Berlin', hours)
    const monday = Date.UTC(2026, 2, 2, 8)
    expect(of(monday, monday + 8 * hour)).toBe('nothing')
    expect(of(monday, monday + 24 * hour)).toBe('nights')
    expect(of(monday - hour, monday + hour)).toBe('nights')
    expect(of(monday + 4 * 24 * hour, monday + 7 * 24 * hour)).toBe('weekends')
    expect(of(monday + 4 * 24 * hour, monday + 7 * 24 * hour, quietHoursOf.community)).toBe('nights')
  })
})

describe('the life of an ask', () => {
  it('has a way out of every state but the last, and leads to the ends that were told alone', () => {
    for (const state of states) {
      const ways = Object.values(life[state])
      expect(ways.length > 0).toBe(state !== 'ended')
      for (const way of ways) if (way.state === 'ended') expect(endings).toContain(way.ending)
    }
  })

  it('reaches an end from everywhere by the clock alone', () => {
    expect(nextOf('open', 'time-up')).toEqual({ state: 'ended', ending: 'nobody' })
    expect(nextOf('matched', 'unanswered')).toEqual({ state: 'ended', ending: 'closed' })
  })

  it('knows every event somewhere, and nothing happens to what has ended', () => {
    for (const event of events) {
      expect(states.some((state) => nextOf(state, event) !== undefined)).toBe(true)
      expect(nextOf('ended', event)).toBeUndefined()
      expect(nextOf('nonsense', event)).toBeUndefined()
    }
  })

  it('names its news so that they lead back to the request, within 25 characters', () => {
    const request = 'a'.repeat(20)
    for (const subject of [newsOf(request), followUpOf(request, 1), followUpOf(request, 3)]) {
      expect(requestIn(subject)).toBe(request)
      expect(subject.length).toBeLessThanOrEqual(25)
    }
    expect(requestIn(request)).toBeUndefined()
  })

  it('seals every tap at one length', () => {
    const taps = ['later', 'not-now', 'back-out', 'later-again'] as const
    expect(new Set(taps.map((tap) => codeOf(tap).length))).toEqual(new Set([1]))
    expect(taps.map((tap) => tapOf(codeOf(tap)))).toEqual(taps)
  })
})

describe('whom and when', () => {
  it('an open ask waits 2 to 20 minutes, always the same for one ask, and spread over all', () => {
    const delays = Array.from({ length: 400 }, (_, i) => delayOf(`ask${i}`, 0))
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(2 * minute)
    expect(Math.max(...delays)).toBeLessThanOrEqual(20 * minute)
    const tenths = new Set(delays.map((ms) => Math.floor((ms - 2 * minute) / (1.8 * minute + 1))))
    expect(tenths.size).toBe(10)
    expect(delayOf('ask7', 0)).toBe(delays[7])
    expect(delayOf('ask7', 1)).not.toBe(delays[7])
  })

  it('asks those first who were asked least, and among equals does not always begin with the same', () => {
    const load = new Map([
      ['ben', 2],
      ['cleo', 0],
      ['eli', 1],
    ])
    expect(inTurn('x', ['ben', 'cleo', 'eli', 'fay'], load).slice(2)).toEqual(['eli', 'ben'])
    const firsts = new Set(
      Array.from({ length: 60 }, (_, i) => inTurn(`ask${i}`, ['ben', 'cleo', 'eli'], new Map())[0]),
    )
    expect(firsts.size).toBe(3)
    expect(inTurn('x', ['eli', 'ben'], new Map())).toEqual(inTurn('x', ['ben', 'eli'], new Map()))
  })

  it('hides a name among seven who joined, and not among six', () => {
    expect([isBlind(7, true), isBlind(6, true), isBlind(6, false), isBlind(5, false)]).toEqual([
      true,
      false,
      true,
      false,
    ])
    expect([isFindable(3, true), isFindable(2, true), isFindable(2, false), isFindable(1, false)]).toEqual([
      true,
      false,
      true,
      false,
    ])
  })

  it('reminds before the told time, and never in quiet hours', () => {
    const names = (now: number, told: number) =>
      remindersFor(now, told, 'Europe/Berlin', quietHoursOf.company).map(({ name }) => name)
    const ten = Date.UTC(2026, 2, 2, 9)
    expect(names(ten, ten + 30 * hour)).toEqual(['hour', 'three-hours', 'morning'])
    expect(names(ten, ten + 2 * hour)).toEqual(['hour'])
    expect(names(ten, ten + hour)).toEqual([])
    expect(names(ten + 6 * hour, ten + 30 * hour)).toEqual(['hour', 'morning'])
  })

  it('tries again at the same time tomorrow, or when the weekend is over', () => {
    const at = (iso: string) =>
      new Date(sameTimeTomorrow(Date.parse(iso), 'Europe/Berlin', quietHoursOf.company)).toISOString()
    expect(at('2026-03-02T09:00:00Z')).toBe('2026-03-03T09:00:00.000Z')
    expect(at('2026-03-06T09:00:00Z')).toBe('2026-03-09T08:00:00.000Z')
    expect(at('2026-03-02T20:00:00Z')).toBe('2026-03-04T08:00:00.000Z')
    expect(at('2026-03-26T09:00:00Z')).toBe('2026-03-27T09:00:00.000Z')
  })
})
