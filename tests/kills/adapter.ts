import { setTimeout as wait } from 'node:timers/promises'
import type { Message } from '../../messages/message.ts'
import { type Adapter, type Host, type Outgoing, SendError } from '../../src/engine/index.ts'
import { type Press, workspace } from './ledger.ts'

const platform = 'test'
/** Presses that are dealt with at once. */
const ears = 2
/** When nobody pressed anything. */
const askAgainMs = 20

/** Speaks the fake platform over HTTP. What cannot have arrived is told apart from what may have. */
export const createKillAdapter = (port: number): Adapter => {
  const closing = new AbortController()
  const ask = async <T>(path: string, body: object, signal: AbortSignal): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      signal,
    }).catch((cause: unknown) => {
      throw new SendError('unknown', { cause })
    })
    if (answer.status === 429) throw new SendError('rate-limited', { retryAfterMs: 50 })
    if (answer.status !== 200) throw new SendError('unknown')
    return (await answer.json()) as T
  }
  const listen = async (host: Host): Promise<void> => {
    while (!closing.signal.aborted) {
      const press = await ask<Press | null>('/next', {}, closing.signal)
      if (press === null) {
        await wait(askAgainMs)
        continue
      }
      const { event, person } = press
      const by = { address: { platform, workspace, kind: 'person' as const, id: person }, name: person }
      const reply = await host.handle({ id: event, workspace, by, kind: 'command', name: 'bell', values: {} })
      if (!reply.say) await ask('/heard', press, closing.signal)
    }
  }
  let listening: Promise<unknown> = Promise.resolve()
  return {
    platform,
    start: async (host) => {
      await ask('/lives', {}, closing.signal)
      const by = { address: { platform, workspace, kind: 'person' as const, id: 'founder' } }
      await host.handle({ id: 'installed', workspace, by, kind: 'installed', name: 'Harbour', timeZone: 'UTC' })
      listening = Promise.allSettled(Array.from({ length: ears }, () => listen(host)))
    },
    stop: async () => {
      closing.abort()
      await listening
    },
    send: async (out, signal) => {
      const message = await ask<number>('/send', toBody(out), signal)
      return { conversation: out.to.id, message: String(message) }
    },
    edit: async (out, _, signal) => {
      await ask('/edit', toBody(out), signal)
    },
    find: async ({ id, to }, _, signal) => {
      const message = await ask<number | null>('/find', { id }, signal)
      return message === null ? 'absent' : { conversation: to.id, message: String(message) }
    },
    domain: () => ({ id: platform, startPerSecond: 400, maxPerSecond: 400 }),
    async *people() {},
  }
}

const toBody = ({ id, to, message }: Outgoing) => ({ id, person: to.id, text: textOf(message) })

const textOf = ({ blocks: [{ spans }] }: Message): string => spans.join('')
