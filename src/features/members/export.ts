import type { Words } from '../../../messages/catalog.ts'
import { type Id, type Looking, localDate } from '../../engine/index.ts'
import { answerOf } from './invite.ts'
import { invitationOf, memberRow } from './queries.ts'

/** Everything that is stored of who this member is, label by label. */
export const exportMember = async (c: Looking, member: Id): Promise<Readonly<Record<string, string>>> => {
  const row = await memberRow(c.db, member)
  if (!row) return {}
  const invited = await invitationOf(c.db, member)
  const answer = await answerOf(c, member)
  const day = (at: number | null | undefined) => (at == null ? undefined : localDate(at, c.viewer.timeZone))
  return c.words((words) =>
    filled([
      [words.label('data.name'), row.name],
      [words.label('data.standing'), words.label('data.standing-is', { standing: row.standing })],
      [words.label('data.joined'), day(row.joined_at)],
      [words.label('data.invited'), day(invited?.at)],
      [words.label('data.invitation'), answer === 'rest' ? words.label('data.invitation-rests') : undefined],
      [words.label('data.paused'), day(row.paused_until)],
      [words.label('data.unreachable'), day(row.unreachable_since)],
      [words.label('data.zone'), row.time_zone],
      [words.label('data.zone-set'), row.own_time_zone],
      [words.label('data.locale'), row.locale],
      [words.label('data.admin'), yesNo(words, row.admin === 1)],
    ]),
  )
}

const yesNo = (words: Words, yes: boolean): string => words.label(yes ? 'data.yes' : 'data.no')

const filled = (rows: readonly (readonly [string, string | null | undefined])[]): Record<string, string> =>
  Object.fromEntries(rows.flatMap(([label, text]) => (text ? [[label, text]] : [])))
