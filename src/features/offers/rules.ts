import { type HelpKind, helpKinds, isHelpKind } from '../../../messages/help-kinds.ts'
import { type Capacity, capacities } from '../../../messages/offers.ts'
import { nextFire, type Rule } from '../../engine/index.ts'

/** DESIGN.md section 8: listening is offered while so many have it among their offers. */
export const LISTENERS = 3

/** DESIGN.md section 8: counted once a week. */
const weekly: Rule = { every: 'week', on: ['monday'], at: '00:00' }
/** A snapshot that is older than this has lost its timer: longer than any week, with an hour of daylight saving. */
export const STALE_COUNTS_MS = 8 * 86_400_000

/** The next Monday's start in a workspace's zone. Epoch ms. */
export const nextCountAt = (zone: string, after: number): number | undefined => nextFire(weekly, zone, after)?.at

/** What lies in the row; what is no kind of help any more is left out. */
export const kindsIn = (json: string): readonly HelpKind[] => {
  const kinds: unknown = JSON.parse(json)
  return Array.isArray(kinds) ? kinds.filter(isHelpKind) : []
}

/** What was ticked, in the order of the form and each once; undefined when one of it is no kind of help. */
export const kindsChosen = (value: unknown): readonly HelpKind[] | undefined => {
  const ticked: readonly unknown[] = value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]
  return ticked.every(isHelpKind) ? helpKinds.filter((kind) => ticked.includes(kind)) : undefined
}

export const capacityChosen = (value: unknown): Capacity | undefined =>
  capacities.find((capacity) => String(capacity) === value)
