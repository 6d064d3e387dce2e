import { readCatalog } from '../../../messages/catalog.ts'
import {
  answerLabel,
  answers,
  changeForm,
  checkInMessage,
  checkInRows,
  checkInSentence,
  lowMessage,
  moreMessage,
  notedMessage,
  noteForm,
  paceRow,
  passedMessage,
} from '../../../messages/check-in.ts'
import { pickVariant } from '../../../messages/rotation.ts'
import { ada, data, type Exhibits, monday } from './exhibit.ts'

const opening = { who: ada, seed: 'ada', turn: 0, still: false, weekday: 'monday', budget: 2 }
const room = { limit: 500, days: 35 }
const variants = readCatalog().variants('check-in.ask')

/** Each opening stands under its variant's name. */
const openings: Exhibits = Object.fromEntries(
  variants.map((_, turn) => [
    `check-in/ask ${pickVariant(variants, opening.seed, turn)}`,
    (words) => checkInMessage(words, { ...opening, turn }),
  ]),
)

export const checkIn: Exhibits = {
  ...openings,
  'check-in/still': (words) => checkInMessage(words, { ...opening, still: true }),
  'check-in/noted': (words) => notedMessage(words, true, []),
  'check-in/noted and closed': (words) => notedMessage(words, false, []),
  'check-in/passed': (words) => passedMessage(words, opening),
  'check-in/low': (words) => lowMessage(words, 's', []),
  'check-in/low closed': (words) => checkInSentence(words, 'check-in.low-closed'),
  'check-in/more': (words) => moreMessage(words, 's', 'monday'),
  'check-in/skipped': (words) => checkInSentence(words, 'check-in.skipped'),
  'check-in/saved': (words) => checkInSentence(words, 'check-in.saved'),
  'check-in/no note': (words) => checkInSentence(words, 'check-in.note-none'),
  'check-in/change': (words) => changeForm(words, 's', {}, room),
  'check-in/change, filled': (words) => changeForm(words, 's', { answer: 'hard', note: 'Two\nlines' }, room),
  'check-in/note': (words) => noteForm(words, 's', {}, room),
  'check-in/errors and names': (words) => ({
    lines: {
      ...Object.fromEntries(answers.map((answer) => [answer, answerLabel(words, answer)])),
      'no answer': words.label('check-in.answer-missing'),
      'long note': words.label('check-in.note-too-long', { limit: 500, length: 10_000 }),
    },
  }),
  'check-in/data': (words) =>
    data([...checkInRows(words, monday, { answer: 'hard', note: 'Mine' }), ...checkInRows(words, monday, {})]),
  'check-in/data, pace': (words) => data([paceRow(words, 1), paceRow(words, 2), paceRow(words, undefined)]),
}
