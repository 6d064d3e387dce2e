import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Listening, listen } from './support/listen.ts'
import { type Client, createClient } from './support/toy-client.ts'
import { createToy, monday, saying, type Toy } from './support/toy-lab.ts'
import { answerOf, toyCommands } from './support/toy-product.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

let toy: Toy
let server: Listening
let api: Client

beforeAll(async () => {
  toy = await createToy(
    answerOf(() => toy),
    { commands: toyCommands },
  )
  server = await listen(toy.playground.http.listener)
  api = createClient(server)
})
beforeEach(() => api.reset())
afterAll(() => server.close())

describe('the clock', () => {
  it('walks from due instant to due instant, so that each message has the instant it was due', async () => {
    toy.plan('ben', saying('one'), monday + hourMs)
    toy.plan('ada', saying('two'), monday + 3 * dayMs, 'welcome.invite')
    const { now, happened } = await api.clock({ advance: 'P7D' })
    expect(now).toBe('2026-03-09T09:00:00.000Z')
    expect(happened).toEqual([
      {
        at: '2026-03-02T10:00:00.000Z',
        delivery: 'd2',
        member: 'ben',
        kind: 'check-in.ask',
        status: 'sent',
        because: 'schedule',
      },
      {
        at: '2026-03-05T09:00:00.000Z',
        delivery: 'd3',
        member: 'ada',
        kind: 'welcome.invite',
        status: 'sent',
        because: 'schedule',
      },
    ])
    expect((await api.messages('ben'))[0]?.at).toBe('2026-03-02T10:00:00.000Z')
  })

  it('takes durations of weeks, days of 24 hours, hours, minutes and seconds', async () => {
    const advanced = async (advance: string) => {
      const from = toy.isNow()
      await api.clock({ advance })
      return toy.isNow() - from
    }
    expect(await advanced('P1D')).toBe(dayMs)
    expect(await advanced('P2W')).toBe(14 * dayMs)
    expect(await advanced('PT1H')).toBe(hourMs)
    expect(await advanced('P1DT2H3M4.5S')).toBe(dayMs + 2 * hourMs + 184_500)
    expect(await advanced('P366D')).toBe(366 * dayMs)
    // the clocks of Berlin change on this way: a day has 24 hours all the same
    await api.reset({ at: '2026-03-28T12:00:00.000Z' })
    expect(await advanced('P1D')).toBe(dayMs)
  })

  it('goes to an instant, and standing there already is fine', async () => {
    expect((await api.clock({ to: '2026-03-02T10:30:00.000Z' })).now).toBe('2026-03-02T10:30:00.000Z')
    expect(await api.clock({ to: '2026-03-02T12:30:00+02:00' })).toEqual({
      now: '2026-03-02T10:30:00.000Z',
      happened: [],
    })
  })

  it('refuses a time that is none, lies behind or is too far, and stays where it is', async () => {
    for (const step of [
      { advance: 'PT0S' },
      { advance: 'P0D' },
      { advance: 'P366DT1S' },
      { advance: '-P1D' },
      { advance: 'P1M' },
      { advance: 'P1Y' },
      { advance: 'P' },
      { advance: 'PT' },
      { advance: '7 days' },
      { advance: '' },
      { to: '2026-03-02T08:59:59.999Z' },
      { to: '2026-02-30T09:00:00.000Z' },
      { to: '2028-01-01T00:00:00.000Z' },
      { to: 'tomorrow' },
      { to: '2026-03-09T09:00:00' },
    ]) {
      const { status, text } = await api.post('/clock', step)
      expect([step, status, JSON.parse(text).error.code]).toEqual([step, 400, 'bad-time'])
    }
    expect(toy.isNow()).toBe(monday)
  })

  it('refuses no step, two steps and steps of another shape', async () => {
    for (const step of [
      {},
      { advance: 'P1D', next: true },
      { next: false },
      { advance: 7 },
      { to: 7 },
      { till: 'x' },
    ]) {
      const { status, text } = await api.post('/clock', step)
      expect([step, status, JSON.parse(text).error.code]).toEqual([step, 400, 'bad-field'])
    }
  })

  it('goes next to where a delivery ends, over instants where none does', async () => {
    toy.plan('ben', saying('one'), monday + dayMs)
    await api.trouble('rate-limited')
    await api.clock({ advance: 'P1D' })
    await api.trouble('none')
    const { now, happened } = await api.clock({ next: true })
    expect(now).toBe('2026-03-03T09:00:30.000Z')
    expect(happened.map(({ delivery }) => delivery)).toEqual(['d2'])
  })

  it('stays where it is when nothing ends within 366 days', async () => {
    toy.plan('ben', saying('far'), monday + 367 * dayMs)
    expect(await api.clock({ next: true })).toEqual({ now: '2026-03-02T09:00:00.000Z', happened: [] })
  })

  it('stands still whatever else is done', async () => {
    await api.text('ada', 'hi')
    await api.trouble('none')
    expect((await api.overview()).now).toBe('2026-03-02T09:00:00.000Z')
  })
})

describe('trouble', () => {
  const fate = async (id: string) => (await api.deliveries()).find((row) => row.id === id)

  it('limits the rate, for 30 s at a time, until it ends', async () => {
    await api.trouble('rate-limited')
    const id = toy.plan('ben', saying('one'))
    await api.text('ada', 'hi')
    expect(await fate(id)).toMatchObject({ status: 'planned', dueAt: '2026-03-02T09:00:30.000Z' })
    await api.clock({ advance: 'PT1M' })
    expect((await fate(id))?.status).toBe('planned')
    await api.trouble('none')
    await api.clock({ advance: 'PT1M' })
    expect((await fate(id))?.status).toBe('sent')
  })

  it('closes one person’s conversation and nobody else’s', async () => {
    await api.trouble('unreachable', 'ben')
    const [ben, ada] = [toy.plan('ben', saying('one')), toy.plan('ada', saying('one'))]
    await api.clock({ advance: 'PT1S' })
    expect([(await fate(ben))?.status, (await fate(ben))?.reason]).toEqual(['failed', 'unreachable'])
    expect((await fate(ada))?.status).toBe('sent')
    expect(await api.messages('ben')).toEqual([])
  })

  it('takes the platform down for all', async () => {
    await api.trouble('down')
    const id = toy.plan('ben', saying('one'))
    await api.clock({ advance: 'PT1S' })
    expect((await fate(id))?.status).toBe('planned')
    expect(await api.messages('ben')).toEqual([])
  })

  it('loses the answer of a message that did arrive, which is found and not sent again', async () => {
    await api.trouble('lost-answer')
    const id = toy.plan('ben', saying('one'))
    await api.clock({ advance: 'PT1S' })
    expect(await fate(id)).toMatchObject({ status: 'sending', message: `m-${id}` })
    await api.clock({ advance: 'PT2M' })
    expect((await fate(id))?.status).toBe('sent')
    expect(await api.messages('ben')).toHaveLength(1)
  })

  it('answers what looking at everything answers, and refuses what it does not know', async () => {
    expect(await api.trouble('down', 'ada')).toEqual(await api.overview())
    for (const [body, code] of [
      [{ kind: 'fire' }, 'bad-field'],
      [{ kind: 'down', member: 7 }, 'bad-field'],
      [{}, 'bad-field'],
      [{ kind: 'down', member: 'zoe' }, 'no-member'],
    ] as const) {
      expect(JSON.parse((await api.post('/trouble', body)).text).error.code).toBe(code)
    }
  })

  it('ends with a reset', async () => {
    await api.trouble('down')
    await api.reset()
    expect((await api.deliveries()).map(({ status }) => status)).toEqual(['sent'])
  })
})

describe('a reset', () => {
  const live = async () => {
    const answers = [await api.reset({ seed: 1, at: '2026-03-02T09:00:00.000Z', cast: 8 })]
    const tapped = await api.press('ada', { message: 'm-d1', action: 'toy.tap', value: 'well' })
    const { private: window } = await api.text('ada', 'window')
    const form = await api.press('ada', { message: window?.id, action: 'toy.form', value: '1' })
    const walked = await api.clock({ advance: 'P7D' })
    return JSON.stringify([answers, tapped, window, form, walked, await api.messages('ada'), await api.overview()])
  }

  it('gives the same bytes for the same calls, ids included', async () => {
    expect(await live()).toBe(await live())
  })

  it('closes what was open before', async () => {
    const { private: window } = await api.text('ada', 'window')
    await api.reset()
    const { form } = await api.press('ada', { message: window?.id, action: 'toy.form', value: '1' })
    expect(form).toBeUndefined()
  })

  it('begins when and as it is told', async () => {
    expect((await api.reset({ at: '2026-06-01T07:00:00.000Z' })).now).toBe('2026-06-01T07:00:00.000Z')
    expect((await api.reset()).now).toBe('2026-03-02T09:00:00.000Z')
    for (const [body, code] of [
      [{ at: 'soon' }, 'bad-time'],
      [{ at: 5 }, 'bad-field'],
      [{ seed: 'x' }, 'bad-field'],
      [{ seed: 1.5 }, 'bad-field'],
      [{ cast: 3 }, 'bad-field'],
      [{ sed: 1 }, 'bad-field'],
    ] as const) {
      expect(JSON.parse((await api.post('/reset', body)).text).error.code).toBe(code)
    }
  })
})

it('tells whoever looks on that something changed: at once, after every act, and over a reset', async () => {
  const events = follow(server.port)
  await events.until(1)
  await api.text('ada', 'hi')
  await events.until(2)
  await api.reset()
  await events.until(3)
  await toy.playground.stop()
  await events.ended
})

/** Counts the events of a stream. */
function follow(port: number) {
  let count = 0
  const waiting = new Map<number, () => void>()
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  request({ host: '127.0.0.1', port, path: '/api/playground/events', agent: false }, (answer) => {
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      for (const _ of chunk.matchAll(/^event: changed$/gm)) waiting.get(++count)?.()
    })
    answer.on('end', end)
  }).end()
  const until = (n: number) =>
    new Promise<void>((resolve) => {
      if (count >= n) resolve()
      else waiting.set(n, resolve)
    })
  return { until, ended }
}
