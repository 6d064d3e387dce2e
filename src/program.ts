import type { Catalog } from '../messages/catalog.ts'
import type { Config } from './config.ts'
import { createEngine, type Engine } from './engine/engine.ts'
import type { Adapter, Chance, Clock, Feature, Log } from './engine/index.ts'
import type { Timing } from './engine/outbox.ts'
import { layFolder, obstacles } from './ground.ts'
import { createHeartbeat } from './heartbeat.ts'
import { Refusal } from './refusal.ts'
import { holdExclusive } from './store/exclusive.ts'
import { openStore } from './store/sqlite.ts'
import { type Store, StoreError } from './store/store.ts'
import { createHealth, type Health, type Phase } from './web/health.ts'
import { createWeb } from './web/server.ts'

export type ProgramOptions = {
  readonly config: Config
  readonly adapters: readonly Adapter[]
  readonly features: readonly Feature[]
  readonly catalog: Pick<Catalog, 'render'>
  readonly clock: Clock
  readonly chance: Chance
  /** Gives the event loop a turn between batches. */
  readonly turn: () => Promise<void>
  readonly log: Log
  /** The default is what is used; tests live through many leases in a second. */
  readonly timing?: Timing
}

export type Program = {
  readonly address: string
  /** Finishes what is under way; nothing new is begun. */
  stop(): Promise<void>
}

const ownerOnly = 0o077
const unwrittenMs = 1_000

/**
 * The whole program around an engine, from the checks of its set-up to the first beat.
 * @throws Refusal with all that is missing or wrong
 */
export const createProgram = async (options: ProgramOptions): Promise<Program> => {
  const { config, adapters } = options
  const problems = obstacles(config, adapters)
  if (problems.length > 0 || !config.secret) throw new Refusal(problems)
  process.umask(ownerOnly)
  const undo: Undo[] = []
  try {
    return await start(options, config.secret, undo)
  } catch (error) {
    await undoAll(undo)
    throw error
  }
}

type Undo = () => Promise<void> | void

/** Every step lays down how it is undone; stopping is the same steps backwards. */
const start = async (options: ProgramOptions, secret: string, undo: Undo[]): Promise<Program> => {
  const { config, adapters, clock, log, turn } = options
  let phase: Phase = 'starting'
  let store: Store | undefined
  const files = layFolder(config.dataDir)
  undo.push((await orRefuse(() => holdExclusive(files.lock))).release)
  const health = createHealth({ store: () => store, phase: () => phase, clock, log, beatAt: () => heartbeat.lastAt() })
  const mounts = adapters.flatMap(({ http }) => http ?? [])
  const web = createWeb({ host: config.host, ports: [config.port], health, mounts, open: () => phase === 'running' })
  const address = await web.listen()
  undo.push(web.close)
  store = await orRefuse(() => openStore({ file: files.data, keysFile: files.keys, secret, turn }))
  undo.push(store.close)
  const engine = createEngine({ ...engineOptions(options), store, stirred: () => heartbeat.poke() })
  const heartbeat = createHeartbeat({ look: () => lookWith(engine, health, clock), clock, log })
  undo.push(engine.stop)
  await engine.start()
  undo.push(heartbeat.stop)
  heartbeat.start()
  phase = 'running'
  log.info('program.started', { address, platforms: adapters.map(({ platform }) => platform) })
  const stop = async () => {
    phase = 'stopping'
    await undoAll(undo)
    log.info('program.stopped')
  }
  return { address, stop }
}

/** A database that cannot be written is told once, by the health; the engine looks again soon. */
const lookWith = async (engine: Engine, health: Health, clock: Clock): Promise<number | undefined> => {
  try {
    return await engine.tick()
  } catch (error) {
    if (error instanceof StoreError) return clock.now() + unwrittenMs
    throw error
  } finally {
    health.watch()
  }
}

const engineOptions = ({ config, timing, ...options }: ProgramOptions) => ({
  ...options,
  ...(timing && { timing }),
  timeZone: config.timeZone,
  ...(config.workspaces && { served: config.workspaces }),
})

/** What the store refuses it says in one sentence for the operator. */
const orRefuse = async <T>(open: () => T | Promise<T>): Promise<T> => {
  try {
    return await open()
  } catch (error) {
    throw error instanceof Error ? new Refusal([error.message], { cause: error }) : error
  }
}

const undoAll = async (undo: Undo[]): Promise<void> => {
  for (const step of undo.splice(0).reverse()) await step()
}
