import { afterEach, describe, expect, it } from 'vitest'
import { memoryShelf } from '../src/lab/shelf.ts'
import { day, endsOf, hour, inSettings, messageWith, minute, offer, send, thank, walkTo } from './support/asking.ts'
import { demand } from './support/demand.ts'
import { buttonsOf, type OpenApi, openApi } from './support/open-api.ts'
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

const times = 20

/** Asks and thanks as often as anybody can; what can be taken back is, so that there is room for the next. */
const pester = async (room: OpenApi, from: number): Promise<readonly unknown[]> => {
  const answers: unknown[] = []
  for (let n = 0; n < times; n++) {
    await walkTo(room, from + n * 5 * minute)
    const { private: window, ...more } = await send(room, 'ada', {
      teammate: 'ben',
      text: `number ${n}`,
      widen: n % 2 === 0,
    })
    answers.push([window, more], await thank(room, 'ada', 'ben', `thank you, ${n}`))
    if (window && n % 3 > 0) answers.push(await room.press('ada', 'Take it back', window))
  }
  return answers
}

const all = (room: OpenApi, who: string) =>
  Promise.all([
    room.api.messages(who),
    room.api.ledger(who),
    inSettings(room, who),
    inSettings(room, who, 'My requests'),
  ])

/** Ben reads on Monday at 15:00 UTC what Ada wrote before, and does what he does. */
const live = async (act: (room: OpenApi) => Promise<unknown>) => {
  const room = await begin()
  await offer(room, ['ben'], ['learn'], '5')
  await send(room, 'ada', { teammate: 'ben' })
  await thank(room, 'ada', 'ben', 'for the map')
  await walkTo(room, 6 * hour)
  const first = { asks: await endsOf(room, 'ben'), thanks: await endsOf(room, 'ben', 'thanks.given') }
  await act(room)
  const ada: unknown[] = []
  for (const [n, kind] of [
    [1, 'named'],
    [15, 'named'],
    [17, 'found'],
  ] as const) {
    ada.push(await walkTo(room, n * day).then(({ now }) => now), await pester(room, n * day))
    if (kind === 'found') ada.push(await send(room, 'ada'))
    ada.push(await all(room, 'ada'))
  }
  await walkTo(room, 21 * day)
  ada.push(await all(room, 'ada'))
  return { room, first, ada: JSON.stringify(ada) }
}

describe('twenty requests and twenty thanks of one person to another in a day', () => {
  it('deliver at most one each', async () => {
    const { room } = await live(async () => undefined)
    for (const kind of ['ask.helper', 'thanks.given']) {
      const sent = (await room.api.ledger('ben')).filter((row) => row.kind === kind && row.status === 'sent')
      const dates = sent.map(({ sentAt }) => demand(sentAt).slice(0, 10))
      expect(new Set(dates).size, kind).toBe(dates.length)
      expect(dates.length, kind).toBeGreaterThan(1)
    }
  })
})

describe('after "Not from this person"', () => {
  const block = async (room: OpenApi) => {
    const request = demand(await messageWith(room, 'ben', 'Happy to'))
    const { private: later } = await room.press('ben', 'Later', request)
    await room.press('ben', 'In 1 hour', later)
    await room.press('ben', 'Not from this person', await messageWith(room, 'ben', 'Not from this person'))
  }
  const remind = async (room: OpenApi) => {
    const { private: later } = await room.press('ben', 'Later', demand(await messageWith(room, 'ben', 'Happy to')))
    await room.press('ben', 'In 1 hour', later)
  }

  it('nothing arrives by name, found, as thanks or as a reminder, and the sender reads the same bytes', async () => {
    const blocked = await live(block)
    const open = await live(remind)
    const [before] = [Date.UTC(2026, 2, 2, 15)]
    const ends = async ({ room }: typeof open) =>
      (await room.api.ledger('ben')).filter(({ kind, dueAt }) => kind !== 'check-in.ask' && Date.parse(dueAt) > before)
    expect(blocked.first).toEqual(open.first)
    const routes = new Set((await ends(blocked)).map(({ kind, because }) => `${kind} ${because}`))
    expect([...routes].sort()).toEqual([
      'ask.helper named-you',
      'ask.helper you-offered',
      'ask.reminder you-set-it',
      'thanks.given named-you',
    ])
    expect((await ends(blocked)).filter(({ status }) => status !== 'skipped')).toEqual([])
    expect(new Set((await ends(open)).filter(({ status }) => status === 'sent').map(({ kind }) => kind)).size).toBe(3)
    expect(blocked.ada).toBe(open.ada)
    const left = (await blocked.room.api.messages('ben')).flatMap(buttonsOf).map(({ label }) => label)
    expect(left).not.toContain('Happy to')
  })
})
