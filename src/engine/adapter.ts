import type { RequestListener } from 'node:http'
import type { Block, Form, Message } from '../../messages/message.ts'

export type Id = string

/** Where something can be sent: a person's private conversation with the bot, or a place. */
export type Address = {
  readonly platform: string
  readonly workspace: Id
  readonly kind: 'person' | 'place'
  /** The platform's own id of the person or the place. */
  readonly id: string
}

/** What a platform tells of a person. Absent means: not told, keep what is known. */
export type Person = {
  readonly address: Address
  readonly name?: string
  readonly timeZone?: string
  readonly locale?: string
  readonly admin?: boolean
  /** Bots, guests and people of other workspaces neither ask nor are asked. */
  readonly outsider?: boolean
  readonly gone?: boolean
}

export type Outgoing = {
  /** The delivery's id, at most 25 characters; idempotency key where a platform takes one. */
  readonly id: Id
  readonly to: Address
  readonly message: Message
}

/** The platform's own reference to a posted message. */
export type Receipt = { readonly conversation: string; readonly message: string }

export const failures = ['unreachable', 'forbidden', 'rejected', 'rate-limited', 'unavailable', 'unknown'] as const
export type Failure = (typeof failures)[number]

/** The only error that `send`, `edit` and `find` may throw. Anything else is a bug of the adapter. */
export class SendError extends Error {
  readonly failure: Failure
  readonly retryAfterMs: number | undefined
  constructor(failure: Failure, options: { retryAfterMs?: number; cause?: unknown } = {}) {
    super(failure, { cause: options.cause })
    this.name = 'SendError'
    this.failure = failure
    this.retryAfterMs = options.retryAfterMs
  }
}

/** What a platform's limit counts. Rates are starts per second; `Infinity` sends without spacing. */
export type RateDomain = { readonly id: string; readonly startPerSecond: number; readonly maxPerSecond: number }

export interface Adapter {
  readonly platform: string
  start(host: Host): Promise<void>
  /** Resolves after running handlers have answered. */
  stop(): Promise<void>
  send(out: Outgoing, signal: AbortSignal): Promise<Receipt>
  /** Idempotent. */
  edit(out: Outgoing, at: Receipt, signal: AbortSignal): Promise<void>
  /** Whether this very delivery arrived, looking back to `since` (epoch ms). */
  find?(out: Pick<Outgoing, 'id' | 'to'>, since: number, signal: AbortSignal): Promise<Receipt | 'absent' | 'unknown'>
  domain(to: Address): RateDomain
  people(workspace: Id, place?: Address): AsyncIterable<Person>
  /** An address that opens the conversation of `of` with `other`, if the platform has one. */
  conversation?(of: Address, other: Address): string | undefined
  /** Drops what the adapter holds about an erased person: conversations, cached ids. */
  forget?(person: Address): Promise<void>
  readonly http?: { readonly path: string; readonly listener: RequestListener }
}

export type Values = Readonly<Record<string, string | readonly string[] | boolean>>

export type Heard = { readonly id: Id; readonly workspace: Id; readonly by: Person } & (
  | { readonly kind: 'command'; readonly name: string; readonly values: Values }
  /** `delivery` is set when the button stood on a delivered message, `subject` when in a private window. */
  | {
      readonly kind: 'action'
      readonly name: string
      readonly subject: Id
      readonly value?: string
      readonly delivery?: Id
    }
  | { readonly kind: 'form'; readonly name: string; readonly subject: Id; readonly values: Values }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'home' }
  | {
      readonly kind: 'installed'
      readonly name: string
      readonly timeZone?: string
      readonly locale?: string
      readonly setting?: 'company' | 'community'
    }
  | { readonly kind: 'person' | 'place' | 'removed'; readonly place?: Address }
)

/** What the one who acted is shown, inside the platform's acknowledgement. */
export type Reply = {
  /** The message that was tapped, as it reads now. */
  readonly update?: Message
  /** To this person alone; never both `say` and `form`. */
  readonly say?: Message
  readonly form?: Form
  /** Field name to sentence: nothing was changed and the form stays open. */
  readonly errors?: Readonly<Record<string, string>>
  readonly home?: readonly Block[]
}

/**
 * A word after `/reachout`. `words` are other spellings; `alone` also counts typed to the bot without the command;
 * `takesWords` may be followed by a person and words, which come as `teammate` and `text`.
 */
export type Command = {
  readonly about: string
  readonly words?: readonly string[]
  readonly alone?: boolean
  readonly takesWords?: boolean
  readonly adminOnly?: boolean
}

export interface Host {
  /** Answers after commit; the same `heard.id` has one effect. Never throws: a failure is a Reply that says so. */
  handle(heard: Heard): Promise<Reply>
  /** For a private message that names no workspace: where this person is known. */
  workspacesOf(person: Address): Promise<readonly Id[]>
  readonly commands: Readonly<Record<string, Command>>
  /** Encrypted at rest. For tokens, conversation ids and what else an adapter must remember. */
  readonly vault: Vault
}

export type Vault = {
  get(key: string): Promise<string | undefined>
  /** Without a value the key is removed. */
  set(key: string, value?: string): Promise<void>
}
