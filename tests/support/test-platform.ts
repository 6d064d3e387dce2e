import type { Adapter, Address, Feature, Heard, Host, Outgoing } from '../../src/engine/index.ts'
import { demand } from './demand.ts'

const platform = 'test'
const workspace = 'harbour'

export type TestPlatform = Adapter & {
  /** Resolves with the first message that is handed over. */
  readonly first: Promise<Outgoing>
  readonly sent: readonly Outgoing[]
  readonly stopped: () => boolean
  /** Somebody of this name types a word after the command. */
  readonly says: (person: string, word: string) => Promise<unknown>
  readonly installs: () => Promise<unknown>
}

type Options = {
  /** Awaited inside every send, once it has begun. */
  readonly whileSending?: () => Promise<void>
  readonly whileStarting?: () => Promise<void>
}

/** The simplest platform there can be: everything arrives, nothing is drawn. */
export const createTestPlatform = ({ whileSending, whileStarting }: Options = {}): TestPlatform => {
  const sent: Outgoing[] = []
  const first = Promise.withResolvers<Outgoing>()
  let host: Host | undefined
  let stopped = false
  let events = 0
  const hear = (heard: Partial<Heard> & Pick<Heard, 'kind'>, person: string) =>
    demand(host).handle({ id: `event-${++events}`, workspace, by: by(person), ...heard } as Heard)
  return {
    platform,
    first: first.promise,
    sent,
    stopped: () => stopped,
    installs: () => hear({ kind: 'installed', name: 'Harbour', timeZone: 'Europe/London' }, 'ada'),
    says: (person, name) => hear({ kind: 'command', name, values: {} }, person),
    start: async (given) => {
      await whileStarting?.()
      host = given
    },
    stop: async () => {
      stopped = true
    },
    send: async (out) => {
      first.resolve(out)
      await whileSending?.()
      sent.push(out)
      return { conversation: out.to.id, message: out.id }
    },
    edit: async () => {},
    domain: () => ({ id: platform, startPerSecond: 1_000, maxPerSecond: 1_000 }),
    async *people() {},
  }
}

const by = (person: string) => ({ address: addressOf(person), name: person, timeZone: 'Europe/London' })

const addressOf = (id: string): Address => ({ platform, workspace, kind: 'person', id })

/** `/reachout bell`: one message to whoever typed it, by way of the outbox. */
export const bell: Feature = {
  name: 'bell',
  commands: {
    bell: {
      about: 'Rings',
      run: async (c) => {
        await c.keep()
        await c.db.updateTable('members').set({ standing: 'invited' }).where('id', '=', c.member.id).execute()
        c.say(c.member.id, 'welcome.invite', c.member.id, { key: `bell ${c.member.id}`, because: 'invited' })
        return {}
      },
    },
  },
  views: { 'welcome.invite': async () => ({ summary: 'Ding', blocks: [{ type: 'text', spans: ['Ding'] }] }) },
  keeps: { export: async () => undefined, erase: async () => {}, expire: async () => {} },
}
