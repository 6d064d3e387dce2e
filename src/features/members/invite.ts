import { adminOnlyMessage } from '../../../messages/common.ts'
import { invitedMessage, inviteForm } from '../../../messages/welcome.ts'
import type { Acting, Context, Id, Looking, Reply, Values } from '../../engine/index.ts'
import { invitationOf, keepInvitation, memberRow, setStanding } from './queries.ts'
import { INVITE_LATE_MS, type InvitationAnswer, mayInvite } from './rules.ts'

/** Plans the one invitation of this member, or does nothing. Whoever asked is not told which. */
export const invite = async (c: Context, id: Id): Promise<void> => {
  const row = await memberRow(c.db, id)
  if (!row || !mayInvite(row, (await invitationOf(c.db, id)) !== undefined) || (await c.wasErased(row))) return
  await setStanding(c.db, id, 'invited')
  await keepAnswer(c, id, 'open')
  c.say(id, 'welcome.invite', id, { key: `welcome:${id}`, because: 'invited', lateMs: INVITE_LATE_MS })
}

/** An admin's window. */
export const openInvite = async (c: Acting): Promise<Reply> => (c.admin ? { form: c.words(inviteForm) } : refused(c))

export const submitInvite = async (c: Acting, _subject: Id, values: Values): Promise<Reply> => {
  if (!c.admin) return refused(c)
  const people = peopleOf(values.people)
  if (people.length === 0) return { errors: { people: c.words((words) => words.label('invite.nobody')) } }
  for (const person of people) {
    const member = await c.find(person)
    if (member) await invite(c, member.id)
  }
  return { say: c.words(invitedMessage) }
}

export const keepAnswer = async (c: Context, member: Id, answer: InvitationAnswer): Promise<void> =>
  keepInvitation(c.db, { member, at: c.now, answer: c.sealed.seal(member, place(member), answer) })

export const answerOf = async (c: Pick<Looking, 'db' | 'sealed'>, member: Id): Promise<string | undefined> => {
  const row = await invitationOf(c.db, member)
  return row && c.sealed.open(member, place(member), row.answer)
}

const refused = (c: Acting): Reply => ({ say: c.words(adminOnlyMessage) })

const place = (member: Id) => `invitations/${member}/answer`

const peopleOf = (value: Values[string] | undefined): readonly string[] =>
  typeof value === 'string' ? (value === '' ? [] : [value]) : Array.isArray(value) ? [...new Set<string>(value)] : []
