import type { Figure, Suite } from './figures.ts'
import { quantile } from './figures.ts'
import { buildTown, tenOClock } from './ground.ts'
import { type Held, whileHeld } from './held.ts'
import { BATCH, openRaw } from './raw.ts'
import { openTown } from './town.ts'

/** A timer moved on, a place in the schedule marked, a check-in and its delivery. */
const ROWS_EACH = 4

/** Held back, so that planning and sending are measured apart. */
export const planning: Suite = async (folder, { wave }) => {
  const files = await buildTown(folder, 'planning', [{ members: wave, hour: 10 }])
  const town = await openTown(files, tenOClock)
  await town.engine.hold(true)
  const ours = await timed(() => town.engine.tick())
  await town.close()
  const floor = await rawWave(folder, wave)
  return [
    {
      what: 'planning a due wave, check-ins',
      unit: '/s',
      ours: wave / ours.seconds,
      floor: { what: 'the same rows', value: wave / floor.planned },
      aim: { least: 20_000 },
    },
    {
      what: 'planning a due wave, rows written',
      unit: '/s',
      ours: (ROWS_EACH * wave) / ours.seconds,
      floor: { what: 'the same rows', value: (ROWS_EACH * wave) / floor.planned },
    },
    ...heldWhile('planning', ours.held, floor.plans),
  ]
}

export const delivering: Suite = async (folder, { wave }) => {
  const files = await buildTown(folder, 'delivering', [{ members: wave, hour: 10 }])
  const town = await openTown(files, tenOClock, true)
  await town.engine.hold(true)
  await town.engine.tick()
  await town.engine.hold(false)
  const ours = await timed(town.settle)
  if (town.sent.size !== wave) throw new Error(`${town.sent.size} of ${wave} were sent`)
  await town.close()
  const floor = await rawWave(folder, wave)
  return [
    {
      what: 'deliveries into an adapter that does nothing',
      unit: '/s',
      ours: wave / ours.seconds,
      floor: { what: 'claim and settle the same rows', value: wave / floor.sent },
      aim: { least: 10_000 },
    },
    ...heldWhile('delivering', ours.held, floor.sends),
  ]
}

const heldWhile = (what: string, held: Held, batches: readonly number[]): readonly Figure[] => [
  {
    what: `loop held while ${what}, p50`,
    unit: 'ms',
    ours: held.p50,
    floor: { what: `a batch of ${BATCH}`, value: quantile(batches, 0.5) },
  },
  {
    what: `loop held while ${what}, p99`,
    unit: 'ms',
    ours: held.p99,
    floor: { what: `a batch of ${BATCH}`, value: quantile(batches, 0.99) },
    aim: { most: 10 },
  },
]

const timed = async (work: () => Promise<unknown>) => {
  const from = performance.now()
  const { held } = await whileHeld(work)
  return { seconds: (performance.now() - from) / 1_000, held }
}

/** Seconds in all, and ms of each transaction. */
type RawWave = { readonly planned: number; readonly plans: number[]; readonly sent: number; readonly sends: number[] }

const rawWave = async (folder: string, members: number): Promise<RawWave> => {
  const { file } = await buildTown(folder, 'raw', [{ members, hour: 10 }])
  const raw = openRaw(file)
  const plans: number[] = []
  const sends: number[] = []
  while (measured(plans, () => raw.plan(tenOClock)) > 0);
  for (;;) {
    const rows = measured(sends, () => raw.claim(tenOClock))
    if (rows.length === 0) break
    measured(sends, () => raw.settle(rows, tenOClock))
  }
  raw.close()
  return { planned: sum(plans) / 1_000, plans, sent: sum(sends) / 1_000, sends }
}

const measured = <T>(times: number[], work: () => T): T => {
  const from = performance.now()
  const result = work()
  times.push(performance.now() - from)
  return result
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0)
