import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from './engine/index.ts'

/** The machine's own clock. */
export const systemClock = (): Clock => ({
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    await wait(ms, undefined, signal ? { signal } : {}).catch(() => undefined)
  },
})

/** Lets the event loop turn once: what waits for input is served before the next batch. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
