import type { MessageKind } from '../../messages/kinds.ts'
import type { Member } from './member.ts'
import type { Reason } from './outbox.ts'
import { quietUntil } from './quiet.ts'
import { dateOf, dayNumber, localDate } from './zone.ts'

/** Promise 1: the budget counts on any 7 consecutive local dates. */
export const BUDGET_DATES = 7
/** Promise 1: named asks that one receiver hears on any 7 local dates. */
export const NAMED_ASKS = 3
/** Promise 1: one a date, whatever the budget. */
const PER_DATE = 1

export type Reader = Pick<
  Member,
  'standing' | 'pausedUntil' | 'unreachableSince' | 'goneAt' | 'timeZone' | 'quietHours' | 'budget' | 'capacity'
>

/** One own-lane delivery to this account that was sent, is being sent or may have been. */
export type Spent = { readonly date: string; readonly reserved: boolean }

/** One ask that was put to this account. */
export type Asked = { readonly date: string; readonly named: boolean }

export type GateInput = {
  readonly now: number
  readonly kind: MessageKind
  readonly plannedAt: number
  /** End of the last hold. */
  readonly heldTo?: number
  readonly lateMs: number
  readonly member: Reader
  /** From 6 local dates before today on; later dates too (someone who flew west). Only own kinds need it. */
  readonly sentOwn: readonly Spent[]
  /** What others have asked of this account on those dates; only kinds that ask need it. */
  readonly asked?: readonly Asked[]
  /** Whether this one was named, and not found; for kinds that ask. */
  readonly named?: boolean
  /** Local date, today to 6 dates on, of the next reserved message that is still to come. */
  readonly reservedOn?: string
  /** The operator's last hold that has ended: what came too late because of it is told so. */
  readonly holds?: { readonly from: number; readonly to: number }
}

export type Verdict =
  /** The reader's local date, on which the budget counts it. */
  { readonly go: true; readonly date: string } | { readonly holdUntil: number } | { readonly skip: Reason }

/** The one place that decides whether a message may go out now. What would be skipped in the end is never held. */
export const gate = (input: GateInput): Verdict => {
  const skip = closed(input) ?? late(input)
  if (skip) return { skip }
  const at = heldFrom(input, input.now)
  const date = localDate(at, input.member.timeZone)
  if (input.kind.lane === 'own' && overBudget(input, date)) return { skip: 'budget' }
  if (input.kind.asks && overAsked(input, date)) return { skip: 'capacity' }
  return at > input.now ? { holdUntil: at } : { go: true, date }
}

const closed = ({ kind, member, now }: GateInput): Reason | undefined => {
  const { standing } = member
  if (member.goneAt !== undefined) return 'left'
  if (!kind.openTo.includes(standing)) return standing === 'left' ? 'left' : 'withdrawn'
  if (member.unreachableSince !== undefined) return 'unreachable'
  return kind.lane === 'own' && isAfter(member.pausedUntil, now) ? 'paused' : undefined
}

/** Counted from the end of the hold that was written, or of the one that was due while nobody looked. */
const late = (input: GateInput): Reason | undefined => {
  const due = Math.max(input.plannedAt, input.heldTo ?? input.plannedAt)
  if (input.now <= due + input.lateMs) return undefined
  const from = heldFrom(input, due)
  const by = input.now - from - input.lateMs
  if (by <= 0) return undefined
  const { holds } = input
  const lost = holds ? Math.min(holds.to, input.now) - Math.max(holds.from, from) : 0
  return lost >= by ? 'held' : 'too-late'
}

/** The first instant from `at` on that neither a pause nor quiet hours hold. */
const heldFrom = ({ kind, member }: GateInput, at: number): number => {
  if (kind.lane === 'reply') return at
  const awake = kind.lane === 'person' && !kind.ownRequest ? Math.max(at, member.pausedUntil ?? at) : at
  return quietUntil(awake, member.timeZone, member.quietHours) ?? awake
}

const isAfter = (at: number | undefined, now: number): boolean => at !== undefined && at > now

/** All but the reserved kinds leave one place free on any 7 dates, and the place of the reserved one to come. */
const overBudget = ({ kind, member, sentOwn, reservedOn }: GateInput, date: string): boolean => {
  if (kind.reserved) return crowded(date, days(sentOwn), member.budget)
  const free = sentOwn.filter((one) => !one.reserved)
  if (crowded(date, days(free), member.budget - 1)) return true
  const waiting = reservedOn !== undefined && !sentOwn.some((one) => one.reserved && one.date === reservedOn)
  return crowded(date, waiting ? [...days(sentOwn), dayNumber(reservedOn)] : days(sentOwn), member.budget)
}

/** Both together one a date; found asks within the reader's capacity, named ones within a number. */
const overAsked = ({ asked = [], named = false, member }: GateInput, date: string): boolean => {
  const limit = named ? NAMED_ASKS : member.capacity
  const alike = asked.filter((one) => one.named === named)
  return asked.some((one) => one.date === date) || crowded(date, days(alike), limit)
}

const days = (sentOwn: readonly { readonly date: string }[]): number[] => sentOwn.map((one) => dayNumber(one.date))

/** Whether one more on this date is too many for it, or for any 7 dates that hold it. */
const crowded = (date: string, taken: readonly number[], limit: number): boolean => {
  const day = dayNumber(date)
  if (taken.filter((one) => one === day).length >= PER_DATE) return true
  for (let first = day - BUDGET_DATES + 1; first <= day; first++) {
    if (taken.filter((one) => one >= first && one < first + BUDGET_DATES).length >= limit) return true
  }
  return false
}

/** The earliest local date that still counts on this one. */
export const firstCountedDate = (date: string): string => dateOf(dayNumber(date) - BUDGET_DATES + 1)
