/** What main.ts lends the playground and no other adapter: the clock, the ledger, a fresh start. */

export type CastMember = {
  readonly id: string
  readonly name: string
  readonly timeZone: string
  readonly locale: string
  readonly admin: boolean
}

export type LabMember = {
  readonly id: string
  readonly standing: 'known' | 'invited' | 'joined' | 'left'
  readonly timeZone: string
  readonly locale: string
  readonly pausedUntil?: number
}

export type LabDelivery = {
  readonly id: string
  /** The person's or the place's id on the platform. */
  readonly to: string
  readonly kind: string
  readonly because: string
  readonly dueAt: number
  readonly status: string
  readonly reason?: string
  readonly sentAt?: number
  readonly endedAt?: number
}

export type Lab = {
  /** The people of the playground's one workspace, as the platform knows them. */
  cast(): readonly CastMember[]
  now(): number
  /** Moves the clock to `at`, never back. Runs nothing. */
  moveTo(at: number): void
  /** Runs everything due at `now` through the engine until nothing more is due, edits included. */
  settle(): Promise<void>
  /** The next instant after `now` at which the engine has something to do. */
  next(): Promise<number | undefined>
  /**
   * The next instant after `now` and not after `until` at which a delivery would end if nobody acts and the platform
   * has no trouble; undefined when none will. Nothing is moved or changed by asking.
   */
  nextEnd(until: number): Promise<number | undefined>
  members(): Promise<readonly LabMember[]>
  /** In order of `dueAt`, then id; of one person, or all. */
  deliveries(of?: string): Promise<readonly LabDelivery[]>
  /** In the order they ended: those that ended after `from` and not after `to`, `from` excluded. */
  ended(from: number, to: number): Promise<readonly LabDelivery[]>
  /** Everything anew: same options, same bytes. Stops and starts the adapter. */
  reset(options: { seed: number; at: number; cast: number }): Promise<void>
}
