import type { Clock } from './clock.ts'
import type { Timing } from './outbox.ts'

/** A wall clock that ran ahead by more than this since the last look has jumped. */
const JUMP_MS = 2_000

/**
 * Leases and quarantines are wall-clock instants. When the wall clock jumps ahead they all seem over while requests
 * are still under way, so checks rest until a lease and a quarantine have truly passed.
 */
export const createSteady = (clock: Clock, { leaseMs, quarantineMs }: Timing): { look: () => number } => {
  let drift = clock.now() - clock.monotonic()
  let restUntil = 0
  return {
    /** How long checks must rest still, in ms. */
    look: () => {
      const now = clock.now() - clock.monotonic()
      if (now - drift > JUMP_MS) restUntil = clock.monotonic() + leaseMs + quarantineMs
      drift = now
      return Math.max(0, restUntil - clock.monotonic())
    },
  }
}
