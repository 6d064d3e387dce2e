import type { Feature } from './engine/index.ts'
import { createCheckIns } from './features/check-ins/index.ts'
import { createMembers } from './features/members/index.ts'
import { createPreferences } from './features/preferences/index.ts'
import { createSchedules } from './features/schedules/index.ts'
import { createSupport } from './features/support/index.ts'

/**
 * Everything Reachout does. What one feature needs of another is handed over here. The order is the order in which
 * typed words are offered: support looks for a crisis before anything else.
 */
export const createFeatures = (): readonly Feature[] => {
  const checkIns = createCheckIns()
  const schedules = createSchedules({ kinds: { 'check-in': checkIns.occur } })
  return [
    createSupport(),
    createMembers({ firstHello: schedules.firstHello }),
    createPreferences(),
    schedules,
    checkIns,
  ]
}
