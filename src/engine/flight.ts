import { SendError } from './adapter.ts'
import type { Edit, Flight } from './claim.ts'
import { nameOf } from './claim.ts'
import type { Clock } from './clock.ts'
import type { Outcome } from './outbox.ts'
import { SLOWEST_PER_SECOND } from './pacing.ts'
import type { Parts } from './parts.ts'

/** Gives up what takes longer than the timeout; `start` begins every request of one slice. */
export type Deadline = { readonly signal: AbortSignal; readonly over: Promise<never>; readonly clear: () => void }

/** One deadline serves a slice: its last request has the whole timeout, its first at most a second more. */
export const deadlineAfter = (clock: Clock, ms: number): Deadline => {
  const abort = new AbortController()
  const done = new AbortController()
  const over = clock.sleep(ms, done.signal).then(() => {
    if (done.signal.aborted) return new Promise<never>(() => {})
    abort.abort()
    throw new SendError('unknown')
  })
  over.catch(() => {})
  return { signal: abort.signal, over, clear: () => done.abort() }
}

/** A lease too short to start in leaves the row unsent. */
export const fly = async (parts: Parts, flight: Flight, deadline: Deadline): Promise<Outcome> => {
  await waitUntil(parts.clock, flight.startAt)
  if (parts.clock.monotonic() + parts.timing.leaseMarginMs > flight.leaseEnd) return { kind: 'absent' }
  return attempt(parts, deadline, () => parts.adapterOf(flight.out.to.platform).send(flight.out, deadline.signal), {
    toOutcome: (receipt) => ({ kind: 'arrived', receipt }),
    delivery: flight.row.id,
  })
}

export const flyEdit = async (parts: Parts, edit: Edit, deadline: Deadline): Promise<Outcome> => {
  await waitUntil(parts.clock, edit.startAt)
  const adapter = parts.adapterOf(edit.out.to.platform)
  return attempt(parts, deadline, () => adapter.edit(edit.out, edit.at, deadline.signal), {
    toOutcome: () => ({ kind: 'arrived', receipt: edit.at }),
    delivery: edit.row.id,
  })
}

type Reading<T> = { readonly toOutcome: (result: T) => Outcome; readonly delivery: string }

export const attempt = async <T>(
  parts: Parts,
  deadline: Deadline,
  request: () => Promise<T>,
  { toOutcome, delivery }: Reading<T>,
): Promise<Outcome> => {
  try {
    return toOutcome(await Promise.race([request(), deadline.over]))
  } catch (error) {
    return failureOf(parts, error, delivery)
  }
}

/** Anything but a SendError is a bug of the adapter, and whether it was sent is unknown. */
const failureOf = (parts: Parts, error: unknown, delivery: string): Outcome => {
  if (error instanceof SendError) {
    const { failure, retryAfterMs } = error
    return { kind: 'failure', failure, ...(retryAfterMs !== undefined && { retryAfterMs }) }
  }
  parts.log.error('adapter.broke', { delivery, error: nameOf(error) })
  return { kind: 'failure', failure: 'unknown' }
}

/** No start of a slice is farther away, unless the wall clock went back meanwhile. */
const LONGEST_WAIT_MS = 1_000 / SLOWEST_PER_SECOND

const waitUntil = async (clock: Clock, at: number): Promise<void> => {
  const wait = at - clock.now()
  if (wait > 0) await clock.sleep(Math.min(wait, LONGEST_WAIT_MS))
}

export const sliceDeadline = ({ clock, timing }: Parts, starts: readonly number[]): Deadline =>
  deadlineAfter(clock, Math.max(0, ...starts.map((at) => at - clock.now())) + timing.sendTimeoutMs)
