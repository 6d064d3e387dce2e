import { getTasks } from 'node-cron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Clock } from '../src/engine/index.ts'
import { createHeartbeat, type Heartbeat } from '../src/heartbeat.ts'
import { collectLog } from './support/program.ts'

const from = Date.UTC(2026, 2, 2, 9, 0, 30)
const clock: Clock = { now: () => Date.now(), monotonic: () => performance.now(), sleep: async () => {} }

let heartbeat: Heartbeat | undefined

beforeEach(() => {
  vi.useFakeTimers({ now: from })
})

afterEach(async () => {
  await heartbeat?.stop()
  vi.useRealTimers()
})

const begin = (look: () => Promise<number | undefined>) => {
  const { log, lines } = collectLog()
  const looks: number[] = []
  heartbeat = createHeartbeat({
    clock,
    log,
    look: () => {
      looks.push(Date.now() - from)
      return look()
    },
  })
  heartbeat.start()
  return { looks, lines, poke: heartbeat.poke, stop: heartbeat.stop, lastAt: heartbeat.lastAt }
}

const seconds = (looks: readonly number[]) => looks.map((ms) => Math.round(ms / 1_000))

describe('the heartbeat', () => {
  it('looks at the start, and once a minute by node-cron when nothing is due', async () => {
    const { looks } = begin(async () => undefined)
    await vi.advanceTimersByTimeAsync(151_000)
    expect(seconds(looks)).toEqual([0, 30, 90, 150])
  })

  it('looks at the instant the engine named, between two beats', async () => {
    const due = [from + 10_000, from + 12_500]
    const { looks } = begin(async () => due.shift())
    await vi.advanceTimersByTimeAsync(20_000)
    expect(looks.map((ms) => Math.floor(ms / 500) / 2)).toEqual([0, 10, 12.5])
  })

  it('looks at once when something stirred, and once more when it stirred meanwhile', async () => {
    let end = () => {}
    const { looks, poke } = begin(() => new Promise((resolve) => (end = () => resolve(undefined))))
    await vi.advanceTimersByTimeAsync(1_000)
    poke()
    poke()
    expect(looks.length).toBe(1)
    end()
    await vi.advanceTimersByTimeAsync(0)
    expect(looks.length).toBe(2)
    end()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(looks.length).toBe(2)
    poke()
    expect(looks.length).toBe(3)
    end()
  })

  it('never spins, even when what is due stays due', async () => {
    const { looks } = begin(async () => from)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(looks.length).toBeLessThanOrEqual(201)
  })

  it('says that a look failed, looks again a second later, and does not count it as a beat', async () => {
    let broken = false
    const { looks, lines, lastAt } = begin(async () => {
      if (broken) throw new Error('no')
      return Date.now() + 10_000
    })
    await vi.advanceTimersByTimeAsync(1_000)
    const beat = lastAt()
    broken = true
    await vi.advanceTimersByTimeAsync(11_500)
    expect(seconds(looks)).toEqual([0, 10, 11, 12])
    expect(lines.filter((line) => line.includes('heartbeat.failed')).length).toBeGreaterThan(0)
    expect(lastAt()).toBe(beat)
  })

  it('beats on when the clock of the wall was set back by hours', async () => {
    const { looks } = begin(async () => undefined)
    await vi.advanceTimersByTimeAsync(31_000)
    vi.setSystemTime(from - 3 * 3_600_000)
    await vi.advanceTimersByTimeAsync(61_000)
    const [task] = [...getTasks().values()]
    expect((task?.getNextRun()?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(60_000)
    expect(looks.length).toBeGreaterThan(2)
  })

  it('leaves no timer and no task behind, and waits for the look under way', async () => {
    let ended = false
    const { stop } = begin(async () => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      ended = true
      return undefined
    })
    await vi.advanceTimersByTimeAsync(100)
    const stopping = stop()
    await vi.advanceTimersByTimeAsync(500)
    await stopping
    expect(ended).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
    expect(getTasks().size).toBe(0)
  })
})
