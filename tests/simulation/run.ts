import { readCatalog } from '../../messages/catalog.ts'
import { seededChance } from '../../src/chance.ts'
import type { Adapter, Feature } from '../../src/engine/index.ts'
import { type Timing, timing } from '../../src/engine/outbox.ts'
import { createFeatures } from '../../src/features.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { createActivity } from './activity.ts'
import { calm, type Faults, inModel } from './faults.ts'
import { judge } from './judge.ts'
import { createPeople } from './people.ts'
import { createPlatform } from './platform.ts'
import { createProcess } from './process.ts'
import { replaying } from './replay.ts'
import { capacityOf, memberOf, SCHEDULES, settleTown, ZONES } from './town.ts'
import { createVirtualTime } from './virtual-time.ts'

const DAY_MS = 86_400_000
const SECRET = Buffer.alloc(32, 1).toString('base64url')
/** Mondays before the clocks change in the north, in the south, and before an ordinary fortnight. */
const STARTS = ['2026-03-16', '2026-03-30', '2026-10-19', '2026-06-08', '2026-03-02', '2026-10-26'] as const
/** Before that Monday's check-ins anywhere on earth. */
const AHEAD_MS = 14 * 3_600_000
/** Two weeks in which people act and things break; the calm end follows. */
const TROUBLE_MS = AHEAD_MS + 14 * DAY_MS
/** What is due on the last full hour has ended too. */
const CALM_MS = 2 * DAY_MS + 10 * 60_000
const ACTS = 80

/** What is taken away, to see that the judge would notice. */
export type Mutant = 'unique-key' | 'lease-check' | 'quarantine' | 'find'

export type Options = { readonly faults?: Faults; readonly mutant?: Mutant; readonly jumps?: boolean }

export type Run = {
  readonly seed: number
  readonly problems: readonly string[]
  readonly duplicates: number
  readonly posts: number
  readonly deaths: number
  /** Requests that were put to somebody, and asks of which the asker was told how they went on. */
  readonly asked: number
  readonly told: number
}

/** Two weeks of a small town with two engines on one store, and two calm days in which everything must end. */
export const simulate = async (seed: number, options: Options = {}): Promise<Run> => {
  const chance = seededChance(seed)
  const monday = Date.parse(`${STARTS[seed % STARTS.length]}T00:00:00Z`)
  const start = monday - AHEAD_MS
  let faults = options.faults ?? inModel
  const time = createVirtualTime(start, (ms) => {
    const stalled = ms > 0 && ms <= 1_000 && chance.below(1_000) < faults.stall
    return stalled ? ms + chance.below(faults.stallMs) : ms
  })
  const activity = createActivity()
  const store = await openStore({ file: ':memory:', keysFile: ':memory:', secret: SECRET })
  const platform = createPlatform({ time, chance, faults: () => faults })
  const joined = await settleTown(store, start)
  const replay = replaying(chance, () => faults.replay, options.mutant === 'unique-key')
  const tools = {
    store,
    platform,
    time,
    chance,
    activity,
    catalog: readCatalog(),
    features: (): readonly Feature[] => createFeatures().map(replay),
    faults: () => faults,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    timing: timingOf(options.mutant),
    mend: options.mutant === 'find' ? withoutFind : (adapter: Adapter) => adapter,
  }
  const processes = [createProcess(tools), createProcess(tools)]
  const people = createPeople({ processes, platform, store, time, chance })
  await activity.rest()
  const founder = { ...tools, faults: () => calm }
  await greet(founder, joined)
  const jumped = planJumps(time, chance, options.jumps === true)
  people.plan(ACTS, TROUBLE_MS)
  const run = async (until: number): Promise<void> => {
    while (time.step(until)) await activity.rest()
  }
  await run(TROUBLE_MS)
  faults = calm
  await processes
    .find((process) => process.engine())
    ?.engine()
    ?.hold(false)
  await run(TROUBLE_MS + CALM_MS)
  const verdicts = await judge({
    store,
    platform,
    zonesOf: (account) => zonesOf(account, people.moved),
    capacityOf: (account) => capacityOf(numberIn(account)),
    disturbed: people.disturbed,
    now: time.clock.now() - 3_600_000,
    weeks: [isoWeek(monday), isoWeek(monday + 7 * DAY_MS)],
    schedules: SCHEDULES.map(({ id }) => id),
    members: joined,
    jumped,
  })
  for (const process of processes) process.stop()
  const deaths = processes.reduce((sum, process) => sum + process.deaths(), 0)
  return { seed, ...verdicts, posts: platform.posts.length, deaths }
}

/** Everyone's place in the schedules, told by an engine that does not die of it. */
const greet = async (tools: Parameters<typeof createProcess>[0], joined: readonly string[]): Promise<void> => {
  const founder = createProcess(tools)
  await tools.activity.rest()
  for (const member of joined) await founder.engine()?.tell('member.joined', member)
  founder.stop()
  await tools.activity.rest()
}

const planJumps = (
  time: ReturnType<typeof createVirtualTime>,
  chance: ReturnType<typeof seededChance>,
  on: boolean,
): boolean => {
  if (!on) return false
  for (const sign of [1, -1]) time.at(chance.below(TROUBLE_MS), () => time.jump(sign * chance.below(8 * 3_600_000)))
  return true
}

const timingOf = (mutant: Mutant | undefined): Timing => {
  if (mutant === 'lease-check') return { ...timing, leaseMarginMs: Number.NEGATIVE_INFINITY }
  if (mutant === 'quarantine') return { ...timing, quarantineMs: 0 }
  return timing
}

const withoutFind = ({ find: _, ...adapter }: Adapter): Adapter => adapter

/** Somebody who may have moved may have been anywhere. */
const zonesOf = (account: string, moved: ReadonlySet<string>): readonly string[] => {
  const n = numberIn(account)
  return moved.has(memberOf(n)) ? ZONES : [ZONES[n % ZONES.length] ?? 'UTC']
}

const numberIn = (account: string): number => Number(account.replace(/\D/g, ''))

/** Of a Monday. */
const isoWeek = (monday: number): string => {
  const thursday = new Date(monday + 3 * DAY_MS)
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  const week = Math.floor((thursday.getTime() - first) / DAY_MS / 7) + 1
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`
}
