import { THANKS_LENGTH } from '../../../messages/thanks.ts'
import type { Member, Values } from '../../engine/index.ts'

/** As long as the ledger (DESIGN.md section 8), whose rows refer to these: until then its buttons work. */
export const EXPIRE_THANKS_MS = 90 * 86_400_000
/** What lies sealed for the constant words; nobody can type it, since what is typed is trimmed. */
export const CONSTANT = ' '

export type Filled = { readonly teammate: string | undefined; readonly text: string }

/** Who and what was filled in, the words without the spaces around them. */
export const filledIn = (values: Values): Filled => ({
  teammate: typeof values.teammate === 'string' && values.teammate !== '' ? values.teammate : undefined,
  text: typeof values.text === 'string' ? values.text.trim() : '',
})

/** Why this person cannot be thanked, from what everyone can see anyway; nothing of standing, pause or blocks. */
export const whyNot = (
  giver: Pick<Member, 'id'>,
  to: Pick<Member, 'id' | 'outsider'> | undefined,
): 'thanks.nobody' | 'thanks.oneself' | 'thanks.outsider' | undefined => {
  if (!to) return 'thanks.nobody'
  if (to.id === giver.id) return 'thanks.oneself'
  return to.outsider ? 'thanks.outsider' : undefined
}

export const isTooLong = (text: string): boolean => text.length > THANKS_LENGTH
