import { median, type Suite } from './figures.ts'
import { buildTown, tenOClock } from './ground.ts'
import { openRaw } from './raw.ts'
import { openTown } from './town.ts'

/** Rounds in which the towns take turns, so that a noisy minute meets both. */
const ROUNDS = 9

/** Nothing is due: what a look at the clock costs must not grow with the town. */
export const quiet: Suite = async (folder, { few, many, ticks }) => {
  const small = await watch(folder, few, ticks)
  const big = await watch(folder, many, ticks)
  for (let round = 0; round < ROUNDS; round++) {
    await small.look()
    await big.look()
  }
  await small.close()
  await big.close()
  const floor = (town: Watched) => ({ what: 'four index look-ups', value: median(town.floor) })
  return [
    { what: `quiet tick, ${named(few)} members`, unit: 'µs', ours: median(small.ours), floor: floor(small) },
    { what: `quiet tick, ${named(many)} members`, unit: 'µs', ours: median(big.ours), floor: floor(big) },
    {
      what: `quiet tick, ${named(many)} beside ${named(few)}`,
      unit: 'µs',
      ours: median(big.ours),
      floor: { what: `${named(few)} members`, value: median(small.ours) },
      aim: { most: 1.5, of: 'ratio' },
    },
  ]
}

type Watched = {
  readonly ours: number[]
  readonly floor: number[]
  readonly look: () => Promise<void>
  readonly close: () => Promise<void>
}

const watch = async (folder: string, members: number, ticks: number): Promise<Watched> => {
  const files = await buildTown(folder, `quiet-${members}`, [{ members, hour: 10 }])
  const town = await openTown(files, tenOClock - 3_600_000)
  const raw = openRaw(files.file)
  const ours: number[] = []
  const floor: number[] = []
  const each = async (times: number[], work: () => unknown) => {
    const from = performance.now()
    for (let n = 0; n < ticks; n++) await work()
    times.push(((performance.now() - from) / ticks) * 1_000)
  }
  return {
    ours,
    floor,
    look: async () => {
      await each(ours, town.engine.tick)
      await each(floor, raw.look)
    },
    close: async () => {
      raw.close()
      await town.close()
    },
  }
}

export const named = (count: number): string =>
  count >= 1_000_000 ? `${count / 1_000_000}M` : count >= 1_000 ? `${count / 1_000}k` : `${count}`
