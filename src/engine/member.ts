import type { Id } from './adapter.ts'

export type Standing = 'known' | 'invited' | 'joined' | 'left'

/** Wall-clock times in the member's zone; `to` is on the next day when it is not after `from`. Never under 10 h. */
export type QuietHours = { readonly from: string; readonly to: string; readonly weekends: boolean }

export const quietHoursOf = {
  company: { from: '18:00', to: '09:00', weekends: true },
  community: { from: '22:00', to: '09:00', weekends: false },
} as const satisfies Record<string, QuietHours>

/** DESIGN.md, promise 1: what somebody who offered help hears of found asks, unless they choose. */
export const DEFAULT_CAPACITY = 2

/** An account in a workspace, with what is unknown already resolved. */
export type Member = {
  readonly id: Id
  readonly workspace: Id
  readonly platform: string
  /** `platform:person`: budget and caps count here. */
  readonly account: string
  /** The platform's own id. */
  readonly person: string
  readonly name: string
  readonly admin: boolean
  readonly outsider: boolean
  readonly standing: Standing
  readonly pausedUntil?: number
  readonly unreachableSince?: number
  readonly goneAt?: number
  /** Set by hand, else the platform's, else the workspace's. */
  readonly timeZone: string
  /** Whether any zone is known of this person, and not only of the workspace. */
  readonly zoneKnown: boolean
  /** Most wanted first; always ends with `en`. */
  readonly locales: readonly string[]
  readonly quietHours: QuietHours
  /** The workspace's, 1 to 3. */
  readonly budget: number
  /** Found asks on any 7 local dates, 0 to 5. */
  readonly capacity: number
  /** False while this person has no row yet. */
  readonly stored: boolean
}
