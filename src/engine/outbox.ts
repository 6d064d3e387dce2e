import type { Failure, Receipt } from './adapter.ts'

export const statuses = ['planned', 'sending', 'sent', 'skipped', 'failed', 'uncertain'] as const
export type Status = (typeof statuses)[number]
export type Ended = Extract<Status, 'sent' | 'skipped' | 'failed' | 'uncertain'>

/** Why a delivery was skipped or failed: a closed list, in the ledger of its person alone. */
export const reasons = [
  'budget',
  'paused',
  'too-late',
  'left',
  'backed-off',
  'capacity',
  'blocked',
  'withdrawn',
  'unreachable',
  'rejected',
  'forbidden',
  'held',
] as const
export type Reason = (typeof reasons)[number]

/** How long things may take, ms. One table, passed in, so that the simulation can show what each of them is for. */
export type Timing = {
  /** A request is given up after this long; its end is then unknown. */
  readonly sendTimeoutMs: number
  /** How long a claimed row belongs to its worker. Outlasts the longest slice (1 s) and the timeout. */
  readonly leaseMs: number
  /** What must be left of the lease when a request starts: the timeout and five seconds. */
  readonly leaseMarginMs: number
  /** How long an unknown end rests before the platform is asked: closes read lag and stuck requests (measured: 60 s). */
  readonly quarantineMs: number
}

export const timing: Timing = { sendTimeoutMs: 10_000, leaseMs: 30_000, leaseMarginMs: 15_000, quarantineMs: 60_000 }

/** The first wait after a refusal that says "not processed"; doubles up to the longest. */
export const FIRST_BACKOFF_MS = 5_000
export const LONGEST_BACKOFF_MS = 15 * 60_000
/** After this long without an answer from the platform, whether it arrived cannot be known. */
export const CHECKS_END_MS = 24 * 3_600_000

/** How an attempt ended, or what a check found. */
export type Outcome =
  | { readonly kind: 'arrived'; readonly receipt: Receipt }
  | { readonly kind: 'failure'; readonly failure: Failure; readonly retryAfterMs?: number }
  | { readonly kind: 'absent' | 'unknowable' | 'unanswered' }

/** What the row becomes. `dueAt` is when something happens next: a try while planned, a check while sending. */
export type Turn =
  | { readonly status: 'sent'; readonly receipt: Receipt }
  | { readonly status: 'failed'; readonly reason: Reason }
  | { readonly status: 'uncertain' }
  | { readonly status: 'planned' | 'sending'; readonly dueAt: number }

export type Attempt = { readonly attempts: number; readonly firstAttemptAt: number }

/** The claim: whose it is, and when somebody else may ask whether it arrived. */
export const claimUntil = (now: number, { leaseMs, quarantineMs }: Timing): { leaseUntil: number; dueAt: number } => ({
  leaseUntil: now + leaseMs,
  dueAt: now + leaseMs + quarantineMs,
})

/** Waits longer after each try; `jitter` from 0 to 1 spreads the herd. */
export const backoff = (attempts: number, jitter: number): number =>
  Math.round(Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(attempts - 1, 20)) * (0.5 + jitter / 2))

/** Pure and exhaustive: what a row that was being sent or checked becomes. */
export const turnAfter = (outcome: Outcome, attempt: Attempt, now: number, jitter: number, limits: Timing): Turn => {
  switch (outcome.kind) {
    case 'arrived':
      return { status: 'sent', receipt: outcome.receipt }
    case 'failure':
      return turnAfterFailure(outcome, attempt, now, jitter, limits)
    case 'absent':
      return { status: 'planned', dueAt: now }
    case 'unknowable':
      return { status: 'uncertain' }
    case 'unanswered':
      return turnAfterSilence(attempt, now, limits)
  }
}

const turnAfterFailure = (
  outcome: Extract<Outcome, { kind: 'failure' }>,
  attempt: Attempt,
  now: number,
  jitter: number,
  limits: Timing,
): Turn => {
  switch (outcome.failure) {
    case 'rate-limited':
      return { status: 'planned', dueAt: now + (outcome.retryAfterMs ?? backoff(attempt.attempts, jitter)) }
    case 'unavailable':
      return { status: 'planned', dueAt: now + backoff(attempt.attempts, jitter) }
    case 'unknown':
      return { status: 'sending', dueAt: now + limits.quarantineMs }
    case 'unreachable':
    case 'forbidden':
    case 'rejected':
      return { status: 'failed', reason: outcome.failure }
  }
}

/** The platform did not answer the check: ask again, each time after half of what has passed. */
const turnAfterSilence = (attempt: Attempt, now: number, limits: Timing): Turn => {
  const passed = now - attempt.firstAttemptAt
  if (passed >= CHECKS_END_MS) return { status: 'uncertain' }
  return { status: 'sending', dueAt: now + Math.min(LONGEST_BACKOFF_MS, Math.max(limits.quarantineMs, passed / 2)) }
}
