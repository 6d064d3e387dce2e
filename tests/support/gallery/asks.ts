import { aboutAsk, againMessage, askForm, askProblem, askSentence, sentMessage } from '../../../messages/ask.ts'
import {
  acceptedMessage,
  fullMessage,
  laterMessage,
  lineMessage,
  type RequestShown,
  reminderSetMessage,
  requestMessage,
} from '../../../messages/ask-helper.ts'
import {
  askedRow,
  avoidedRow,
  avoidForm,
  draftRow,
  type MineItem,
  mineMessage,
  mineRow,
  ownRow,
  tooManyAvoided,
} from '../../../messages/ask-mine.ts'
import {
  backedOutMessage,
  copyMessage,
  followUpMessage,
  newsLine,
  nobodyMessage,
  notTalkedMessage,
  yesMessage,
} from '../../../messages/ask-news.ts'
import { readCatalog, type Words } from '../../../messages/catalog.ts'
import { helpKinds } from '../../../messages/help-kinds.ts'
import { pickVariant } from '../../../messages/rotation.ts'
import { ada, data, type Exhibits, monday } from './exhibit.ts'

const ben = { mention: 'ben', name: 'Ben' } as const
const text = 'A second look at the parser, please.'
/** As long as may be sent. */
const long = 'x'.repeat(1_000)
const url = 'https://chat.example.org/ada'
const filled = { kind: 'fresh-eyes', minutes: 15 } as const
const room = { team: 'blind', named: false, limit: 1_000, sizes: [5, 15, 30] } as const
const told = { time: monday, style: 'both' } as const
const sent = { subject: 's', told, widen: false }
const named: RequestShown = {
  route: 'named',
  why: 'named',
  kind: 'learn',
  minutes: 15,
  seed: 'ben',
  turn: 0,
  asker: ada,
  text,
}
const found: RequestShown = { route: 'found', why: 'offered', kind: 'listener', minutes: 5, seed: 'ben', turn: 0 }
const own: MineItem = { type: 'own', subject: 's', stands: 'open', text, sentAt: monday, toldAt: monday, widen: true }
const limits = { open: 2, day: 5 }
const day = '2026-03-02'

/** Each variant stands under its name. */
const each = (
  key: Parameters<ReturnType<typeof readCatalog>['variants']>[0],
  seed: string,
  make: (words: Words, turn: number) => ReturnType<Exhibits[string]>,
): Exhibits => {
  const variants = readCatalog().variants(key)
  return Object.fromEntries(
    variants.map((_, turn) => [
      `${key.replace('.', '/')} ${pickVariant(variants, seed, turn)}`,
      (words) => make(words, turn),
    ]),
  )
}

const requests: Exhibits = {
  ...each('ask.helper-named', 'ben ask.helper-named', (words, turn) => requestMessage(words, { ...named, turn })),
  ...Object.assign(
    {},
    ...helpKinds.map((kind) =>
      each(`ask.helper-${kind}`, `ben ask.helper-${kind}`, (words, turn) =>
        requestMessage(words, { ...found, kind, turn }),
      ),
    ),
  ),
  'ask/helper named, to listen': (words) => requestMessage(words, { ...named, kind: 'listener', text: undefined }),
  'ask/helper named, crowded': (words) => requestMessage(words, { ...named, text: long }),
  'ask/helper found, with the name': (words) => requestMessage(words, { ...found, asker: ada }),
  'ask/reminder': (words) => requestMessage(words, { ...named, why: 'reminder' }),
  'ask/accepted': (words) => acceptedMessage(words, { asker: ada, text, kind: 'goal', minutes: 30, url }),
  'ask/accepted, crowded': (words) => acceptedMessage(words, { asker: ada, text: long, kind: 'goal', minutes: 30 }),
  'ask/rest': (words) => lineMessage(words, 'ask.rest'),
  'ask/taken': (words) => lineMessage(words, 'ask.taken'),
  'ask/backed out, helper': (words) => lineMessage(words, 'ask.backed-out-rest'),
  'ask/later': (words) => laterMessage(words, 's', ['hour', 'three-hours', 'morning']),
  'ask/later, over': (words) => laterMessage(words, 's', []),
  'ask/reminder set': (words) => reminderSetMessage(words, 's', monday),
  'ask/full': (words) => fullMessage(words, 2, monday),
}

const news: Exhibits = {
  ...each('ask.yes', 'ada', (words, turn) => yesMessage(words, { helper: ben, url, seed: 'ada', turn })),
  ...each('ask.follow-up', 'ada', (words, turn) => followUpMessage(words, { helper: ben, seed: 'ada', turn })),
  'ask/yes, no address': (words) => yesMessage(words, { helper: ben, seed: 'ada', turn: 0 }),
  'ask/yes over': (words) => newsLine(words, 'ask.yes-over'),
  'ask/backed out': (words) => backedOutMessage(words, monday),
  'ask/backed out, since': (words) => backedOutMessage(words, undefined),
  'ask/noted': (words) => newsLine(words, 'ask.noted'),
  'ask/closed in time': (words) => newsLine(words, 'ask.closed-in-time'),
  'ask/not talked': (words) => notTalkedMessage(words, 'ask.not-talked-again', monday),
  'ask/not talked, last': (words) => notTalkedMessage(words, 'ask.not-talked-last', monday),
  'ask/nobody': nobodyMessage,
  'ask/copy': (words) => copyMessage(words, text),
  'ask/copy, crowded': (words) => copyMessage(words, long),
}

const windows: Exhibits = {
  'ask/form': (words) => askForm(words, 's', filled, room),
  'ask/form, filled': (words) => askForm(words, 's', { ...filled, text, teammate: 'ben' }, room),
  'ask/form, small team': (words) => askForm(words, 's', filled, { ...room, team: 'small' }),
  'ask/form, alone': (words) => askForm(words, 's', filled, { ...room, team: 'alone' }),
  'ask/form, one person': (words) => askForm(words, 's', filled, { ...room, named: true }),
  'ask/sent': (words) => sentMessage(words, 'ask.sent', sent),
  'ask/sent over nights, to one person': (words) => sentMessage(words, 'ask.sent-nights', { ...sent, widen: true }),
  'ask/sent over weekends': (words) => sentMessage(words, 'ask.sent-weekends', sent),
  'ask/still need': (words) => sentMessage(words, 'ask.still-need-sent', sent),
  'ask/widened': (words) => sentMessage(words, 'ask.widened', sent),
  'ask/again': (words) => againMessage(words, 's', monday, monday),
  'ask/taken back': (words) => askSentence(words, 'ask.taken-back'),
  'ask/agreed already': (words) => askSentence(words, 'ask.agreed-already'),
  'ask/closed': (words) => askSentence(words, 'ask.closed'),
  'ask/avoid saved': (words) => askSentence(words, 'ask.avoid-saved'),
  'ask/avoid': (words) => avoidForm(words, ['dana'], 5),
  'ask/mine, none': (words) => mineMessage(words, [], 0, limits),
  'ask/mine, first of two': (words) => mineMessage(words, [own, { ...own, subject: 't' }], 0, limits),
  'ask/mine, planned': (words) => mineMessage(words, [{ ...own, stands: 'planned', widen: false }], 0, limits),
  'ask/mine, matched': (words) => mineMessage(words, [{ ...own, stands: 'matched' }], 0, limits),
  'ask/mine, crowded': (words) => mineMessage(words, [{ ...own, text: long }], 0, limits),
  'ask/mine, asked': (words) => mineMessage(words, [{ type: 'asked', subject: 's', request: named }], 0, limits),
}

const problems = [
  'ask.text-missing',
  'ask.pick-one',
  'ask.teammate-unknown',
  'ask.teammate-self',
  'ask.teammate-outsider',
  'ask.teammate-missing',
  'ask.teammate-open',
  'ask.teammate-unheard',
] as const

export const asks: Exhibits = {
  ...requests,
  ...news,
  ...windows,
  'ask/errors and names': (words) => ({
    lines: {
      about: aboutAsk(words),
      ...Object.fromEntries(problems.map((key) => [key, askProblem(words, key)])),
      long: words.label('ask.text-long', { limit: 1_000, length: 10_000 }),
      open: words.label('ask.two-open', { count: 2 }),
      today: words.label('ask.enough-today', { count: 5 }),
      avoided: tooManyAvoided(words, 5),
    },
  }),
  'ask/settings': (words) => data([mineRow(words, 0), mineRow(words, 1)]),
  'ask/data': (words) =>
    data([
      ownRow(words, day, 'helped', text),
      ownRow(words, day, 'withdrawn', undefined),
      askedRow(words, day, 'notNow'),
      draftRow(words, text),
      avoidedRow(words, ['Dana']),
    ]),
}
