/** What the page says around Reachout's own messages: a delivery's end, its cause and its reason, as people say it. */
import type { Because, Reason, Status } from '../../../src/engine/index.ts'
import type { MemberJson } from '../types.ts'

const statuses: Record<Status, string> = {
  planned: 'Planned',
  sending: 'On its way',
  sent: 'Delivered',
  skipped: 'Not sent',
  failed: 'Could not be delivered',
  uncertain: 'May have arrived, so it is not sent again',
}

const reasons: Record<Reason, string> = {
  budget: 'you had heard enough on those days',
  paused: 'you had paused',
  'too-late': 'its time had passed',
  left: 'you had left',
  'backed-off': 'earlier ones stayed unanswered, so fewer come',
  capacity: 'you already help as much as you chose to',
  blocked: 'you two are kept apart',
  withdrawn: 'it was no longer needed',
  unreachable: 'you could not be reached',
  rejected: 'the platform did not accept it',
  forbidden: 'the platform lets Reachout write to nobody',
  held: 'all sending was stopped for a while',
}

const causes: Record<Because, string> = {
  schedule: 'because of a schedule that an admin set',
  invited: 'because an admin invited you',
  'named-you': 'because someone asked for you by name',
  'you-offered': 'because you offered to help',
  'your-request': 'because you asked for help',
  'you-set-it': 'because you set it yourself',
}

/** A kind without an entry shows its own name, so that a new feature needs no word here. */
const kinds: Readonly<Record<string, string>> = {
  'welcome.invite': 'Invitation',
  'check-in.ask': 'Check-in',
  'ask.helper': 'A request',
  'ask.reminder': 'A reminder',
  'ask.yes': 'Someone is happy to help',
  'ask.backed-out': 'A change to your request',
  'ask.follow-up': 'How did it go?',
  'ask.nobody': 'How your request ended',
  'thanks.given': 'Thanks',
}

const standings: Record<MemberJson['standing'], string> = {
  known: 'has not been invited',
  invited: 'is invited and has not joined',
  joined: 'has joined',
  left: 'has left',
}

const say = (table: Readonly<Record<string, string>>, word: string): string => table[word] ?? word

export const sayKind = (kind: string): string => say(kinds, kind)
export const sayCause = (because: string): string => say(causes, because)
export const sayStanding = (standing: MemberJson['standing']): string => standings[standing]
export const sayEnd = (status: string, reason: string | undefined): string =>
  reason === undefined ? say(statuses, status) : `${say(statuses, status)}: ${say(reasons, reason)}`
