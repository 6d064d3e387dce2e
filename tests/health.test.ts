import { describe, expect, it } from 'vitest'
import { createVirtualClock } from '../src/lab/clock.ts'
import { type Store, StoreError, type StoreTrouble } from '../src/store/store.ts'
import { createHealth, type Phase } from '../src/web/health.ts'
import { collectLog } from './support/program.ts'

type Options = { readonly beatAt?: () => number | undefined; readonly answer?: Promise<void> }

/** Health over as much of a store as can be in trouble. */
const begin = (trouble: () => StoreTrouble | undefined, { beatAt, answer }: Options = {}) => {
  const clock = createVirtualClock(0)
  const { log, lines } = collectLog()
  let phase: Phase = 'running'
  let writes = 0
  const transact = async () => {
    writes++
    await answer
    const found = trouble()
    if (found) throw new StoreError(found, undefined)
  }
  const store = { transact, trouble } as Partial<Store> as Store
  const health = createHealth({ store: () => store, phase: () => phase, clock, log, ...(beatAt && { beatAt }) })
  const pass = (ms: number) => clock.moveTo(clock.now() + ms)
  const enter = (next: Phase) => {
    phase = next
  }
  return { health, lines, pass, enter, clock, writes: () => writes }
}

describe('readiness', () => {
  it('names the full disk, says so once in the log, and again when it is over', async () => {
    let trouble: StoreTrouble | undefined = 'disk'
    const { health, lines, pass } = begin(() => trouble)
    for (let time = 0; time < 3; time++) {
      expect(await health.ready()).toEqual({ ready: false, because: 'disk' })
      pass(2_000)
    }
    expect(lines).toEqual(['{"event":"store.trouble","because":"disk"}'])
    trouble = undefined
    expect(await health.ready()).toEqual({ ready: true })
    expect(lines.slice(1)).toEqual(['{"event":"store.recovered"}'])
  })

  it('ends when nobody has looked at the clock for two beats', async () => {
    let beatAt = 0
    const { health, pass, clock } = begin(() => undefined, { beatAt: () => beatAt })
    pass(120_000)
    expect(await health.ready()).toEqual({ ready: true })
    pass(1_000)
    expect(await health.ready()).toEqual({ ready: false, because: 'heartbeat' })
    beatAt = clock.monotonic()
    expect(await health.ready()).toEqual({ ready: true })
  })

  it('is not there before the start is over nor after the stop has begun', async () => {
    const { health, enter } = begin(() => undefined)
    enter('starting')
    expect(await health.ready()).toEqual({ ready: false, because: 'starting' })
    enter('stopping')
    expect(await health.ready()).toEqual({ ready: false, because: 'stopping' })
  })

  it('does not wait for a database that does not answer', async () => {
    const { health, clock } = begin(() => undefined, { answer: new Promise(() => {}) })
    const asked = health.ready()
    clock.moveTo(2_000)
    expect(await asked).toEqual({ ready: false, because: 'busy' })
  })

  it('writes at most once a second, however often it is asked', async () => {
    const { health, pass, writes } = begin(() => undefined)
    for (let time = 0; time < 50; time++) await health.ready()
    expect(writes()).toBe(1)
    pass(1_000)
    await health.ready()
    expect(writes()).toBe(2)
  })
})
