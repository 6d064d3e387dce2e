import type { HelpKind } from '../../../messages/help-kinds.ts'
import type { Message } from '../../../messages/message.ts'
import type { Acting, Context, Id, Looking, Member } from '../../engine/index.ts'
import type { Db } from '../../store/tables.ts'

/** What asks need of other features, handed over where everything is wired. */
export type Needs = {
  /** Who offers this kind of help; nothing of pause, capacity or load. */
  readonly offering: (db: Db, workspace: Id, kind: HelpKind) => Promise<readonly Id[]>
  /** The weekly snapshot. */
  readonly counts: (c: Acting, workspace: Id) => Promise<{ readonly joined: number }>
  /** Whether the receiver hears nothing more of this person. */
  readonly isBlocked: (c: Blocking, receiver: Member, from: Member) => Promise<boolean>
  /** The same, of people whose name the receiver had seen when they chose so. */
  readonly knowsBlocked: (c: Looking, receiver: Member, from: Member) => Promise<boolean>
  /** Whether another's message may be planned for this person: who never joined gets one, ever. */
  readonly firstContact: (c: Context, to: Member) => Promise<boolean>
  /** Opens when a request was of help. */
  readonly thanksWindow: (c: Acting, to: Member, ask: Id) => Message | Promise<Message>
}

export type Blocking = { readonly db: Db; readonly sealed: Pick<Looking['sealed'], 'hash'> }
