import type { Words } from '../../messages/catalog.ts'
import type { Kind } from '../../messages/kinds.ts'
import type { Block, Message } from '../../messages/message.ts'
import type { Db } from '../store/tables.ts'
import type { Command, Heard, Id, Reply, Values } from './adapter.ts'
import type { Member } from './member.ts'
import type { Reason, Status } from './outbox.ts'

/** Why a message came: a closed list of settings, never of answers. */
export const causes = ['schedule', 'invited', 'named-you', 'you-offered', 'your-request', 'you-set-it'] as const
export type Because = (typeof causes)[number]

/** What every callback of a feature may use. Everything happens in the one transaction of `db`. */
export type Context = {
  /** Epoch milliseconds of this tick or act. */
  readonly now: number
  readonly db: Db
  /**
   * The id of something new. `what` names it within this act, or for good where no person acts: ids hang on what they
   * name, never on what others did before.
   */
  readonly id: (what: string) => Id
  /** Plans one delivery; a `key` that was used before does nothing. `to` is a member's id. */
  readonly say: (to: Id, view: Kind, subject: Id, how: Saying) => void
  /** Marks what was sent about this subject as stale, to be shown anew by an edit. */
  readonly refresh: (subject: Id) => void
  /** One timer for this feature, kind and subject: set, moved or (undefined) removed. */
  readonly wake: (kind: string, subject: Id, at: number | undefined) => void
  /** Every other feature hears it, in this transaction, after this callback. */
  readonly tell: (kind: string, subject: Id) => void
  readonly sealed: Sealed
  /** Ends all that is planned for a member as skipped with this reason (leaving). */
  readonly endPlanned: (member: Id, reason: Reason) => void
  /**
   * Erases a member everywhere: every feature's `keeps.erase`, the deliveries, the row, the key. Leaves a keyed
   * hash of the account. Adapters forget them after the commit.
   */
  readonly erase: (member: Id) => Promise<void>
  /** Whether this account was erased before in this workspace (so that it is never invited again). */
  readonly wasErased: (who: Pick<Member, 'workspace' | 'account'>) => Promise<boolean>
}

/** Encryption with the member's own key; `place` (table, row, column) is bound in. */
export type Sealed = {
  readonly seal: (member: Id, place: string, text: string) => string
  /** Undefined when the key is gone or the place is another. */
  readonly open: (member: Id, place: string, sealed: string) => string | undefined
  /** A keyed hash: same text, same hash, useless without the secret. */
  readonly hash: (text: string) => string
  /** Destroys the key once this transaction has committed. */
  readonly forget: (member: Id) => void
}

export type Saying = {
  readonly key: string
  readonly because: Because
  /** Epoch ms, default now. */
  readonly at?: number
  /** How late it may still go out, ms, counted from `at` or the end of the last hold. */
  readonly lateMs?: number
}

/** For views: what this reader sees. No effects. */
export type Looking = {
  readonly now: number
  readonly db: Db
  readonly viewer: Member
  readonly sealed: Pick<Sealed, 'open' | 'hash'>
  /** Opens the reader's own conversation with another person, where the platform has such an address. */
  readonly conversationWith: (other: Member) => string | undefined
  /** Renders whole in the first of the reader's locales that has every key used. */
  readonly words: <T>(make: (words: Words) => T) => T
}

/** For what a person did: their context, with themselves as `member` and `viewer`. */
export type Acting = Context &
  Looking & {
    readonly workspace: Id
    readonly member: Member
    readonly admin: boolean
    /** Writes the member's row if this person had none. */
    readonly keep: () => Promise<void>
    /** The member with this platform id in the same workspace. */
    readonly find: (person: string) => Promise<Member | undefined>
    /** What every feature keeps about the acting member, by feature. */
    readonly myData: () => Promise<Readonly<Record<string, unknown>>>
  }

export type Due = { readonly subject: Id; readonly at: number }

/** Where a delivery ended, told to the feature that owns its view. */
export type Settled = {
  readonly id: Id
  readonly member: Id
  readonly view: Kind
  readonly subject: Id
  readonly status: Extract<Status, 'sent' | 'skipped' | 'failed' | 'uncertain'>
  readonly reason?: Reason
}

export type Seen =
  | { readonly kind: 'told'; readonly name: string; readonly subject: Id }
  /** A joined member did something, anything. */
  | { readonly kind: 'acted'; readonly member: Id }
  | { readonly kind: 'person'; readonly member: Id; readonly changed: 'zone' | 'gone' | 'back' | 'other' }

export type View = (c: Looking, subject: Id) => Promise<Message | { readonly skip: Reason }>

export interface Feature {
  readonly name: string
  readonly commands?: Readonly<Record<string, Command & { run(c: Acting, values: Values): Promise<Reply> }>>
  readonly actions?: Readonly<Record<string, (c: Acting, subject: Id, value?: string) => Promise<Reply>>>
  readonly forms?: Readonly<Record<string, (c: Acting, subject: Id, values: Values) => Promise<Reply>>>
  readonly timers?: Readonly<Record<string, (c: Context, due: readonly Due[]) => Promise<void>>>
  readonly views?: { readonly [K in Kind]?: View }
  /** The first feature that answers a typed text wins; undefined passes it on. */
  readonly typed?: (c: Acting, text: string) => Promise<Reply | undefined>
  settled?(c: Context, delivery: Settled): Promise<void>
  hears?(c: Context, seen: Seen): Promise<void>
  home?(c: Looking): Promise<readonly Block[]>
  readonly keeps: Keeps
}

export type Keeps = {
  /** Everything stored about this member by this feature, in words its person understands. */
  export(c: Looking, member: Id): Promise<unknown>
  erase(c: Context, member: Id): Promise<void>
  /** Removes what is past its time. Runs once a day. */
  expire(c: Context): Promise<void>
}

export type { Heard }
