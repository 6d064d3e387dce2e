import type { Message } from '../../messages/message.ts'
import type { Vault } from '../../src/engine/index.ts'
import { createMemory } from './memory.ts'
import { createQueue } from './queue.ts'

/** One message as this platform keeps it. Times are epoch milliseconds. */
export type Posted = {
  readonly id: string
  readonly delivery: string
  readonly message: Message
  readonly at: number
  readonly edited?: number
}

/** What one person was sent, oldest first; `seen` is how many of it there were when they last acted. */
type Conversation = { readonly posted: readonly Posted[]; readonly seen: number }

export type Conversations = ReturnType<typeof createConversations>

const empty: Conversation = { posted: [], seen: 0 }

/** The conversations, each under its own key of the vault. One thing at a time, so that two messages at once are both kept. */
export function createConversations(vault: Vault) {
  const memory = createMemory(vault, empty)
  const read = (person: string) => memory.read(keyOf(person))
  const write = (person: string, conversation: Conversation) => memory.write(keyOf(person), conversation)
  const inTurn = createQueue()
  return {
    read: (person: string) => inTurn(() => read(person)),
    /** The same delivery a second time becomes a second message: that would be a bug of its sender, and is to be seen. */
    post: (person: string, delivery: string, message: Message, at: number): Promise<Posted> =>
      inTurn(async () => {
        const { posted, seen } = await read(person)
        const fresh = { id: messageId(posted, delivery), delivery, message, at }
        await write(person, { posted: [...posted, fresh], seen })
        return fresh
      }),
    /** Undefined when there is no such message. One that reads the same already is left as it is. */
    edit: (person: string, id: string, message: Message, at: number): Promise<Posted | undefined> =>
      inTurn(async () => {
        const { posted, seen } = await read(person)
        const old = posted.find((one) => one.id === id)
        if (!old || JSON.stringify(old.message) === JSON.stringify(message)) return old
        const edited = { ...old, message, edited: at }
        await write(person, { posted: posted.map((one) => (one === old ? edited : one)), seen })
        return edited
      }),
    see: (person: string): Promise<void> =>
      inTurn(async () => {
        const { posted, seen } = await read(person)
        if (seen !== posted.length) await write(person, { posted, seen: posted.length })
      }),
    forget: (person: string): Promise<void> => inTurn(() => memory.drop(keyOf(person))),
  }
}

function messageId(posted: readonly Posted[], delivery: string): string {
  const before = posted.filter((one) => one.delivery === delivery).length
  return before === 0 ? `m-${delivery}` : `m-${delivery}-${before + 1}`
}

function keyOf(person: string): string {
  return `conversation:${person}`
}
