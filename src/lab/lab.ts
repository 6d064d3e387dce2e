import type { Lab } from '../../adapters/playground/lab.ts'
import type { Store } from '../store/store.ts'
import type { Db } from '../store/tables.ts'
import { cast } from './cast.ts'
import { readDeliveries, readEnded, readMembers, readNextEnd } from './ledger.ts'
import { rehearse } from './rehearsal.ts'
import { wipe } from './shelf.ts'
import { plantWorld, resumeWorld, type World, type WorldParts } from './world.ts'

export type LabOptions = Omit<WorldParts, 'adapter'> & {
  /** After everything due was run, or could not be. */
  readonly settled?: () => void
}

export type OpenLab = {
  /** What the adapter is lent. */
  readonly lab: Lab
  /** Opens what was kept, else begins anew. Whatever is due then has been delivered. */
  readonly begin: (adapter: WorldParts['adapter'], fresh: { seed: number; at: number }) => Promise<void>
  /** Undefined before the first begin and while everything begins anew. */
  readonly store: () => Store | undefined
  readonly close: () => Promise<void>
}

/** More rounds than this at one instant and something stays due: time has to go on. */
const mostRounds = 1_000

/** The playground's clock, ledger and fresh start, over the real engine and store. */
export const createLab = (options: LabOptions): OpenLab => {
  const stage = createStage(options)
  return {
    lab: toLab(stage),
    begin: async (adapter, { seed, at }) => {
      stage.lend(adapter)
      await ((await stage.resume()) ? stage.settle() : stage.plant(seed, at))
    },
    store: stage.store,
    close: stage.close,
  }
}

type Stage = ReturnType<typeof createStage>

/** Holds the world of the moment. */
const createStage = (options: LabOptions) => {
  let adapter: WorldParts['adapter'] | undefined
  let world: World | undefined
  const here = (): World => demand(world, 'the playground has not begun')
  const parts = (): WorldParts => ({ ...options, adapter: demand(adapter, 'the playground has no adapter') })
  const settle = () => settleWorld(here()).finally(options.settled)
  return {
    here,
    parts,
    settle,
    store: () => world?.store,
    lend: (lent: WorldParts['adapter']) => {
      adapter = lent
    },
    resume: async () => {
      world = await resumeWorld(parts())
      return world !== undefined
    },
    plant: async (seed: number, at: number) => {
      wipe(options.shelf)
      world = await plantWorld(parts(), seed, at)
      await settle()
    },
    close: async () => {
      const old = world
      world = undefined
      await old?.close()
    },
  }
}

const toLab = ({ here, parts, settle, plant, close }: Stage): Lab => {
  const now = () => here().clock.now()
  const read = <T>(query: (db: Db) => Promise<T>): Promise<T> => here().store.transact(query)
  return {
    cast: () => cast,
    now,
    moveTo: (at) => here().clock.moveTo(at),
    settle,
    next: () => here().engine.next(),
    nextEnd: async (until) => {
      const at = await read((db) => readNextEnd(db, now()))
      return at === undefined || at > until ? undefined : rehearse(parts(), here(), until)
    },
    members: () => read((db) => readMembers(db, now())),
    deliveries: (of) => read((db) => readDeliveries(db, of)),
    ended: (from, to) => read((db) => readEnded(db, from, to)),
    reset: async ({ seed, at }) => {
      await close()
      await plant(seed, at)
    },
  }
}

const demand = <T>(value: T | undefined, problem: string): T => {
  if (value === undefined) throw new Error(problem)
  return value
}

const settleWorld = async ({ engine, clock, save }: World): Promise<void> => {
  for (let round = 0; round < mostRounds; round++) {
    await engine.tick()
    await clock.during(engine.idle())
    const next = await engine.next()
    if (next === undefined || next > clock.now()) break
  }
  await save()
}
