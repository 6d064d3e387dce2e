/** One wave in a process of its own, which tells its parent how much memory was resident. */
import { setTimeout as wait } from 'node:timers/promises'

export type Subject = 'engine' | 'raw'
/** MB. */
export type Resident = { readonly idle: number; readonly peak: number }

type Wave = {
  readonly rest: () => Promise<unknown>
  readonly run: () => Promise<void>
  readonly close: () => Promise<void>
}

const SAMPLE_MS = 20
const RESTS = 100
const BATCHES_A_TURN = 20
const resident = () => process.memoryUsage.rss() / 2 ** 20

const openEngine = async (file: string, keysFile: string): Promise<Wave> => {
  const { openTown } = await import('./town.ts')
  const { tenOClock } = await import('./ground.ts')
  const town = await openTown({ file, keysFile }, tenOClock - 3_600_000)
  const run = async () => {
    town.clock.moveTo(tenOClock)
    await town.settle()
  }
  return { rest: town.engine.tick, run, close: town.close }
}

const openFloor = async (file: string): Promise<Wave> => {
  const { openRaw } = await import('./raw.ts')
  const { tenOClock } = await import('./ground.ts')
  const raw = openRaw(file)
  const run = async () => {
    for (let n = 1; raw.plan(tenOClock) > 0; n++) if (n % BATCHES_A_TURN === 0) await wait(0)
    for (let n = 1; ; n++) {
      const rows = raw.claim(tenOClock)
      if (rows.length === 0) return
      raw.settle(rows, tenOClock)
      if (n % BATCHES_A_TURN === 0) await wait(0)
    }
  }
  return { rest: async () => raw.look(), run, close: async () => raw.close() }
}

const [subject, file = '', keysFile = ''] = process.argv.slice(2)
const wave = subject === 'raw' ? await openFloor(file) : await openEngine(file, keysFile)
for (let n = 0; n < RESTS; n++) await wave.rest()
const idle = resident()
let peak = idle
const sampling = setInterval(() => {
  peak = Math.max(peak, resident())
}, SAMPLE_MS)
await wave.run()
clearInterval(sampling)
await wave.close()
process.send?.({ idle, peak } satisfies Resident)
process.disconnect()
