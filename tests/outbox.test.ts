import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failures } from '../src/engine/index.ts'
import {
  backoff,
  CHECKS_END_MS,
  claimUntil,
  LONGEST_BACKOFF_MS,
  type Outcome,
  statuses,
  timing,
  turnAfter,
} from '../src/engine/outbox.ts'

const receipt = { conversation: 'c', message: 'm' }
const now = Date.parse('2026-03-02T09:00:00Z')
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constant<Outcome>({ kind: 'arrived', receipt }),
  fc.constantFrom<Outcome>({ kind: 'absent' }, { kind: 'unknowable' }, { kind: 'unanswered' }),
  fc
    .record({ failure: fc.constantFrom(...failures), retryAfterMs: fc.integer({ min: 1, max: 3_600_000 }) })
    .map((failure): Outcome => ({ kind: 'failure', ...failure })),
)
const attempt = fc.record({
  attempts: fc.integer({ min: 1, max: 1_000 }),
  firstAttemptAt: fc.integer({ min: now - 2 * CHECKS_END_MS, max: now }),
})
const jitter = fc.double({ min: 0, max: 1, noNaN: true })

describe('the life of a delivery', () => {
  it('ends, or comes again at an instant that is not past', () => {
    fc.assert(
      fc.property(outcome, attempt, jitter, (end, tried, chance) => {
        const turn = turnAfter(end, tried, now, chance, timing)
        expect(statuses).toContain(turn.status)
        if ('dueAt' in turn) expect(turn.dueAt).toBeGreaterThanOrEqual(now)
      }),
    )
  })

  it('is never planned again after an end that nobody knows', () => {
    fc.assert(
      fc.property(attempt, jitter, (tried, chance) => {
        const turn = turnAfter({ kind: 'failure', failure: 'unknown' }, tried, now, chance, timing)
        expect(turn).toEqual({ status: 'sending', dueAt: now + timing.quarantineMs })
      }),
    )
  })

  it('waits as long as the platform says', () => {
    fc.assert(
      fc.property(attempt, fc.integer({ min: 1, max: 3_600_000 }), (tried, retryAfterMs) => {
        const turn = turnAfter({ kind: 'failure', failure: 'rate-limited', retryAfterMs }, tried, now, 0, timing)
        expect(turn).toEqual({ status: 'planned', dueAt: now + retryAfterMs })
      }),
    )
  })

  it('fails with the platform own reason where another try would be no use', () => {
    for (const failure of ['unreachable', 'forbidden', 'rejected'] as const) {
      const tried = { attempts: 1, firstAttemptAt: now }
      expect(turnAfter({ kind: 'failure', failure }, tried, now, 0, timing)).toEqual({
        status: 'failed',
        reason: failure,
      })
    }
  })

  it('asks a silent platform for a day, less and less often, and then says that it cannot know', () => {
    const asked: number[] = []
    let at = now
    for (;;) {
      const turn = turnAfter({ kind: 'unanswered' }, { attempts: 1, firstAttemptAt: now }, at, 0, timing)
      if (turn.status !== 'sending') {
        expect(turn).toEqual({ status: 'uncertain' })
        break
      }
      asked.push(turn.dueAt - at)
      at = turn.dueAt
    }
    expect(at - now).toBeGreaterThanOrEqual(CHECKS_END_MS)
    expect(asked).toEqual(asked.toSorted((a, b) => a - b))
    expect(Math.max(...asked)).toBe(LONGEST_BACKOFF_MS)
  })

  it('backs off longer after each try, never past the longest, never to nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), jitter, (attempts, chance) => {
        const wait = backoff(attempts, chance)
        expect(wait).toBeGreaterThan(0)
        expect(wait).toBeLessThanOrEqual(LONGEST_BACKOFF_MS)
        expect(backoff(attempts + 1, chance)).toBeGreaterThanOrEqual(wait)
      }),
    )
  })

  it('gives a lease that outlasts the slice and the request, and a check only after the quarantine', () => {
    const claim = claimUntil(now, timing)
    expect(claim.leaseUntil - now).toBeGreaterThanOrEqual(timing.leaseMarginMs + 1_000)
    expect(timing.leaseMarginMs).toBeGreaterThan(timing.sendTimeoutMs)
    expect(claim.dueAt).toBe(claim.leaseUntil + timing.quarantineMs)
  })
})
