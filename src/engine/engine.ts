import type { Store } from '../store/store.ts'
import type { Adapter, Heard, Host, Id, Reply } from './adapter.ts'
import type { Chance, Clock, Log } from './clock.ts'
import type { Feature } from './feature.ts'

export type EngineOptions = {
  readonly store: Store
  readonly adapters: readonly Adapter[]
  readonly features: readonly Feature[]
  readonly clock: Clock
  readonly chance: Chance
  /** Gives the event loop a turn between batches. */
  readonly turn: () => Promise<void>
  readonly log: Log
  /** Workspaces that may be served; undefined serves the first one installed and then closes. */
  readonly served?: readonly Id[]
}

export type Engine = {
  /** Starts the adapters. */
  start(): Promise<void>
  /** Claims nothing more, waits for what is under way, stops the adapters. */
  stop(): Promise<void>
  /** Looks at the clock. Never waits for a platform. Returns the next instant at which something is due. */
  tick(): Promise<number | undefined>
  /** Resolves when nothing that was started is still under way. */
  idle(): Promise<void>
  handle(heard: Heard): Promise<Reply>
  /** What the adapters were given, for wiring a test platform. */
  hostFor(adapter: Adapter): Host
  /** Stops (or releases) all sending within a second, in every process. */
  hold(on: boolean): Promise<void>
  /** Tells the features something, as the operator or the lab. */
  tell(kind: string, subject: Id): Promise<void>
}
