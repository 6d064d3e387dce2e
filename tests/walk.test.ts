import { afterEach, describe, expect, it } from 'vitest'
import { memoryShelf } from '../src/lab/shelf.ts'
import { demand } from './support/demand.ts'
import { type OpenApi, openApi } from './support/open-api.ts'
import { secret } from './support/program.ts'

const open: OpenApi[] = []

afterEach(async () => {
  for (const room of open.splice(0)) await room.close()
})

const begin = async (): Promise<OpenApi> => {
  const room = await openApi({ ...memoryShelf(), secret })
  open.push(room)
  return room
}

/** Every row of every table and every GET. */
const stateOf = async (room: OpenApi) => ({ ...(await room.tables()), ...(await room.sights()) })

const inSettings = async (room: OpenApi, who: string, ...labels: readonly string[]) => {
  let { private: window } = await room.api.command(who, '/reachout settings')
  for (const label of labels) ({ private: window } = await room.press(who, label, window))
}

/** What people do, and for how many days time then goes on. */
const story: readonly { readonly act: (room: OpenApi) => Promise<unknown>; readonly days: number }[] = [
  { act: (room) => room.press('ada', 'Hard going'), days: 1 },
  { act: (room) => room.press('hana', 'No, thanks'), days: 2 },
  { act: (room) => inSettings(room, 'ben', 'Pause', 'A week'), days: 1 },
  {
    act: async (room) => {
      const { form } = await room.press('ada', 'Change')
      await room.api.submit('ada', demand(form).id, { answer: 'well', note: 'better now' })
    },
    days: 4,
  },
  { act: (room) => room.api.command('gus', '/reachout stop'), days: 6 },
  { act: (room) => room.press('dana', 'All right'), days: 7 },
]

const steps = {
  'a step for each stretch': async (room, days) => void (await room.api.clock({ advance: `P${days}D` })),
  'a step a day': async (room, days) => {
    for (let day = 0; day < days; day++) await room.api.clock({ advance: 'P1D' })
  },
  'uneven steps': async (room, days) => {
    for (let part = 0; part < days; part++) {
      await room.api.clock({ advance: 'PT7H13M' })
      await room.api.clock({ advance: 'PT16H46M59.999S' })
      await room.api.clock({ advance: 'PT0.001S' })
    }
  },
} as const satisfies Record<string, (room: OpenApi, days: number) => Promise<void>>

describe('however time is moved', () => {
  it.each(['a step a day', 'uneven steps'] as const)(
    '%s ends in the same state as a step for each stretch, in every row and every GET',
    async (how) => {
      const states = []
      for (const step of [steps['a step for each stretch'], steps[how]]) {
        const room = await begin()
        for (const { act, days } of story) {
          await act(room)
          await step(room, days)
        }
        states.push(await stateOf(room))
      }
      expect(states[1]).toEqual(states[0])
      expect(states[0]?.check_ins?.length).toBeGreaterThan(10)
    },
  )

  it('from one delivery to the next ends in the same state as one step there', async () => {
    const [hops, leap] = [await begin(), await begin()]
    let now = ''
    for (let hop = 0; hop < 14; hop++) ({ now } = await hops.api.clock({ next: true }))
    await leap.api.clock({ to: now })
    expect(now > '2026-03-09').toBe(true)
    expect(await stateOf(hops)).toEqual(await stateOf(leap))
  })

  it('a delivery that ended in one of many steps ended in the one step too, and once', async () => {
    const told: string[] = []
    for (const advances of [['P14D'], Array.from({ length: 14 }, () => 'P1D')]) {
      const room = await begin()
      const happened = []
      for (const advance of advances) happened.push(...(await room.api.clock({ advance })).happened)
      told.push(JSON.stringify(happened))
    }
    expect(told[1]).toBe(told[0])
  })
})

it('the same calls after the same reset give the same bytes, in every answer, every GET and every row', async () => {
  const room = await begin()
  const live = async () => {
    const said: unknown[] = [await room.api.reset({ seed: 3 })]
    for (const { act, days } of story) said.push(await act(room), await room.api.clock({ advance: `P${days}D` }))
    return JSON.stringify([said, await stateOf(room)])
  }
  const first = await live()
  await room.api.text('ada', 'something in between')
  await room.api.trouble('down')
  expect(await live()).toBe(first)
})
