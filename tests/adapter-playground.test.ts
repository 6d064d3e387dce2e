import { describe, expect, it } from 'vitest'
import { addressOf, workspace } from '../adapters/playground/address.ts'
import { createPlayground } from '../adapters/playground/index.ts'
import type { AnswerJson, MessageJson, SpanJson } from '../adapters/playground/types.ts'
import { adapterContract, outgoing } from './contracts/adapter.ts'
import type { Answering, Harness, Seen, Shown } from './contracts/adapter-harness.ts'
import { listen } from './support/listen.ts'
import { createClient } from './support/toy-client.ts'
import { createToy } from './support/toy-lab.ts'

const troubleOf = {
  'rate-limited': 'rate-limited',
  unavailable: 'down',
  'lost-answer': 'lost-answer',
  unreachable: 'unreachable',
} as const

adapterContract({
  name: 'the playground',
  make,
  skip: [
    {
      reason: 'a POST answers after all that is due was delivered, and nobody waits here but the person who acted',
      tests: ['acknowledges a press before a slow answer is there'],
    },
  ],
})

describe('the playground, opened again on what it kept', () => {
  const { signal } = new AbortController()

  it('still has the conversations, edits them, and gives no id twice', async () => {
    const h = await make()
    await h.adapter.send(outgoing(h, 'd1', 'before'), signal)
    await h.type('hi')
    const again = await h.reopened()
    const at = await again.find({ id: 'd1', to: h.person }, 0, signal)
    expect(at).toEqual({ conversation: 'ada', message: 'm-d1' })
    expect(await again.world.messages('ada')).toHaveLength(1)
    await again.world.text('ada', 'hi')
    expect(new Set(h.heard.map(({ id }) => id)).size).toBe(2)
    await h.close()
  })

  it('keeps nothing of whom it forgot, and nobody’s name or words in a key', async () => {
    const h = await make()
    await h.adapter.send(outgoing(h, 'd1', 'before'), signal)
    expect([...h.kept.keys()]).toEqual(['conversation:ada'])
    await h.adapter.forget?.(h.person)
    expect([...h.kept.entries()].join()).not.toMatch(/before|ada/)
    await h.close()
  })

  it('shows a second send of one delivery as the duplicate it is', async () => {
    const h = await make()
    for (const _ of [1, 2]) await h.adapter.send(outgoing(h, 'd1', 'same'), signal)
    expect((await h.inbox()).map(({ id }) => id)).toEqual(['m-d1', 'm-d1-2'])
    await h.close()
  })
})

type Opened = Harness & {
  readonly kept: ReadonlyMap<string, string>
  reopened(): Promise<ReturnType<typeof createPlayground>>
}

async function make(): Promise<Opened> {
  let answer: Answering = async () => ({})
  const toy = await createToy((heard) => answer(heard))
  const { playground } = toy
  const server = await listen(playground.http.listener)
  const api = createClient(server)
  return {
    adapter: failingOnce(playground),
    workspace,
    person: addressOf('ada'),
    other: addressOf('ben'),
    nobody: addressOf('zoe'),
    heard: toy.heard,
    kept: toy.kept,
    answerWith: (next) => {
      answer = next
    },
    inbox: async (of = addressOf('ada')) => (await api.messages(of.id)).map(seen),
    failNextSend: async (how) => void (await api.trouble(troubleOf[how])),
    press: async (message, button) => shown(await api.press('ada', { message, ...button })),
    submit: async (form, values) => shown(await api.submit('ada', form, values)),
    type: async (text) => shown(await api.text('ada', text)),
    close: server.close,
    async reopened() {
      const again = createPlayground({ lab: toy.labFor(toy.host) })
      await again.start(toy.host)
      return again
    },
  }
}

/** The switches stay on until they are turned off; the contract wants one failure. */
function failingOnce(playground: ReturnType<typeof createPlayground>): ReturnType<typeof createPlayground> {
  return {
    ...playground,
    send: (out, signal) => playground.send(out, signal).finally(() => playground.world.trouble('none')),
  }
}

function shown({ private: window, form, errors }: AnswerJson): Shown {
  return {
    ...(window ? { private: seen(window) } : {}),
    ...(form ? { form: { id: form.id, fields: form.fields.map(({ name }) => name) } } : {}),
    ...(errors ? { errors } : {}),
  }
}

function seen({ id, summary, blocks }: MessageJson): Seen {
  const spans = blocks.flatMap((block) => (block.type === 'text' ? block.spans : []))
  return {
    id,
    summary,
    text: spans.map(plain).join(''),
    pings: spans.flatMap((span) => (typeof span !== 'string' && 'mention' in span ? [span.mention] : [])),
    buttons: blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : [])),
  }
}

function plain(span: SpanJson): string {
  if (typeof span === 'string') return span
  if ('bold' in span) return span.bold
  if ('mention' in span) return `@${span.name}`
  return 'text' in span ? span.text : ''
}
