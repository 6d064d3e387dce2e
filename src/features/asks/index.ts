import { aboutAsk, askSentence } from '../../../messages/ask.ts'
import { followUpAnswers } from '../../../messages/ask-news.ts'
import { readCatalog } from '../../../messages/catalog.ts'
import type { Acting, Feature, Id } from '../../engine/index.ts'
import type { Db } from '../../store/tables.ts'
import { answerFollowUp, askOne, copy, takeBack, tryTomorrow, widen } from './asker.ts'
import { openKind, openTyped } from './form.ts'
import { backOut, happy, later, notNow, remind } from './helper.ts'
import { hear, keeps } from './keeps.ts'
import { mineSettings, openAvoid, type SettingsShown, saveAvoid, showMine } from './mine.ts'
import type { Needs } from './needs.ts'
import { askOf, countJoined, putOf } from './queries.ts'
import { requestIn } from './rules.ts'
import { send } from './send.ts'
import { timersFor } from './timers.ts'
import { viewBackedOut, viewFollowUp, viewNobody, viewReminder, viewRequest, viewYes } from './views.ts'

export type { Needs } from './needs.ts'

export type Asks = Feature & {
  /** The member who caused what this subject is about, for the one who reads it. */
  causedBy(db: Db, subject: Id): Promise<Id | undefined>
  /** Whether the one who reads about this subject was shown who caused it; true of what is none of a request. */
  isNamed(db: Db, subject: Id): Promise<boolean>
  /** For the settings window. */
  settings(c: Acting): Promise<SettingsShown>
}

/** From "I could use a hand" to a helper who agreed, to an end that was told. Without other features nobody is found. */
export const createAsks = (given: Partial<Needs> = {}): Asks => {
  const needs: Needs = { ...alone, ...given }
  return {
    name: 'asks',
    commands: {
      reachout: {
        about: readCatalog().render(['en'], aboutAsk),
        run: (c, values) => openTyped(c, values, needs),
      },
    },
    actions: {
      'ask.open': (c, _subject, value) => openKind(c, value, needs),
      'ask.mine': showMine(needs),
      'ask.avoid': openAvoid,
      ...askerActions(needs),
      ...helperActions(needs),
    },
    forms: {
      'ask.send': (c, subject, values) => send(c, subject, values, needs),
      'ask.avoid': saveAvoid,
    },
    timers: timersFor(needs),
    views: {
      'ask.helper': viewRequest(needs),
      'ask.reminder': viewReminder(needs),
      'ask.yes': viewYes(needs),
      'ask.backed-out': viewBackedOut,
      'ask.follow-up': viewFollowUp,
      'ask.nobody': viewNobody,
    },
    hears: hear,
    causedBy,
    isNamed,
    settings: mineSettings,
    keeps,
  }
}

/** What holds where no other feature stands beside this one. */
const alone: Needs = {
  offering: async () => [],
  counts: async (c, workspace) => ({ joined: await countJoined(c.db, workspace) }),
  isBlocked: async () => false,
  knowsBlocked: async () => false,
  firstContact: async (_, to) => to.standing === 'joined',
  thanksWindow: (c) => c.words((words) => askSentence(words, 'ask.closed')),
}

const askerActions = (needs: Needs): NonNullable<Feature['actions']> => ({
  'ask.take-back': takeBack,
  'ask.widen': widen(needs),
  'ask.one-person': askOne(needs),
  'ask.tomorrow': tryTomorrow(needs),
  'ask.copy': copy,
  ...Object.fromEntries(followUpAnswers.map((answer) => [`ask.${answer}`, answerFollowUp(needs, answer)])),
})

const helperActions = (needs: Needs): NonNullable<Feature['actions']> => ({
  'ask.happy': happy(needs),
  'ask.later': later(needs),
  'ask.remind': remind(needs),
  'ask.not-now': notNow(needs),
  'ask.back-out': backOut(needs),
})

/** News of a match is caused by its helper, everything else by the asker. */
const causedBy = async (db: Db, subject: Id): Promise<Id | undefined> => {
  const news = requestIn(subject)
  if (news !== undefined) return (await putOf(db, news))?.request.helper
  return (await putOf(db, subject))?.ask.asker ?? (await askOf(db, subject))?.asker
}

/** Of a request that hides a name, only a yes shows it. */
const isNamed = async (db: Db, subject: Id): Promise<boolean> => {
  const put = await putOf(db, subject)
  return !put || put.request.route === 'named' || put.ask.blind === 0 || put.request.yes_at !== null
}
