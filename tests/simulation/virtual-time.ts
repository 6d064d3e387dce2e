import type { Clock } from '../../src/engine/index.ts'

type Sleeper = { readonly at: number; readonly order: number; readonly wake: () => void }

/** Time that moves only when told to, from sleeper to sleeper. The wall clock may jump; the monotonic one never. */
export type VirtualTime = {
  readonly clock: Clock
  /** Runs at this monotonic instant. */
  readonly at: (monotonic: number, run: () => void) => void
  /** Moves to the next sleeper and wakes it. False when there is none before `end` (monotonic). */
  readonly step: (end: number) => boolean
  /** Moves the wall clock alone. */
  readonly jump: (ms: number) => void
  readonly monotonic: () => number
}

export const createVirtualTime = (start: number, oversleep: (ms: number) => number): VirtualTime => {
  const sleepers: Sleeper[] = []
  let monotonic = 0
  let wall = start
  let order = 0
  const at = (instant: number, wake: () => void): void => {
    const sleeper = { at: Math.max(instant, monotonic), order: order++, wake }
    let place = sleepers.length
    while (place > 0 && isBefore(sleeper, sleepers[place - 1])) place--
    sleepers.splice(place, 0, sleeper)
  }
  return {
    at,
    monotonic: () => monotonic,
    jump: (ms) => {
      wall += ms
    },
    step: (end) => {
      const next = sleepers[0]
      if (!next || next.at > end) return false
      sleepers.shift()
      wall += next.at - monotonic
      monotonic = next.at
      next.wake()
      return true
    },
    clock: {
      now: () => Math.round(wall),
      monotonic: () => monotonic,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          at(monotonic + oversleep(Math.max(0, ms)), resolve)
          signal?.addEventListener('abort', () => resolve(), { once: true })
        }),
    },
  }
}

const isBefore = (a: Sleeper, b: Sleeper | undefined): boolean =>
  b !== undefined && (a.at < b.at || (a.at === b.at && a.order < b.order))
