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

const taps = ['Going well', 'All right', 'Hard going', 'Rough'] as const

describe('after each of the four taps', () => {
  it('every GET reads the same byte for byte, at once and a week later', async () => {
    const worlds: string[] = []
    for (const tap of taps) {
      const room = await begin()
      await room.press('ada', tap)
      const now = await room.sights()
      const { happened } = await room.api.clock({ advance: 'P7D' })
      worlds.push(JSON.stringify([now, happened, await room.sights()]))
    }
    expect(new Set(worlds).size).toBe(1)
    expect(worlds[0]).toContain('Noted. Thank you.')
  })
})

type Act = (room: OpenApi) => Promise<unknown>
const nothing: Act = async () => undefined
const tap: Act = (room) => room.press('ada', 'All right')
const invited =
  (act: Act): Act =>
  async (room) => {
    await room.api.clock({ to: '2026-03-03T00:30:00.000Z' })
    await act(room)
  }
const inSettings =
  (who: string, ...labels: readonly string[]): Act =>
  async (room) => {
    let { private: window } = await room.api.command(who, '/reachout settings')
    for (const label of labels) ({ private: window } = await room.press(who, label, window))
  }
const noting: Act = async (room) => {
  const { form } = await room.press('ada', 'Change')
  await room.api.submit('ada', demand(form).id, { answer: 'rough', note: 'nobody else' })
}

const pairs: readonly (readonly [what: string, who: string, one: Act, other: Act])[] = [
  [
    'said no to the invitation or said nothing',
    'hana',
    invited((room) => room.press('hana', 'No, thanks')),
    invited(nothing),
  ],
  [
    'joined and left, or never joined',
    'hana',
    invited(async (room) => {
      await room.press('hana', 'Join')
      await room.api.command('hana', '/reachout stop')
    }),
    invited(nothing),
  ],
  ['paused or did not', 'ben', inSettings('ben', 'Pause', 'Two weeks'), nothing],
  ['left or stayed', 'ben', (room) => room.api.text('ben', 'stop'), nothing],
  [
    'had everything erased or stayed',
    'ben',
    inSettings('ben', 'My data', 'Erase everything', 'Yes, erase everything'),
    nothing,
  ],
  ['stayed silent or tapped', 'ada', tap, nothing],
  [
    'kept a note and a low answer or only tapped',
    'ada',
    async (room) => {
      await tap(room)
      await noting(room)
    },
    tap,
  ],
  [
    'skipped the next one or did not',
    'ada',
    async (room) => room.press('ada', 'Skip the next one', (await room.press('ada', 'More')).private),
    nothing,
  ],
  ['opened the support card or did not', 'ada', (room) => room.press('ada', 'Support options'), nothing],
  ['typed that they want to die or nothing', 'cleo', (room) => room.api.text('cleo', 'I want to die'), nothing],
  ['could not be reached or could', 'eli', (room) => room.api.trouble('unreachable', 'eli'), nothing],
]

/** All that anybody but this person is shown, up to two weeks later. */
const othersSee = async (room: OpenApi, who: string): Promise<string> => {
  const seen: unknown[] = []
  for (const _ of ['now', 'in a week', 'in two weeks']) {
    const sights = Object.entries(await room.sights()).filter(([path]) => path !== '' && path !== '/deliveries')
    const { members } = await room.api.overview()
    seen.push(sights.filter(([path]) => !path.includes(`/${who}/`)))
    seen.push(members.filter(({ id }) => id !== who))
    seen.push((await room.api.deliveries()).filter(({ to }) => to !== who))
    seen.push((await room.api.clock({ advance: 'P7D' })).happened.filter(({ member }) => member !== who))
  }
  const { private: window } = await room.api.command('dana', '/reachout admin')
  const { form } = await room.press('dana', 'Invite people', window)
  const people = { people: [who, 'hana'] }
  return JSON.stringify([...seen, window, form, await room.api.submit('dana', demand(form).id, people)])
}

describe('nobody else is shown a difference', () => {
  it.each(pairs)('whether somebody %s', async (_, who, one, other) => {
    const worlds: string[] = []
    for (const act of [one, other]) {
      const room = await begin()
      await act(room)
      await room.api.clock({ to: '2026-03-03T01:00:00.000Z' })
      worlds.push(await othersSee(room, who))
    }
    expect(worlds[1]).toBe(worlds[0])
  })
})
