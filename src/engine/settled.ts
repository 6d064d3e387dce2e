import type { Settled } from './feature.ts'
import type { Job } from './job.ts'
import type { Parts } from './parts.ts'

/** Each feature hears where its own deliveries ended, in the same transaction. */
export const tellSettled = async (parts: Parts, job: Job, settled: readonly Settled[]): Promise<void> => {
  for (const delivery of settled) {
    const { feature } = parts.viewOf(delivery.view)
    await feature.settled?.(job.contextFor(feature.name), delivery)
  }
}
