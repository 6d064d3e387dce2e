import type { Catalog } from '../../messages/catalog.ts'
import type { Store } from '../store/store.ts'
import type { Adapter, Heard, Host, Id, Reply } from './adapter.ts'
import type { Chance, Clock, Log } from './clock.ts'
import { wakeTomorrow } from './expire.ts'
import type { Feature } from './feature.ts'
import { handle } from './handle.ts'
import { readHold, setHold } from './hold.ts'
import { createHost } from './host.ts'
import { runJob } from './job.ts'
import type { Timing } from './outbox.ts'
import { type Parts, toParts } from './parts.ts'
import { createPump } from './pump.ts'
import { nextInstant } from './queries.ts'
import { createSteady } from './steady.ts'
import { runTimers } from './timers.ts'

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

/** A settle that could not be written is tried again after this long. */
const UNWRITTEN_MS = 1_000
/** Replies kept so that the same event, heard twice while the process lives, has one answer. */
const REPLIES_KEPT = 1_000

/** The only thing that orders effects: nothing is done but by `tick` and `handle`. */
export const createEngine = (options: EngineOptions): Engine => {
  const parts = toParts(options)
  const pump = createPump(parts)
  const steady = createSteady(parts.clock, parts.timing)
  const once = createOnce<Reply>(REPLIES_KEPT)
  let ticking: Promise<number | undefined> | undefined

  const next = async (): Promise<number | undefined> => {
    const now = parts.clock.now()
    const due = await runJob(parts, now, async ({ db }) => nextInstant(db, now, (await readHold(db)).on))
    return pump.waiting() ? Math.min(due ?? Number.POSITIVE_INFINITY, now + UNWRITTEN_MS) : due
  }
  const look = async (): Promise<number | undefined> => {
    const now = parts.clock.now()
    if (parts.store.trouble()) await tryToWrite(parts, now)
    await pump.flush()
    const rest = steady.look()
    const first = await next()
    if (first === undefined || first > now) return first
    await runTimers(parts, now, pump.start)
    if (rest === 0) await pump.check()
    pump.start()
    const due = await next()
    return due !== undefined && rest > 0 ? Math.max(due, Math.min(now + rest, due + rest)) : due
  }
  const answer = async (heard: Heard): Promise<Reply> => {
    const reply = await once(heard.id, () => handle(parts, heard))
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
      await Promise.all(parts.adapters.map((adapter) => adapter.stop()))
      await ticking?.catch(() => undefined)
      await pump.idle()
      if (pump.waiting()) await pump.flush()
    },
    tick: () => {
      ticking ??= look().finally(() => {
        ticking = undefined
      })
      return ticking
    },
    next,
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

/** Only a write that worked tells the store that its trouble is over. @throws StoreError while it is not */
const tryToWrite = (parts: Parts, now: number): Promise<void> =>
  runJob(parts, now, async ({ db }) => {
    const row = { key: 'tried_at', value: String(now) }
    await db
      .insertInto('meta')
      .values(row)
      .onConflict((c) => c.column('key').doUpdateSet(row))
      .execute()
  })

/** The same id has one run and one result, while it is remembered. */
const createOnce = <T>(kept: number) => {
  const results = new Map<string, Promise<T>>()
  return (id: string, run: () => Promise<T>): Promise<T> => {
    const known = results.get(id)
    if (known) return known
    const result = run()
    results.set(id, result)
    const [oldest] = results.keys()
    if (results.size > kept && oldest !== undefined) results.delete(oldest)
    return result
  }
}
