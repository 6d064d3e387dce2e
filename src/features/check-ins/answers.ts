import {
  type Answer,
  changeForm,
  checkInSentence,
  type Kept,
  lowMessage,
  moreMessage,
  noteForm,
} from '../../../messages/check-in.ts'
import { staleMessage } from '../../../messages/common.ts'
import type { Button } from '../../../messages/message.ts'
import type { Acting, Id, Looking, Reply, Values } from '../../engine/index.ts'
import { type CheckInRow, checkInOf, openCheckInOf, saveAnswer, setSkipNext } from './queries.ts'
import { ANSWER_DAYS, answerOf, codeOf, freshPace, isLow, NOTE_LIMIT, toAnswer } from './rules.ts'
import { weekdayFor } from './views.ts'

/** What a low tap is offered first, in a private window; its buttons act about the check-in. */
export type Offers = (c: Acting) => Promise<readonly Button[]>

const room = { limit: NOTE_LIMIT, days: ANSWER_DAYS }

/** One of the four. The message reads the same after each; a low one opens a private window as well. */
export const tap = (c: Acting, subject: Id, value: string | undefined, offers: Offers): Promise<Reply> =>
  ifOpen(c, subject, async (row) => {
    const answer = toAnswer(value)
    if (answer === undefined) return stale(c)
    await keep(c, row, { answer })
    return isLow(answer) ? low(c, row, offers) : {}
  })

export const openChange = (c: Acting, subject: Id): Promise<Reply> =>
  ifOpen(c, subject, async (row) => {
    const kept = keptOf(c, row)
    return { form: c.words((words) => changeForm(words, row.id, kept, room)) }
  })

/** Answer and note. What is wrong is told at its field, and nothing is changed. */
export const saveChange = (c: Acting, subject: Id, values: Values, offers: Offers): Promise<Reply> =>
  ifOpen(c, subject, async (row) => {
    const answer = toAnswer(values.answer)
    const note = noteIn(values)
    const errors = { ...noteErrors(c, note), ...(answer === undefined && answerErrors(c)) }
    if (answer === undefined || Object.keys(errors).length > 0) return { errors }
    await keep(c, row, { answer, note })
    return isLow(answer) ? low(c, row, offers) : say(c, 'check-in.saved')
  })

/** For words typed in the chat, which were not kept: the note of the newest check-in. */
export const openNote = async (c: Acting): Promise<Reply> => {
  const row = await openCheckInOf(c.db, c.member.id)
  if (!row) return say(c, 'check-in.note-none')
  const kept = keptOf(c, row)
  return { form: c.words((words) => noteForm(words, row.id, kept, room)) }
}

export const saveNote = (c: Acting, subject: Id, values: Values): Promise<Reply> =>
  ifOpen(c, subject, async (row) => {
    const note = noteIn(values)
    const errors = noteErrors(c, note)
    if (Object.keys(errors).length > 0) return { errors }
    await keep(c, row, { note })
    return say(c, 'check-in.saved')
  })

export const openMore = (c: Acting, subject: Id): Promise<Reply> =>
  ifOpen(c, subject, async (row) => {
    const weekday = weekdayFor(c, row)
    return { say: c.words((words) => moreMessage(words, row.id, weekday)) }
  })

export const skipNext = (c: Acting, subject: Id): Promise<Reply> =>
  ifOpen(c, subject, async () => {
    await setSkipNext(c.db, { member: c.member.id, ...freshPace })
    return say(c, 'check-in.skipped')
  })

export const closeLow = async (c: Acting): Promise<Reply> => say(c, 'check-in.low-closed')

/** What is kept of a check-in, opened with its member's key. */
export const keptOf = ({ sealed }: Pick<Looking, 'sealed'>, row: CheckInRow): Kept => {
  const open = (column: 'answer' | 'note') => {
    const text = row[column]
    return text === null ? undefined : sealed.open(row.member, placeOf(row.id, column), text)
  }
  const code = open('answer')
  return { answer: code === undefined ? undefined : answerOf(code), note: open('note') }
}

/** Private windows and forms outlive what they are about: only the newest check-in of this member can be changed. */
const ifOpen = async (c: Acting, subject: Id, run: (row: CheckInRow) => Promise<Reply>): Promise<Reply> => {
  const row = await checkInOf(c.db, subject, c.member.id)
  return row?.open === 1 ? run(row) : stale(c)
}

const keep = async (
  c: Acting,
  row: CheckInRow,
  { answer, note }: { answer?: Answer; note?: string },
): Promise<void> => {
  const seal = (column: 'answer' | 'note', text: string) => c.sealed.seal(row.member, placeOf(row.id, column), text)
  await saveAnswer(c.db, row.id, {
    ...(answer !== undefined && { answer: seal('answer', codeOf(answer)), answered: 1 as const }),
    ...(note !== undefined && { note: note === '' ? null : seal('note', note) }),
  })
  if (row.answered === 0 && answer !== undefined) c.refresh(row.id)
}

const placeOf = (id: Id, column: 'answer' | 'note') => `check_ins:${id}:${column}`

const low = async (c: Acting, row: CheckInRow, offers: Offers): Promise<Reply> => {
  const first = await offers(c)
  return { say: c.words((words) => lowMessage(words, row.id, first)) }
}

const noteIn = (values: Values): string => (typeof values.note === 'string' ? values.note.trim() : '')

const noteErrors = (c: Acting, { length }: string): Record<string, string> =>
  length <= NOTE_LIMIT
    ? {}
    : { note: c.words((words) => words.label('check-in.note-too-long', { limit: NOTE_LIMIT, length })) }

const answerErrors = (c: Acting): Record<string, string> => ({
  answer: c.words((words) => words.label('check-in.answer-missing')),
})

const say = (c: Acting, key: Parameters<typeof checkInSentence>[1]): Reply => ({
  say: c.words((words) => checkInSentence(words, key)),
})

const stale = (c: Acting): Reply => ({ say: c.words(staleMessage) })
