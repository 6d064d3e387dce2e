import { setTimeout as wait } from 'node:timers/promises'
import type { Heard, Reply } from '../src/engine/index.ts'
import { type Figure, quantile, type Suite } from './figures.ts'
import { buildTown, personId, platform, tenOClock, workspace } from './ground.ts'
import { openRaw } from './raw.ts'
import { openTown, type Town } from './town.ts'

const HOUR_MS = 3_600_000
/** One act is heard this often while the wave runs: its wait counts from when it was to be heard. */
const EVERY_MS = 20

/** From a command or a tap to its answer: alone, and while a wave is planned and sent. */
export const replies: Suite = async (folder, { wave, tappers, replies: count }) => {
  const files = await buildTown(folder, 'replies', [
    { members: tappers, hour: 10 },
    { members: wave, hour: 11 },
  ])
  const town = await openTown(files, tenOClock, true)
  await town.settle()
  const ask = asker(town, [...town.sent].slice(0, tappers))
  const idle = newTimes()
  for (let n = 0; n < count; n++) {
    await ask.command(idle.commands, performance.now())
    await ask.tap(idle.taps, performance.now())
  }
  town.clock.moveTo(tenOClock + HOUR_MS)
  const busy = await meanwhile(town, ask)
  await town.close()
  const floor = rawHearing(files.file, count)
  return [
    ...figuresOf('command to reply', floor, idle.commands, busy.commands),
    ...figuresOf('tap to reply', floor, idle.taps, busy.taps),
  ]
}

const figuresOf = (
  what: string,
  floor: readonly number[],
  idle: readonly number[],
  busy: readonly number[],
): Figure[] =>
  [
    { when: 'idle', times: idle },
    { when: 'during a wave', times: busy },
  ].flatMap(({ when, times }) => [
    { what: `${what}, ${when}, p50`, unit: 'ms', ours: quantile(times, 0.5), floor: commit(floor, 0.5) },
    {
      what: `${what}, ${when}, p99`,
      unit: 'ms',
      ours: quantile(times, 0.99),
      floor: commit(floor, 0.99),
      aim: { most: 25 },
    },
  ])

const commit = (floor: readonly number[], share: number) => ({
  what: 'one row, one commit',
  value: quantile(floor, share),
})

type Times = { readonly commands: number[]; readonly taps: number[] }

const newTimes = (): Times => ({ commands: [], taps: [] })

type Asker = Record<'command' | 'tap', (times: number[], from: number) => Promise<void>>

/** Every tap takes a message that was not tapped yet. */
const asker = (town: Town, messages: [person: string, delivery: string][]): Asker => {
  let events = 0
  const hear = async (times: number[], from: number, person: string, act: object): Promise<Reply> => {
    const by = { address: { platform, workspace, kind: 'person', id: person } }
    const reply = await town.engine.handle({ id: `event-${++events}`, workspace, by, ...act } as Heard)
    times.push(performance.now() - from)
    return reply
  }
  return {
    command: async (times, from) => {
      const reply = await hear(times, from, personId(events), { kind: 'command', name: 'settings', values: {} })
      if (!reply.say) throw new Error('the settings were not shown')
    },
    tap: async (times, from) => {
      const [person, delivery] = messages.pop() ?? []
      if (person === undefined || delivery === undefined) return
      const act = { kind: 'action', name: 'check-in.tap', subject: '', value: 'well', delivery }
      const reply = await hear(times, from, person, act)
      if (!reply.update) throw new Error('the tap was not taken')
    },
  }
}

const meanwhile = async (town: Town, ask: Asker): Promise<Times> => {
  const times = newTimes()
  const asked: Promise<void>[] = []
  let over = false
  const asking = async () => {
    const start = performance.now()
    for (let n = 1; !over; n++) {
      const from = start + n * EVERY_MS
      await wait(Math.max(0, from - performance.now()))
      asked.push(n % 2 === 0 ? ask.tap(times.taps, from) : ask.command(times.commands, from))
    }
  }
  const asks = asking()
  await town.settle()
  over = true
  await asks
  await Promise.all(asked)
  return times
}

const rawHearing = (file: string, count: number): readonly number[] => {
  const raw = openRaw(file)
  const times = Array.from({ length: count }, (_, n) => {
    const from = performance.now()
    raw.hear(`raw-${n}`, tenOClock)
    return performance.now() - from
  })
  raw.close()
  return times
}
