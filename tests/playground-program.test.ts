import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MessageJson } from '../adapters/playground/types.ts'
import type { Button } from '../messages/message.ts'
import { ask } from './support/listen.ts'
import { type PlaygroundProcess, startPlayground } from './support/playground-process.ts'
import { type Client, createClient } from './support/toy-client.ts'

let program: PlaygroundProcess
let api: Client

beforeAll(async () => {
  program = await startPlayground()
  api = clientOf(program)
})
beforeEach(async () => void (await api.reset()))
afterAll(() => program.close())

const clientOf = ({ url }: PlaygroundProcess) =>
  createClient({ ask: (path, asked = {}) => ask(Number(new URL(url).port), path, asked) })

const buttonsOf = (message: MessageJson | undefined): readonly Button[] =>
  (message?.blocks ?? []).flatMap((block) => (block.type === 'buttons' ? block.buttons : []))

const press = async (who: string, message: MessageJson | undefined, label: string) => {
  const button = buttonsOf(message).find((one) => one.label === label)
  expect(buttonsOf(message).map((one) => one.label)).toContain(label)
  return api.press(who, { message: message?.id, ...button })
}

describe('the playground, as one command starts it', () => {
  it('begins with a check-in waiting for Ada and nothing for the others', async () => {
    const { now, members } = await api.overview()
    expect(now).toBe('2026-03-02T09:00:00.000Z')
    expect(members.map(({ id, unread }) => [id, unread])).toEqual([
      ['ada', 1],
      ...['ben', 'cleo', 'dana', 'eli', 'fay', 'gus', 'hana'].map((id) => [id, 0]),
    ])
  })

  it('takes a tap, shows the message as it reads then, and the next check-in a week on', async () => {
    const [first] = await api.messages('ada')
    const { message } = await press('ada', first, 'Going well')
    expect(message).toEqual((await api.messages('ada'))[0])
    expect(JSON.stringify(message?.blocks)).toContain('Noted. Thank you.')
    const { happened } = await api.clock({ advance: 'P7D' })
    expect(happened.filter(({ member }) => member === 'ada')).toMatchObject([{ kind: 'check-in.ask', status: 'sent' }])
    const [, second] = await api.messages('ada')
    expect(second?.blocks[0]).not.toEqual(first?.blocks[0])
  })

  it('reads the same, whichever of the four was tapped', async () => {
    const messagesAfter = async (label: string) => {
      await api.reset()
      await press('ada', (await api.messages('ada'))[0], label)
      return JSON.stringify(await api.messages('ada'))
    }
    const texts = [
      await messagesAfter('Going well'),
      await messagesAfter('All right'),
      await messagesAfter('Hard going'),
      await messagesAfter('Rough'),
    ]
    expect(new Set(texts).size).toBe(1)
  })

  it('ends in the same state after a week and after seven days', async () => {
    const state = async () => JSON.stringify([await api.overview(), await api.deliveries(), await api.messages('ada')])
    await api.clock({ advance: 'P7D' })
    const week = await state()
    await api.reset()
    for (let day = 0; day < 7; day++) await api.clock({ advance: 'P1D' })
    expect(await state()).toBe(week)
  })

  it('gives the same bytes for the same calls after the same reset', async () => {
    const live = async () => {
      const answers = [await api.reset({ seed: 7, at: '2026-05-04T08:00:00.000Z' })]
      const [first] = await api.messages('ada')
      const tapped = first && (await press('ada', first, 'Rough'))
      const more = [await api.text('ben', 'hello'), await api.command('dana', '/reachout admin')]
      return JSON.stringify([answers, tapped, more, await api.clock({ advance: 'P14D' }), await api.deliveries()])
    }
    expect(await live()).toBe(await live())
  })

  it('opens a form, tells what is wrong in it, hears it once, and answers the second kindly', async () => {
    const { private: pause } = await api.command('ada', '/reachout pause')
    const { form } = await press('ada', pause, 'Until a date')
    const [id, name] = [form?.id ?? '', form?.fields[0]?.name ?? '']
    const past = await api.submit('ada', id, { [name]: '2026-02-02' })
    expect(Object.keys(past.errors ?? {})).toEqual([name])
    expect((await api.submit('ada', id, { [name]: '2026-03-20' })).errors).toBeUndefined()
    const [ada] = (await api.overview()).members
    expect(ada?.pausedUntil).toMatch(/^2026-03-/)
    const again = await api.submit('ada', id, { [name]: '2026-04-20' })
    const old = await api.press('ada', { message: 'gone', action: 'check-in.tap', value: 'well' })
    expect(again.private?.blocks).toEqual(old.private?.blocks)
    expect((await api.overview()).members[0]).toEqual(ada)
  })

  it('lets nobody press a button on somebody else’s message', async () => {
    const [first] = await api.messages('ada')
    const before = await api.messages('ada')
    const { message, private: answer } = await press('ben', first, 'Going well')
    expect([message, answer?.blocks.length]).toEqual([undefined, 1])
    expect(await api.messages('ada')).toEqual(before)
  })

  it('goes next to where something ends, and stays when nobody is left to write to', async () => {
    const { now, happened } = await api.clock({ next: true })
    expect(happened.length).toBeGreaterThan(0)
    expect(happened.every(({ at }) => at === now)).toBe(true)
    for (const { id } of (await api.overview()).members) await api.command(id, '/reachout stop')
    expect(await api.clock({ next: true })).toEqual({ now, happened: [] })
  })

  it('tells of a whole year, though the ledger is not kept that long', async () => {
    const { happened } = await api.clock({ advance: 'P366D' })
    const first = happened[0]?.at ?? ''
    expect(first < '2026-03-04').toBe(true)
    expect(new Set(happened.map(({ delivery }) => delivery)).size).toBe(happened.length)
  })

  it.each([
    ['unreachable', { status: 'failed', reason: 'unreachable' }],
    ['lost-answer', { status: 'sent' }],
    ['rate-limited', { status: 'failed', reason: 'too-late' }],
  ] as const)('lives through %s to an end that the ledger tells', async (kind, end) => {
    await api.trouble(kind)
    const { happened } = await api.clock({ advance: 'PT5H30M' })
    const dana = happened.find(({ member }) => member === 'dana')
    expect(dana).toMatchObject(end)
    expect(await api.messages('dana')).toHaveLength(end.status === 'sent' ? 1 : 0)
  })

  it('lives through a platform that is down, and sends once it is back', async () => {
    await api.trouble('down')
    await api.clock({ to: '2026-03-02T10:30:00.000Z' })
    expect(await api.messages('dana')).toEqual([])
    await api.trouble('none')
    await api.clock({ advance: 'PT2H' })
    expect(await api.messages('dana')).toHaveLength(1)
  })
})

it('goes on where it stood when what it kept is opened again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reachout-'))
  const file = join(folder, 'play.db')
  const first = await startPlayground('--keep', file)
  const one = clientOf(first)
  await one.clock({ advance: 'P7D' })
  await one.text('ada', 'hello')
  const before = [await one.overview(), await one.messages('ada'), await one.deliveries()]
  await first.close()
  const second = await startPlayground('--keep', file)
  const two = clientOf(second)
  expect([await two.overview(), await two.messages('ada'), await two.deliveries()]).toEqual(before)
  const [, checkIn] = await two.messages('ada')
  const button = buttonsOf(checkIn)[0]
  expect((await two.press('ada', { message: checkIn?.id, ...button })).message).toBeDefined()
  await second.close()
  rmSync(folder, { recursive: true })
})
