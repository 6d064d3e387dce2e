import type { Catalog } from '../../messages/catalog.ts'
import type { Store } from '../store/store.ts'
import type { Adapter, Heard, Host, Id, Reply } from './adapter.ts'
import type { Chance, Clock, Log } from './clock.ts'
import { wakeTomorrow } from './expire.ts'
import type { Feature } from './feature.ts'
import { handle, sayFailed } from './handle.ts'
import { setHold } from './hold.ts'
import { createHost } from './host.ts'
import { runJob } from './job.ts'
import type { Timing } from './outbox.ts'
import { toParts } from './parts.ts'
import { createPump } from './pump.ts'
import { createTicker } from './ticker.ts'

export type EngineOptions = {
  readonly store: Store
  readonly adapters: readonly Adapter[]
  readonly features: readonly Feature[]
  readonly clock: Clock
  readonly chance: Chance
  /** Gives the event loop a turn between batches. */
  readonly turn: () => Promise<void>
  readonly log: Log
  /** Renders whole in the first locale that has every key. */
  readonly catalog: Pick<Catalog, 'render'>
  /** The default is what is used; the simulation shows what each is for. */
  readonly timing?: Timing
  /** Something may be due earlier than the last tick said: look at the clock again. */
  readonly stirred?: () => void
  /** Workspaces that may be served; undefined serves the first one installed and then closes. */
  readonly served?: readonly Id[]
  /** Of a workspace whose installation tells no zone; default UTC. */
  readonly timeZone?: string
}

export type Engine = {
  /** Starts the adapters. */
  start(): Promise<void>
  /** Claims nothing more, waits for what is under way, stops the adapters. */
  stop(): Promise<void>
  /** Looks at the clock. Never waits for a platform. Returns the next instant at which something is due. */
  tick(): Promise<number | undefined>
  /** The next instant at which something is due, as far as the database knows. */
  next(): Promise<number | undefined>
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

/** The only thing that orders effects: nothing is done but by `tick` and `handle`. */
export const createEngine = (options: EngineOptions): Engine => {
  const parts = toParts(options)
  const pump = createPump(parts)
  const ticker = createTicker(parts, pump)
  const once = createOnce<Reply>(REPLIES_KEPT)
  const answer = async (heard: Heard): Promise<Reply> => {
    const reply = await once(heard.id, () => handle(parts, heard)).catch((error) => sayFailed(parts, heard, error))
    parts.stirred?.()
    return reply
  }
  return {
    start: async () => {
      await runJob(parts, parts.clock.now(), async (job) => wakeTomorrow(job))
      for (const adapter of parts.adapters) await adapter.start(createHost(parts, adapter, answer))
    },
    stop: async () => {
      pump.close()
      await ticker.idle()
      await pump.idle()
      await Promise.all(parts.adapters.map((adapter) => adapter.stop()))
      if (pump.waiting()) await pump.flush()
    },
    tick: ticker.tick,
    next: ticker.next,
    idle: pump.idle,
    handle: answer,
    hostFor: (adapter) => createHost(parts, adapter, answer),
    hold: async (on) => {
      await runJob(parts, parts.clock.now(), ({ db, now }) => setHold(db, on, now))
      parts.stirred?.()
    },
    tell: async (kind, subject) => {
      await runJob(parts, parts.clock.now(), async (job) => job.contextFor('').tell(kind, subject))
      parts.stirred?.()
    },
  }
}

/** Replies kept so that the same event, heard twice while the process lives, has one answer. */
const REPLIES_KEPT = 1_000

/** The same id has one run and one result, while it is remembered; what failed may be tried again. */
const createOnce = <T>(kept: number) => {
  const results = new Map<string, Promise<T>>()
  return (id: string, run: () => Promise<T>): Promise<T> => {
    const known = results.get(id)
    if (known) return known
    const result = run()
    results.set(id, result)
    result.catch(() => results.delete(id))
    const [oldest] = results.keys()
    if (results.size > kept && oldest !== undefined) results.delete(oldest)
    return result
  }
}
