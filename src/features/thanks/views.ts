import { putAwayMessage } from '../../../messages/blocks.ts'
import type { Message } from '../../../messages/message.ts'
import { thanksMessage } from '../../../messages/thanks.ts'
import type { Id, Looking, Member, Reason } from '../../engine/index.ts'
import { countBefore, givenTo, wasSent } from './queries.ts'
import { CONSTANT } from './rules.ts'

type Account = Pick<Member, 'account'>

export type IsBlocked = (c: Looking, receiver: Account, from: Account) => Promise<boolean>

/** Thanks as their receiver sees them now; of somebody who is erased, or whom they do not want to hear from, one neutral line. */
export const viewThanks = async (
  c: Looking,
  subject: Id,
  isBlocked: IsBlocked,
): Promise<Message | { readonly skip: Reason }> => {
  const row = await givenTo(c.db, subject, c.viewer.id)
  const blocked = row !== undefined && (await isBlocked(c, c.viewer, row))
  const text = row && textOf(c, row)
  if (!row || blocked || text === undefined) {
    const sent = await wasSent(c.db, subject, c.viewer.id)
    return sent ? c.words(putAwayMessage) : { skip: blocked ? 'blocked' : 'withdrawn' }
  }
  const turn = await countBefore(c.db, c.viewer.id, row)
  const giver = { mention: row.person, name: row.name }
  return c.words((words) => thanksMessage(words, { giver, seed: c.viewer.id, turn, ...toText(text) }))
}

type Kept = { readonly id: Id; readonly giver: Id; readonly words: string }

/** Opened with the giver's key; undefined once that is gone. */
export const textOf = (c: { readonly sealed: Pick<Looking['sealed'], 'open'> }, row: Kept): string | undefined =>
  c.sealed.open(row.giver, placeOf(row.id), row.words)

export const toText = (text: string): { readonly text?: string } => (text === CONSTANT ? {} : { text })

export const placeOf = (id: Id) => `thanks:${id}:words`
