import type { Context, Member } from '../../engine/index.ts'
import { noteContact } from './queries.ts'

/**
 * Whether another person's message may be planned for this member now. Someone who never joined gets one such message
 * ever, whoever sends it and whatever it is: asking here takes it. Whoever was erased gets none.
 */
export const firstContact = async (
  c: Pick<Context, 'db' | 'now' | 'wasErased'>,
  to: Pick<Member, 'id' | 'workspace' | 'account' | 'standing'>,
): Promise<boolean> => {
  if (to.standing === 'joined') return true
  return !(await c.wasErased(to)) && noteContact(c.db, to.id, c.now)
}
