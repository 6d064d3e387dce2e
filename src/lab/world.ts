import type { Catalog } from '../../messages/catalog.ts'
import { seededChance } from '../chance.ts'
import { createEngine, type Engine } from '../engine/engine.ts'
import type { Adapter, Chance, Feature, Log } from '../engine/index.ts'
import { readMeta, writeMeta } from '../store/meta.ts'
import type { Store } from '../store/store.ts'
import type { Db } from '../store/tables.ts'
import { turn } from '../system-clock.ts'
import { workspace } from './cast.ts'
import { createVirtualClock, type VirtualClock } from './clock.ts'
import { plantSeed } from './seed.ts'
import { isLaid, openFiles, type Shelf } from './shelf.ts'

export type WorldParts = {
  readonly adapter: Adapter
  readonly features: readonly Feature[]
  readonly catalog: Pick<Catalog, 'render'>
  readonly log: Log
  readonly shelf: Shelf
}

/** One run of the playground: its own tables, its own clock, its own engine. */
export type World = {
  readonly store: Store
  readonly clock: VirtualClock
  readonly engine: Engine
  /** Writes where the clock stands, for the next time these files are opened. */
  readonly save: () => Promise<void>
  readonly close: () => Promise<void>
}

const stoodAt = 'playground_now'
const openings = 'playground_openings'

/** Begins anew: the same seed and instant make the same world, ids included. */
export const plantWorld = async (parts: WorldParts, seed: number, at: number): Promise<World> => {
  const store = await openFiles(parts.shelf)
  const chance = seededChance(seed)
  const news = await store.transact((db) => plantSeed(db, chance, at))
  const world = await startWorld(parts, store, at, chance)
  for (const { name, member } of news) await world.engine.tell(name, member)
  return world
}

/**
 * Goes on where kept files stand; undefined when there are none, or none that was begun to the end. Ids that were used
 * are not made again: the chance is another at every opening.
 */
export const resumeWorld = async (parts: WorldParts): Promise<World | undefined> => {
  if (!isLaid(parts.shelf)) return undefined
  const store = await openFiles(parts.shelf)
  const { at, opening } = await store.transact(countOpening)
  if (at !== undefined) return startWorld(parts, store, Number(at), seededChance(-opening))
  await store.close()
  return undefined
}

const countOpening = async (db: Db) => {
  const opening = 1 + Number((await readMeta(db, openings)) ?? 0)
  await writeMeta(db, openings, String(opening))
  return { at: await readMeta(db, stoodAt), opening }
}

/** An engine over these tables, its clock standing at `at`. */
export const startWorld = async (parts: WorldParts, store: Store, at: number, chance: Chance): Promise<World> => {
  const { adapter, features, catalog, log } = parts
  const clock = createVirtualClock(at)
  const options = { store, adapters: [adapter], features, catalog, clock, chance, turn, log, served: [workspace] }
  const engine = createEngine(options)
  await engine.start()
  return {
    store,
    clock,
    engine,
    save: () => store.transact((db) => writeMeta(db, stoodAt, String(clock.now()))),
    close: async () => {
      await clock.during(engine.stop())
      await store.close()
    },
  }
}
