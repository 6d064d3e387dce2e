import { againMessage, askProblem, askSentence, mineWindow, sentMessage } from '../../../messages/ask.ts'
import { copyMessage, type FollowUpAnswer, notTalkedMessage } from '../../../messages/ask-news.ts'
import { staleMessage } from '../../../messages/common.ts'
import { type Acting, type Id, quietUntil, type Reply } from '../../engine/index.ts'
import { openForm, teamOf } from './form.ts'
import { memberOf, move, planWay, reopen } from './moves.ts'
import type { Needs } from './needs.ts'
import { type AskRow, askOf, asksOf, changeAsk, keepWords, type Put, putOf, shownOf } from './queries.ts'
import { CLOSE_MS, delayOf, FOLLOW_UP_MS, FOLLOW_UPS, requestIn, sameTimeTomorrow } from './rules.ts'
import { canWiden, hides, limitOf, makeAsk, toldSpan } from './send.ts'
import { type AskWords, openWords, sealWords } from './words.ts'

/** Works until a yes, and removes the words everywhere. */
export const takeBack = (c: Acting, subject: Id): Promise<Reply> =>
  ifOwn(c, subject, async (ask) => {
    if (ask.ending === 'withdrawn' || (await move(c, ask, 'take-back'))) return say(c, 'ask.taken-back')
    return ask.state === 'matched' ? say(c, 'ask.agreed-already') : stale(c)
  })

/** Somebody else is looked for at the instants that were fixed when it was sent; soon, when those have passed. */
export const widen = (needs: Needs) => (c: Acting, subject: Id) =>
  ifOwn(c, subject, async (ask) => {
    if (!canWiden(ask)) return stale(c)
    if ((await teamOf(c, needs)) === 'alone')
      return { say: c.words((words) => mineWindow(words, [askProblem(words, 'ask.teammate-missing')])) }
    await changeAsk(c.db, ask.id, ask.state, { widen: 1 })
    planWay(c, c.member, { id: ask.id, from: ask.sent_at, told: ask.told_at }, 'widened', c.now + delayOf(ask.id, 0))
    const shown = { subject: ask.id, told: toldSpan(c, ask.told_at), widen: false }
    return { say: c.words((words) => sentMessage(words, 'ask.widened', shown)) }
  })

/** One of the four. The message reads the same after each; what follows opens in a private window. */
export const answerFollowUp =
  (needs: Needs, answer: FollowUpAnswer) =>
  async (c: Acting, subject: Id): Promise<Reply> => {
    const put = await putOf(c.db, requestIn(subject) ?? '')
    const words = put && openWords(c, put.ask)
    if (!put || !words || put.ask.asker !== c.member.id || put.ask.helper !== put.request.helper) return stale(c)
    const shown = (await shownOf(c.db, 'ask.follow-up', [subject], c.member.id)).has(subject)
    if (!shown || put.ask.state !== 'matched' || words.noted.includes(subject)) return stale(c)
    const noted = { ...words, noted: [...words.noted, subject] }
    await keepWords(c.db, put.ask.id, sealWords(c, put.ask, noted))
    c.refresh(subject)
    return answers[answer](c, put, noted, needs)
  }

/** The form once more, filled, to ask one person by name. */
export const askOne = (needs: Needs) => (c: Acting, subject: Id) =>
  ifNobody(c, subject, async (_, { text, kind, minutes }) => openForm(c, { text, kind, minutes }, needs, true))

/** The same words tomorrow, to whoever can then; pressed twice it is one. */
export const tryTomorrow = (needs: Needs) => (c: Acting, subject: Id) =>
  ifNobody(c, subject, async (ask, words) => {
    const made = words.again === undefined ? undefined : await askOf(c.db, words.again)
    if (made) return made.state === 'open' ? again(c, made) : stale(c)
    const { text, kind, minutes } = words
    if ((await teamOf(c, needs)) === 'alone') return openForm(c, { text, kind, minutes }, needs, true)
    const from = sameTimeTomorrow(c.now, c.member.timeZone, c.member.quietHours)
    const full = limitOf(c, await asksOf(c.db, c.member.id), from)
    if (full !== undefined) return { say: c.words((all) => mineWindow(all, [full])) }
    const id = c.id('ask')
    await keepWords(c.db, ask.id, sealWords(c, ask, { ...words, again: id }))
    const fresh = { text, kind, minutes, noted: [] }
    return again(c, await makeAsk(c, { id, named: null, widen: true, blind: await hides(c, needs), from }, fresh))
  })

export const copy = (c: Acting, subject: Id): Promise<Reply> =>
  ifNobody(c, subject, async (_, { text }) => ({ say: c.words((words) => copyMessage(words, text)) }))

type Answered = (c: Acting, put: Put, words: AskWords, needs: Needs) => Promise<Reply>

const answers: Readonly<Record<FollowUpAnswer, Answered>> = {
  helped: async (c, { ask, request }, _, { thanksWindow }) => {
    await move(c, ask, 'helped')
    const helper = await memberOf(c, request.helper)
    return helper ? { say: await thanksWindow(c, helper, ask.id) } : say(c, 'ask.closed')
  },
  'not-talked': async (c, { ask, request }, { noted }) => {
    await move(c, ask, 'not-talked')
    const over = noted.filter((subject) => requestIn(subject) === request.id).length >= FOLLOW_UPS
    const at = over ? c.now + CLOSE_MS : nextDay(c)
    c.wake(over ? 'close' : 'follow-up', ask.id, at)
    const key = over ? 'ask.not-talked-last' : 'ask.not-talked-again'
    return { say: c.words((words) => notTalkedMessage(words, key, at)) }
  },
  'still-need': async (c, { ask }) => {
    const told = await reopen(c, ask, 'still-need')
    if (told === undefined) return stale(c)
    const shown = { subject: ask.id, told: toldSpan(c, told), widen: false }
    return { say: c.words((words) => sentMessage(words, 'ask.still-need-sent', shown)) }
  },
  close: async (c, { ask }) => {
    await move(c, ask, 'close')
    return say(c, 'ask.closed')
  },
}

const nextDay = (c: Acting): number => {
  const at = c.now + FOLLOW_UP_MS
  return quietUntil(at, c.member.timeZone, c.member.quietHours) ?? at
}

const again = (c: Acting, { id, sent_at, told_at }: AskRow): Reply => ({
  say: c.words((words) => againMessage(words, id, sent_at, told_at)),
})

const ifOwn = async (c: Acting, subject: Id, run: (ask: AskRow) => Promise<Reply>): Promise<Reply> => {
  const ask = await askOf(c.db, subject)
  return ask?.asker === c.member.id ? run(ask) : stale(c)
}

const ifNobody = (c: Acting, subject: Id, run: (ask: AskRow, words: AskWords) => Promise<Reply>): Promise<Reply> =>
  ifOwn(c, subject, async (ask) => {
    const words = openWords(c, ask)
    return words && ask.ending === 'nobody' ? run(ask, words) : stale(c)
  })

const say = (c: Acting, key: Parameters<typeof askSentence>[1]): Reply => ({
  say: c.words((words) => askSentence(words, key)),
})

const stale = (c: Acting): Reply => ({ say: c.words(staleMessage) })
