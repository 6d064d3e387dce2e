/** A rate domain as it is stored: starts per second, and two instants in epoch ms. */
export type Pace = {
  readonly perSecond: number
  readonly maxPerSecond: number
  readonly readyAt: number
  readonly stoppedUntil: number
}

export type Slice<P extends Pace> = {
  readonly count: number
  /** Epoch ms of each start, evenly spaced. */
  readonly starts: readonly number[]
  /** To be stored before the first start. */
  readonly domain: P
}

/** DESIGN.md section 5: a claim takes at most 1 s of the rate and 50 rows. */
export const SLICE_MS = 1_000
export const SLICE_ROWS = 50
/** Slower than this a domain would not find out that the limit has gone up again. */
export const SLOWEST_PER_SECOND = 0.1
/** A platform that asks for more is asked again after an hour. */
export const LONGEST_STOP_MS = 3_600_000
/** For a rate limit that tells no time. */
export const DEFAULT_STOP_MS = 5_000
/** What a domain without spacing falls to when it meets a limit after all. */
const RATE_AFTER_UNLIMITED = 50
/** After a minute of sending at full rate a domain sends one more per second. */
const RISE_PER_SECOND = 1 / 60

/** How many may start now and when. No credit for idle time: even spacing never meets a sliding limit. */
export const takeSlice = <P extends Pace>(domain: P, now: number, wanted: number): Slice<P> => {
  if (wanted <= 0 || turnAt(domain, now) > now) return { count: 0, starts: [], domain }
  const rate = rateOf(domain)
  const count = Math.max(1, Math.floor(Math.min(wanted, SLICE_ROWS, (rate * SLICE_MS) / 1_000)))
  const spacing = 1_000 / rate
  // After the clock went back, what the last slice promised may still be under way.
  const first = domain.readyAt > now ? now + Math.max(SLICE_MS, spacing) : now
  const starts = Array.from({ length: count }, (_, n) => Math.ceil(first + n * spacing))
  return { count, starts, domain: { ...domain, readyAt: Math.ceil(first + count * spacing) } }
}

/** Stops the domain, and halves its rate once for all the answers that one stop brings. */
export const afterRateLimit = <P extends Pace>(domain: P, now: number, retryAfterMs = DEFAULT_STOP_MS): P => {
  const stopped = stopOf(domain, now)
  const half = (Number.isFinite(domain.perSecond) ? domain.perSecond : 2 * RATE_AFTER_UNLIMITED) / 2
  return {
    ...domain,
    perSecond: stopped > now ? domain.perSecond : Math.max(SLOWEST_PER_SECOND, half),
    stoppedUntil: Math.max(stopped, now + Math.min(retryAfterMs, LONGEST_STOP_MS)),
  }
}

/** `count` messages went out: a little faster, up to the platform's own limit. */
export const afterSuccess = <P extends Pace>(domain: P, count: number): P => {
  const faster = domain.perSecond + (count * RISE_PER_SECOND) / rateOf(domain)
  return { ...domain, perSecond: Math.min(domain.maxPerSecond, faster) }
}

/** The instant from which this domain may be served; not later than now when it may be served now. */
export const turnAt = (domain: Pace, now: number): number => Math.max(readyOf(domain, now), stopOf(domain, now))

/** Whose turn it is: those that may be served, the one that has waited longest first. */
export const turnOrder = <P extends Pace>(domains: readonly P[], now: number): P[] =>
  domains
    .map((domain) => ({ domain, at: turnAt(domain, now) }))
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at)
    .map(({ domain }) => domain)

const rateOf = (domain: Pace): number => Math.max(SLOWEST_PER_SECOND, domain.perSecond)

/** An instant farther ahead than any slice or stop reaches was written before the clock went back. */
const readyOf = ({ readyAt }: Pace, now: number): number =>
  readyAt - now > SLICE_MS + 1_000 / SLOWEST_PER_SECOND ? now : readyAt

const stopOf = ({ stoppedUntil }: Pace, now: number): number =>
  stoppedUntil - now > LONGEST_STOP_MS ? now : stoppedUntil
