import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Message } from '../../messages/message.ts'
import { failures, type Outgoing, type Receipt, SendError } from '../../src/engine/index.ts'
import { actingContract } from './adapter-acting.ts'
import type { Harness, Skip } from './adapter-harness.ts'

export type Contract = {
  readonly name: string
  readonly make: () => Promise<Harness>
  readonly skip?: readonly Skip[]
}

export type Case = (behaviour: string, run: (h: Harness) => Promise<void>) => void

const { signal } = new AbortController()

/** What every adapter must hold, whatever its platform. */
export function adapterContract({ name, make, skip = [] }: Contract): void {
  const behaviours = new Set<string>()
  describe(`${name} as an adapter`, () => {
    let harness: Harness
    beforeEach(async () => {
      harness = await make()
    })
    afterEach(() => harness.close())
    const holds: Case = (behaviour, run) => {
      behaviours.add(behaviour)
      const gap = skip.find(({ tests }) => tests.includes(behaviour))
      if (gap) it.skip(`${behaviour} (${gap.reason})`)
      else it(behaviour, () => run(harness))
    }
    sendingContract(holds)
    failingContract(holds)
    findingContract(holds)
    peopleContract(holds)
    actingContract(holds)
    it('skips nothing that is not there', () => {
      expect(skip.flatMap(({ tests }) => tests).filter((test) => !behaviours.has(test))).toEqual([])
    })
  })
}

function sendingContract(holds: Case): void {
  holds('posts one message for one send', async (h) => {
    await h.adapter.send(outgoing(h, 'd1', 'How is this week?'), signal)
    const [seen, ...more] = await h.inbox()
    expect(more).toEqual([])
    expect(seen).toMatchObject({ summary: 'A note', buttons: [{ label: 'Well', action: 'toy.tap', value: '1' }] })
    expect(seen?.text).toContain('How is this week?')
    expect(await h.inbox(h.other)).toEqual([])
  })

  holds('edits what was posted, adds nothing, and may be asked again', async (h) => {
    const at = await h.adapter.send(outgoing(h, 'd1', 'before'), signal)
    for (const _ of ['once', 'again']) await h.adapter.edit(outgoing(h, 'd1', 'after'), at, signal)
    const seen = await h.inbox()
    expect(seen).toHaveLength(1)
    expect(seen[0]?.text).toContain('after')
    expect(seen[0]?.text).not.toContain('before')
  })

  holds('brings what people write inert', async (h) => {
    const nasty = '<!channel> <@U1> @everyone & &lt; *b* _i_ ~s~ `c` <b>x</b> [a](https://example.org) \u202E\u200F'
    await h.adapter.send(outgoing(h, 'd1', nasty), signal)
    const [seen] = await h.inbox()
    expect(seen?.text).toContain(nasty)
    expect(seen?.pings).toEqual([])
  })

  holds('brings a mention as a ping of that one person', async (h) => {
    const spans = ['Hi ', { mention: h.other.id, name: 'Somebody' }]
    const message: Message = { summary: 'A note', blocks: [{ type: 'text', spans }] }
    await h.adapter.send({ id: 'd1', to: h.person, message }, signal)
    expect((await h.inbox())[0]?.pings).toEqual([h.other.id])
  })

  holds('brings 10,000 characters, cut to its limit if it must', async (h) => {
    await h.adapter.send(outgoing(h, 'd1', 'ab '.repeat(3_334)), signal)
    const [seen] = await h.inbox()
    expect(seen?.text.length).toBeGreaterThan(100)
    expect(seen?.text).toContain('ab ab ab')
  })

  holds('does not hear itself', async (h) => {
    const at = await h.adapter.send(outgoing(h, 'd1', 'hello'), signal)
    await h.adapter.edit(outgoing(h, 'd1', 'hello again'), at, signal)
    expect(h.heard).toEqual([])
  })
}

function failingContract(holds: Case): void {
  holds('calls someone who is not there unreachable', async (h) => {
    const failure = await failureOf(h.adapter.send({ ...outgoing(h, 'd1', 'hello'), to: h.nobody }, signal))
    expect(failure.failure).toBe('unreachable')
  })

  holds('calls a closed conversation unreachable', async (h) => {
    await h.failNextSend('unreachable')
    expect((await failureOf(h.adapter.send(outgoing(h, 'd1', 'hello'), signal))).failure).toBe('unreachable')
    expect(await h.inbox()).toEqual([])
  })

  holds('tells a rate limit with how long to wait', async (h) => {
    await h.failNextSend('rate-limited')
    const { failure, retryAfterMs } = await failureOf(h.adapter.send(outgoing(h, 'd1', 'hello'), signal))
    expect(failure).toBe('rate-limited')
    expect(retryAfterMs).toBeGreaterThan(0)
    expect(await h.inbox()).toEqual([])
  })

  holds('tells what was surely not processed as unavailable', async (h) => {
    await h.failNextSend('unavailable')
    expect((await failureOf(h.adapter.send(outgoing(h, 'd1', 'hello'), signal))).failure).toBe('unavailable')
    expect(await h.inbox()).toEqual([])
  })

  holds('tells a lost answer as unknown, and does not send again by itself', async (h) => {
    await h.failNextSend('lost-answer')
    expect((await failureOf(h.adapter.send(outgoing(h, 'd1', 'hello'), signal))).failure).toBe('unknown')
    expect(await h.inbox()).toHaveLength(1)
  })

  holds('sends nothing once it was called off', async (h) => {
    const failed = await failureOf(h.adapter.send(outgoing(h, 'd1', 'hello'), AbortSignal.abort()))
    expect(failures).toContain(failed.failure)
    expect(await h.inbox()).toEqual([])
  })
}

function findingContract(holds: Case): void {
  const find = (h: Harness, out: Outgoing): Promise<Receipt | 'absent' | 'unknown'> =>
    h.adapter.find?.(out, 0, signal) ?? Promise.resolve('unknown')

  holds('finds what arrived though its answer was lost, and can edit it', async (h) => {
    await h.failNextSend('lost-answer')
    await failureOf(h.adapter.send(outgoing(h, 'd1', 'before'), signal))
    const found = await find(h, outgoing(h, 'd1', 'before'))
    expect(found).toEqual({ conversation: expect.any(String), message: expect.any(String) })
    if (typeof found !== 'string') await h.adapter.edit(outgoing(h, 'd1', 'after'), found, signal)
    expect((await h.inbox())[0]?.text).toContain('after')
  })

  holds('finds the very message that a receipt named', async (h) => {
    const receipts = [
      await h.adapter.send(outgoing(h, 'd1', 'one'), signal),
      await h.adapter.send(outgoing(h, 'd2', 'two'), signal),
    ]
    expect([await find(h, outgoing(h, 'd1', 'one')), await find(h, outgoing(h, 'd2', 'two'))]).toEqual(receipts)
  })

  holds('proves absent what never arrived', async (h) => {
    await h.adapter.send(outgoing(h, 'd1', 'one'), signal)
    expect(await find(h, outgoing(h, 'd2', 'two'))).toBe('absent')
  })
}

function peopleContract(holds: Case): void {
  holds('tells all people of its workspace, each once, and none of another', async (h) => {
    const { platform } = h.adapter
    const ids: string[] = []
    for await (const { address } of h.adapter.people(h.workspace)) {
      expect(address).toMatchObject({ platform, workspace: h.workspace, kind: 'person' })
      ids.push(address.id)
    }
    expect(ids).toEqual([...new Set(ids)])
    expect(ids).toEqual(expect.arrayContaining([h.person.id, h.other.id]))
    expect(ids).not.toContain(h.nobody.id)
    for await (const stranger of h.adapter.people('another')) expect(stranger).toBeUndefined()
  })

  holds('names the limit that a message counts against', async (h) => {
    const { id, startPerSecond, maxPerSecond } = h.adapter.domain(h.person)
    expect(id.startsWith(`${h.adapter.platform}:`)).toBe(true)
    expect(h.adapter.domain(h.person).id).toBe(id)
    expect(startPerSecond).toBeGreaterThan(0)
    expect(maxPerSecond).toBeGreaterThanOrEqual(startPerSecond)
  })

  holds('forgets whom it is told to forget, and nobody else', async (h) => {
    await h.adapter.send(outgoing(h, 'd1', 'one'), signal)
    await h.adapter.send({ ...outgoing(h, 'd2', 'two'), to: h.other }, signal)
    await h.adapter.forget?.(h.person)
    expect(await h.inbox()).toEqual([])
    expect(await h.inbox(h.other)).toHaveLength(1)
  })
}

export function outgoing(h: Harness, id: string, text: string): Outgoing {
  const button = { label: 'Well', action: 'toy.tap', value: '1' }
  const message: Message = {
    summary: 'A note',
    subject: 'subject-1',
    blocks: [
      { type: 'text', spans: [text] },
      { type: 'buttons', buttons: [button] },
    ],
  }
  return { id, to: h.person, message }
}

/** The one error that may be thrown; any other fails the contract. */
async function failureOf(work: Promise<unknown>): Promise<SendError> {
  const met = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(met).toBeInstanceOf(SendError)
  if (!(met instanceof SendError)) throw new Error('it did not fail')
  expect(failures).toContain(met.failure)
  return met
}
