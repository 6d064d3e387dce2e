import type { Clock } from '../engine/index.ts'
import { turn } from '../system-clock.ts'

/** Stands still until it is moved. */
export type VirtualClock = Clock & {
  /** Moves to `at`, epoch ms, and wakes who slept until then. Never back. */
  readonly moveTo: (at: number) => void
  /**
   * Resolves as `work` does. As time stands still here, who waits for nothing but time, to keep a pace, is woken early,
   * the first one first.
   */
  readonly during: <T>(work: Promise<T>) => Promise<T>
}

/** Turns of the event loop after which whatever does not wait for time has got on. */
const patience = 20

export const createVirtualClock = (from: number): VirtualClock => {
  const sleepers = new Map<() => void, number>()
  let now = from

  const wakeAt = (at: number) => {
    for (const [wake, due] of [...sleepers]) if (due <= at) wake()
  }

  return {
    now: () => now,
    monotonic: () => now - from,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          sleepers.delete(wake)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        if (ms <= 0 || signal?.aborted) return wake()
        sleepers.set(wake, now + ms)
        signal?.addEventListener('abort', wake)
      }),
    moveTo: (at) => {
      now = Math.max(now, at)
      wakeAt(now)
    },
    during: async (work) => {
      let over = false
      const end = () => {
        over = true
      }
      work.then(end, end)
      for (let turns = 1; !over; turns++) {
        await turn()
        if (turns % patience === 0) wakeAt(Math.min(...sleepers.values()))
      }
      return work
    },
  }
}
