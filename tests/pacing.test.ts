import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  afterRateLimit,
  afterSuccess,
  LONGEST_STOP_MS,
  type Pace,
  SLICE_ROWS,
  SLOWEST_PER_SECOND,
  takeSlice,
  turnAt,
  turnOrder,
} from '../src/engine/pacing.ts'

const base = Date.parse('2026-03-02T09:00Z')
const domain = (perSecond: number, more: Partial<Pace> = {}): Pace => ({
  perSecond,
  maxPerSecond: Math.max(perSecond, 50),
  readyAt: 0,
  stoppedUntil: 0,
  ...more,
})

describe('a slice', () => {
  test('is at most a second of the rate, evenly spaced, and the next begins where it ends', () => {
    const { count, starts, domain: after } = takeSlice(domain(4), base, 100)
    expect(count).toBe(4)
    expect(starts).toEqual([base, base + 250, base + 500, base + 750])
    expect(after.readyAt).toBe(base + 1_000)
    expect(takeSlice(after, base + 999, 100).count).toBe(0)
    expect(takeSlice(after, base + 1_000, 1).starts).toEqual([base + 1_000])
  })

  test('is at most fifty rows and no more than wanted', () => {
    expect(takeSlice(domain(400), base, 1_000).count).toBe(SLICE_ROWS)
    expect(takeSlice(domain(400), base, 3).count).toBe(3)
    expect(takeSlice(domain(400), base, 0)).toEqual({ count: 0, starts: [], domain: domain(400) })
  })

  test('is one at least, however slow the domain', () => {
    const { starts, domain: after } = takeSlice(domain(0.25), base, 9)
    expect(starts).toEqual([base])
    expect(after.readyAt).toBe(base + 4_000)
  })

  test('has no spacing when the rate is infinite', () => {
    const { starts, domain: after } = takeSlice(domain(Number.POSITIVE_INFINITY), base, 80)
    expect(starts).toEqual(Array(SLICE_ROWS).fill(base))
    expect(after.readyAt).toBe(base)
  })

  test('gets nothing for having been idle', () => {
    expect(takeSlice(domain(2, { readyAt: base - 3_600_000 }), base, 9).starts).toEqual([base, base + 500])
  })
})

describe('a rate limit', () => {
  test('stops the domain for as long as it says, and halves its rate', () => {
    const after = afterRateLimit(domain(8), base, 3_000)
    expect(after).toMatchObject({ perSecond: 4, stoppedUntil: base + 3_000 })
    expect(takeSlice(after, base + 2_999, 5).count).toBe(0)
    expect(takeSlice(after, base + 3_000, 5).count).toBe(4)
  })

  test('halves once, however many answers say the same, and waits for the longest', () => {
    const first = afterRateLimit(domain(8), base, 3_000)
    const second = afterRateLimit(afterRateLimit(first, base + 10, 5_000), base + 20, 1_000)
    expect(second).toMatchObject({ perSecond: 4, stoppedUntil: base + 5_010 })
  })

  test('never slows below the floor, and stops without spacing too', () => {
    let slow = domain(1)
    for (let n = 0; n < 20; n++) slow = afterRateLimit(slow, base + n * 10_000, 1_000)
    expect(slow.perSecond).toBe(SLOWEST_PER_SECOND)
    expect(afterRateLimit(domain(Number.POSITIVE_INFINITY), base, 1_000).perSecond).toBe(50)
  })

  test('that tells no time or an absurd one stops for a while', () => {
    expect(afterRateLimit(domain(1), base, undefined).stoppedUntil).toBeGreaterThan(base)
    expect(afterRateLimit(domain(1), base, 1e12).stoppedUntil).toBe(base + LONGEST_STOP_MS)
  })
})

test('success makes it faster slowly: one more per second after a minute of it, up to the platform’s limit', () => {
  let pace: Pace = { ...domain(4), maxPerSecond: 8 }
  for (let second = 0; second < 60; second++) pace = afterSuccess(pace, Math.floor(pace.perSecond))
  expect(pace.perSecond).toBeGreaterThan(4.8)
  expect(pace.perSecond).toBeLessThanOrEqual(5)
  for (let second = 0; second < 600; second++) pace = afterSuccess(pace, 8)
  expect(pace.perSecond).toBe(8)
  expect(afterSuccess(domain(Number.POSITIVE_INFINITY, { maxPerSecond: Number.POSITIVE_INFINITY }), 5).perSecond).toBe(
    Number.POSITIVE_INFINITY,
  )
})

describe('whose turn it is', () => {
  test('goes to who has waited longest; who must wait is left out', () => {
    const waiting = { name: 'waiting', ...domain(1, { readyAt: base - 5 }) }
    const longer = { name: 'longer', ...domain(1, { readyAt: base - 9 }) }
    const stopped = { name: 'stopped', ...domain(1, { stoppedUntil: base + 1 }) }
    const early = { name: 'early', ...domain(1, { readyAt: base + 1 }) }
    expect(turnOrder([waiting, stopped, early, longer], base).map(({ name }) => name)).toEqual(['longer', 'waiting'])
    expect(turnAt(stopped, base)).toBe(base + 1)
  })

  test('a small domain is done as soon beside a big one as alone', () => {
    const alone = finish([{ id: 'small', left: 40, ...domain(4) }])
    const beside = finish([
      { id: 'big', left: 100_000, ...domain(48) },
      { id: 'small', left: 40, ...domain(4) },
    ])
    expect(beside - alone).toBeLessThanOrEqual(TICK_MS)
  })
})

test('when the clock goes back eight hours the domain goes on soon, and not at once', () => {
  const { domain: ahead } = takeSlice(domain(4), base + 8 * 3_600_000, 100)
  const { starts } = takeSlice({ ...ahead, stoppedUntil: base + 8 * 3_600_000 }, base, 100)
  expect(starts[0]).toBe(base + 1_000)
})

const TICK_MS = 20

/** One claim at a time, whose turn it is first. Returns when the small domain has sent all, ms from the start. */
const finish = (queues: (Pace & { id: string; left: number })[]): number => {
  let domains = queues
  for (let now = base; ; now += TICK_MS) {
    const [turn] = turnOrder(
      domains.filter(({ left }) => left > 0),
      now,
    )
    if (!turn) continue
    const slice = takeSlice(turn, now, turn.left)
    const after = { ...slice.domain, left: turn.left - slice.count }
    domains = domains.map((one) => (one.id === turn.id ? after : one))
    if (after.id === 'small' && after.left === 0) return (slice.starts.at(-1) ?? now) - base
  }
}

const steps = fc.array(
  fc.record({ pause: fc.integer({ min: 0, max: 3_000 }), wanted: fc.integer({ min: 0, max: 120 }) }),
  { minLength: 1, maxLength: 60 },
)
const rate = fc.oneof(fc.double({ min: 0.1, max: 500, noNaN: true }), fc.constantFrom(1, 8, 48, 50))

const startsOf = (pace: Pace, asks: readonly { pause: number; wanted: number }[]): number[] => {
  let [now, current] = [base, pace]
  return asks.flatMap(({ pause, wanted }) => {
    now += pause
    const slice = takeSlice(current, now, wanted)
    current = slice.domain
    return [...slice.starts]
  })
}

const most = (starts: readonly number[], windowMs: number): number =>
  Math.max(0, ...starts.map((first, n) => starts.filter((at, m) => m >= n && at <= first + windowMs).length))

test('in no closed second start more than the rate and one, however it is asked', () => {
  fc.assert(
    fc.property(rate, steps, (perSecond, asks) => {
      const starts = startsOf(domain(perSecond), asks)
      expect(starts).toEqual([...starts].sort((a, b) => a - b))
      expect(most(starts, 1_000)).toBeLessThanOrEqual(Math.floor(perSecond) + 1)
    }),
    { numRuns: 500 },
  )
})

test('at 48 a second a limit of 50 is never met, though each request is up to 20 ms on its way', () => {
  const asks = Array.from({ length: 40 }, () => ({ pause: 500, wanted: 50 }))
  const starts = startsOf(domain(48), asks)
  expect(starts.length).toBeGreaterThan(0.95 * 48 * 20)
  const delays = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: starts.length, maxLength: starts.length })
  fc.assert(
    fc.property(delays, (delays) => {
      const arrivals = starts.map((at, n) => at + (delays[n] ?? 0)).sort((a, b) => a - b)
      expect(most(arrivals, 999)).toBeLessThanOrEqual(50)
    }),
    { numRuns: 20 },
  )
})
