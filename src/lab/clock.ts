import type { Clock } from '../engine/index.ts'

/** Stands still until it is moved. */
export type VirtualClock = Clock & {
  /** Moves to `at`, epoch ms, and wakes who slept until then. Never back. */
  readonly moveTo: (at: number) => void
}

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
  }
}
