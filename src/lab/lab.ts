import type { Lab } from '../../adapters/playground/lab.ts'
import type { Store } from '../store/store.ts'
import type { Db } from '../store/tables.ts'
import { cast } from './cast.ts'
import { readDeliveries, readEnded, readMembers, readNextEnd } from './ledger.ts'
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
  let adapter: WorldParts['adapter'] | undefined
  let world: World | undefined

  const here = (): World => {
    if (!world) throw new Error('the playground has not begun')
    return world
  }
  const parts = (): WorldParts => {
    if (!adapter) throw new Error('the playground has no adapter')
    return { ...options, adapter }
  }
  const read = <T>(query: (db: Db) => Promise<T>): Promise<T> => here().store.transact(query)
  const close = async () => {
    const old = world
    world = undefined
    await old?.close()
  }
  const settle = () => settleWorld(here()).finally(options.settled)
  const begin = async (seed: number, at: number) => {
    wipe(options.shelf)
    world = await plantWorld(parts(), seed, at)
    await settle()
  }

  const lab: Lab = {
    cast: () => cast,
    now: () => here().clock.now(),
    moveTo: (at) => here().clock.moveTo(at),
    settle,
    next: () => here().engine.next(),
    nextEnd: async (until) => {
      const at = await read((db) => readNextEnd(db, lab.now()))
      return at === undefined || at > until ? undefined : at
    },
    members: () => read((db) => readMembers(db, lab.now())),
    deliveries: (of) => read((db) => readDeliveries(db, of)),
    ended: (from, to) => read((db) => readEnded(db, from, to)),
    reset: async ({ seed, at }) => {
      await close()
      await begin(seed, at)
    },
  }
  return {
    lab,
    begin: async (lent, { seed, at }) => {
      adapter = lent
      world = await resumeWorld(parts())
      await (world ? settle() : begin(seed, at))
    },
    store: () => world?.store,
    close,
  }
}

const settleWorld = async ({ engine, clock, save }: World): Promise<void> => {
  for (let round = 0; round < mostRounds; round++) {
    await engine.tick()
    await engine.idle()
    const next = await engine.next()
    if (next === undefined || next > clock.now()) break
  }
  await save()
}
