import { monitorEventLoopDelay } from 'node:perf_hooks'

/** The sampler's own timer, ms: what it sees beyond is what the loop was held. */
const RESOLUTION_MS = 1

export type Held = { readonly p50: number; readonly p99: number }

/** How long the event loop was held while `work` ran, ms. */
export const whileHeld = async <T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly held: Held }> => {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delays.enable()
  const result = await work()
  delays.disable()
  const at = (percent: number) => Math.max(0, delays.percentile(percent) / 1e6 - RESOLUTION_MS)
  return { result, held: { p50: at(50), p99: at(99) } }
}
