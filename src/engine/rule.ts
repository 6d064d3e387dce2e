/** A wall-clock rule: `{ every: 'week', on: ['monday'], at: '10:00' }`. Never an offset. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

/** `interval` defaults to 1; periods are counted from the one that holds `from` (a local date), default 2026-01-05. */
export type Rule = { readonly at: string; readonly interval?: number; readonly from?: string } & (
  | { readonly every: 'day' }
  | { readonly every: 'week'; readonly on: readonly Weekday[] }
  /** A date past the month's end falls on its last day. */
  | { readonly every: 'month'; readonly date: number }
  /** `nth` 1 to 4, or -1 for the last. */
  | { readonly every: 'month'; readonly nth: number; readonly weekday: Weekday }
)

/** One instant at which a rule fires. */
export type Fire = {
  /** Epoch ms. */
  readonly at: number
  /** The local date it resolves, `2026-03-02`. */
  readonly date: string
  /** What the rule counts in: the local date, ISO week `2026-W10` or month `2026-03`. */
  readonly period: string
}
