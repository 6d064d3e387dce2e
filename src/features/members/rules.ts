import type { Standing } from '../../engine/index.ts'

/** After leaving, what is not erased at once goes in this time (DESIGN.md section 8). */
export const ERASE_AFTER_MS = 7 * 86_400_000

/**
 * How late the one invitation may still go out, counted from its last hold. Long: it is never sent again, and nothing
 * in it ages.
 */
export const INVITE_LATE_MS = 30 * 86_400_000

/** What a person answered to the invitation. Sealed, and of one length, so that a no reads like a silence. */
export const invitationAnswers = ['open', 'rest'] as const
export type InvitationAnswer = (typeof invitationAnswers)[number]

/** How the invitation reads now. A no and a leaving read the same. */
export const readsNow = (standing: Standing, answer: string | undefined): 'invite' | 'joined' | 'rest' => {
  if (standing === 'joined') return 'joined'
  return standing === 'left' || answer === 'rest' ? 'rest' : 'invite'
}

/** Who may get the one invitation: nobody who had it, joined, left, is gone or belongs to another workspace. */
export const mayInvite = (who: { standing: string; outsider: number; gone_at: number | null }, had: boolean): boolean =>
  !had && who.outsider === 0 && who.gone_at === null && (who.standing === 'known' || who.standing === 'invited')
