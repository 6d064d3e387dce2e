import { readCatalog } from '../messages/catalog.ts'
import { secureChance } from '../src/chance.ts'
import { createEngine, type Engine } from '../src/engine/engine.ts'
import type { Adapter, Clock, Host } from '../src/engine/index.ts'
import { createFeatures } from '../src/features.ts'
import { openStore } from '../src/store/sqlite.ts'
import { systemClock, turn } from '../src/system-clock.ts'
import { type Files, platform, secret } from './ground.ts'

export type TownClock = Clock & { readonly moveTo: (at: number) => void }

/** Runs, from an instant that can be set. */
export const townClock = (at: number): TownClock => {
  const { monotonic, sleep } = systemClock()
  let from = at - monotonic()
  return {
    now: () => Math.floor(from + monotonic()),
    monotonic,
    sleep,
    moveTo: (to) => {
      from = to - monotonic()
    },
  }
}

export type Town = {
  readonly engine: Engine
  readonly clock: TownClock
  /** Ids of the deliveries that were sent, by person. */
  readonly sent: ReadonlyMap<string, string>
  /** Does everything that is due, to its end. */
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The real engine with the real features over these files, and an adapter that does nothing. */
export const openTown = async (files: Files, at: number, remember = false): Promise<Town> => {
  const store = await openStore({ ...files, secret, turn })
  const clock = townClock(at)
  const sent = new Map<string, string>()
  const engine = createEngine({
    store,
    clock,
    turn,
    adapters: [nothing(remember ? (person, delivery) => sent.set(person, delivery) : () => {})],
    features: createFeatures(),
    chance: secureChance(),
    catalog: readCatalog(),
    log: { debug: () => {}, info: () => {}, warn: complain, error: complain },
  })
  await engine.start()
  return {
    engine,
    clock,
    sent,
    settle: async () => {
      for (;;) {
        await engine.tick()
        await engine.idle()
        const next = await engine.next()
        if (next === undefined || next > clock.now()) return
      }
    },
    close: async () => {
      await engine.stop()
      await store.close()
    },
  }
}

const complain = (event: string, fields?: Record<string, unknown>): never => {
  throw new Error(`${event} ${JSON.stringify(fields)}`)
}

const nothing = (sent: (person: string, delivery: string) => void): Adapter => ({
  platform,
  start: async (_: Host) => {},
  stop: async () => {},
  send: async ({ id, to }) => {
    sent(to.id, id)
    return { conversation: to.id, message: id }
  },
  edit: async () => {},
  domain: () => ({ id: platform, startPerSecond: Number.POSITIVE_INFINITY, maxPerSecond: Number.POSITIVE_INFINITY }),
  people: async function* () {},
})
