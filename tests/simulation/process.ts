import type { Catalog } from '../../messages/catalog.ts'
import { createEngine, type Engine } from '../../src/engine/engine.ts'
import type { Adapter, Chance, Feature, Log } from '../../src/engine/index.ts'
import type { Timing } from '../../src/engine/outbox.ts'
import type { Store } from '../../src/store/store.ts'
import type { Activity } from './activity.ts'
import type { Faults } from './faults.ts'
import type { Platform } from './platform.ts'
import type { VirtualTime } from './virtual-time.ts'

/** One process that runs the real engine, may die at any write, and is started again a little later. */
export type Process = {
  readonly engine: () => Engine | undefined
  readonly deaths: () => number
  readonly stop: () => void
}

export type ProcessTools = {
  readonly store: Store
  readonly platform: Platform
  readonly time: VirtualTime
  readonly chance: Chance
  readonly catalog: Catalog
  readonly features: () => readonly Feature[]
  readonly faults: () => Faults
  readonly activity: Activity
  readonly log: Log
  readonly timing: Timing
  readonly mend: (adapter: Adapter) => Adapter
}

/** The longest a process sleeps between two looks, ms: rarer than in production, to simulate more weeks. */
const LONGEST_SLEEP_MS = 6 * 3_600_000
const RESTART_MS = 120_000

export const createProcess = (tools: ProcessTools): Process => {
  const { time, chance, activity } = tools
  let engine: Engine | undefined
  let deaths = 0
  let stopped = false

  const live = (): void => {
    let alive = true
    const alarm = createAlarm(time, () => void look())
    const die = (): void => {
      if (!alive) return
      alive = false
      deaths++
      engine = undefined
      time.at(time.monotonic() + 1_000 + chance.below(RESTART_MS), () => {
        if (!stopped) live()
      })
    }
    const mortal = withCrashes(tools, () => alive, die)
    const look = async (): Promise<void> => {
      if (!alive || stopped) return
      const next = await own.tick().catch(() => undefined)
      alarm.within(Math.min(LONGEST_SLEEP_MS, Math.max(5, (next ?? Number.POSITIVE_INFINITY) - time.clock.now())))
    }
    const own = createEngine({
      store: mortal,
      adapters: [tools.mend(tools.platform.connect(() => alive))],
      features: tools.features(),
      clock: time.clock,
      chance,
      turn: activity.turn,
      log: tools.log,
      catalog: tools.catalog,
      timing: tools.timing,
      stirred: () => alarm.within(1),
    })
    engine = own
    void own.start().then(look)
  }
  live()
  return {
    engine: () => engine,
    deaths: () => deaths,
    stop: () => {
      stopped = true
    },
  }
}

/** One wake at a time: an earlier one replaces a later one. */
const createAlarm = (time: VirtualTime, ring: () => void): { within: (ms: number) => void } => {
  let set = Number.POSITIVE_INFINITY
  return {
    within: (ms) => {
      const at = time.monotonic() + ms
      if (at >= set) return
      set = at
      time.at(at, () => {
        if (set !== at) return
        set = Number.POSITIVE_INFINITY
        ring()
      })
    },
  }
}

/** A store that may take its process with it, before the commit or after. */
const withCrashes = (tools: ProcessTools, alive: () => boolean, die: () => void): Store => {
  const { store, chance, faults, activity } = tools
  const never = <T>(): Promise<T> => new Promise<T>(() => {})
  return {
    ...store,
    transact: async (work) => {
      if (!alive()) return never()
      activity.touch()
      const crash = chance.below(1_000) < faults().crash ? chance.below(2) : -1
      try {
        const result = await store.transact(async (db) => {
          const done = await work(db)
          if (crash === 0) throw new Error('died before the commit')
          return done
        })
        if (crash === 1) die()
        return alive() ? result : never()
      } catch (error) {
        if (crash !== 0) throw error
        die()
        return never()
      } finally {
        activity.touch()
      }
    },
  }
}
