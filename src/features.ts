import type { Feature } from './engine/index.ts'
import { createSchedules } from './features/schedules/index.ts'

/** Everything Reachout does. What one feature needs of another is handed over here. */
export const createFeatures = (): readonly Feature[] => [createSchedules({ kinds: {} })]
