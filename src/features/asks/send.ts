import { askProblem, sentMessage } from '../../../messages/ask.ts'
import { notServedMessage, staleMessage } from '../../../messages/common.ts'
import type { Message } from '../../../messages/message.ts'
import { type Acting, type Id, localDate, type Member, type Reply, type Values } from '../../engine/index.ts'
import { readWish, subjectOf, teamOf } from './form.ts'
import { planWay, putTo } from './moves.ts'
import type { Needs } from './needs.ts'
import { type AskRow, askOf, asksOf, dropDraft, insertAsk } from './queries.ts'
import { ASKS_A_DAY, type Between, between, delayOf, isBlind, OPEN_ASKS, toldAfter } from './rules.ts'
import { type AskWords, sealWords } from './words.ts'

/** One press of Send, or the second of the same form: one ask, and the window that says by when they hear. */
export const send = async (c: Acting, subject: Id, values: Values, needs: Needs): Promise<Reply> => {
  if (c.member.outsider) return { say: c.words(notServedMessage) }
  const { id, saidBlind } = subjectOf(c, subject)
  const sent = await askOf(c.db, id)
  if (sent) return sent.asker === c.member.id && sent.state === 'open' ? onItsWay(c, sent) : stale(c)
  const wish = readWish(c, values)
  if ('errors' in wish) return wish
  const named = await teammateOf(c, wish.teammate, needs)
  if ('problem' in named) return errorAt(c, 'teammate', named.problem)
  const past = await asksOf(c.db, c.member.id)
  if (named.id !== null && past.some((ask) => ask.state === 'open' && ask.named === named.id))
    return errorAt(c, 'teammate', 'ask.teammate-open')
  const full = limitOf(c, past, c.now)
  if (full !== undefined) return { errors: { text: full } }
  if (named.id === null && (await teamOf(c, needs)) === 'alone') return errorAt(c, 'teammate', 'ask.teammate-missing')
  await c.keep()
  await dropDraft(c.db, c.member.id)
  const { text, kind, minutes, widen } = wish
  const blind = saidBlind || (await hides(c, needs))
  const made = { id, named: named.id, widen: named.id === null || widen, blind, from: c.now }
  const ask = await makeAsk(c, made, { text, kind, minutes, noted: [] })
  if (named.member) await putTo(c, ask, named.member, 'named', needs)
  return onItsWay(c, ask)
}

type Made = {
  readonly id: Id
  readonly named: Id | null
  readonly widen: boolean
  readonly blind: boolean
  /** Epoch ms: from here on it is open, and its hours count. */
  readonly from: number
}

/** Writes the ask and fixes all its instants. */
export const makeAsk = async (c: Acting, made: Made, words: AskWords): Promise<AskRow> => {
  const { id: asker, workspace, timeZone, quietHours } = c.member
  const { id, named, widen, blind, from } = made
  const told = toldAfter(from, timeZone, quietHours)
  const ask: AskRow = {
    id,
    workspace,
    asker,
    named,
    helper: null,
    state: 'open',
    ending: null,
    words: sealWords(c, { id, asker }, words),
    widen: widen ? 1 : 0,
    blind: blind ? 1 : 0,
    round: 0,
    sent_at: from,
    told_at: told,
    accepted_at: null,
    ended_at: null,
  }
  await insertAsk(c.db, ask)
  const route = named === null ? 'open' : widen ? 'widened' : 'named'
  planWay(c, c.member, { id, from, told }, route, from + delayOf(id, 0))
  return ask
}

/** What of one's own acts stands in the way of one more ask at that instant, as a sentence. */
export const limitOf = (c: Acting, past: readonly AskRow[], at: number): string | undefined => {
  const open = past.filter(({ state }) => state === 'open').length
  if (open >= OPEN_ASKS) return c.words((words) => words.label('ask.two-open', { count: OPEN_ASKS }))
  const date = localDate(at, c.member.timeZone)
  const today = past.filter((ask) => localDate(ask.sent_at, c.member.timeZone) === date).length
  return today < ASKS_A_DAY ? undefined : c.words((words) => words.label('ask.enough-today', { count: ASKS_A_DAY }))
}

export const hides = async (c: Acting, needs: Needs): Promise<boolean> =>
  isBlind((await needs.counts(c, c.workspace)).joined, c.member.standing === 'joined')

/** The same bytes whoever was named, and whatever becomes of it. */
export const onItsWay = (c: Acting, ask: AskRow): Reply => ({ say: toldWindow(c, ask) })

const toldWindow = (c: Acting, ask: AskRow): Message => {
  const { timeZone, quietHours } = c.member
  const key = sentKeys[between(ask.sent_at, ask.told_at, timeZone, quietHours)]
  return c.words((words) =>
    sentMessage(words, key, { subject: ask.id, told: toldSpan(c, ask.told_at), widen: canWiden(ask) }),
  )
}

/** A named ask that stays with one person so far. */
export const canWiden = ({ state, named, widen }: AskRow): boolean => state === 'open' && named !== null && widen === 0

/** The time alone when it is today. */
export const toldSpan = (c: Acting, time: number) => {
  const today = localDate(c.now, c.member.timeZone) === localDate(time, c.member.timeZone)
  return { time, style: today ? 'time' : 'both' } as const
}

const sentKeys = {
  nothing: 'ask.sent',
  nights: 'ask.sent-nights',
  weekends: 'ask.sent-weekends',
} as const satisfies Record<Between, string>

type Problem = Parameters<typeof askProblem>[1]
type Named = { readonly id: Id | null; readonly member?: Member } | { readonly problem: Problem }

/** Only what is the asker's own mistake is told; whatever else holds for a person is met later, unseen. */
const teammateOf = async (c: Acting, person: string | undefined, needs: Needs): Promise<Named> => {
  if (person === undefined) return { id: null }
  if (person === c.member.person) return { problem: 'ask.teammate-self' }
  const member = await c.find(person)
  if (!member) {
    const account = `${c.member.platform}:${person}`
    // Whoever was erased reads like whoever never joined.
    if (await c.wasErased({ workspace: c.workspace, account })) return { id: standInFor(c, account) }
    return { problem: 'ask.teammate-unknown' }
  }
  if (member.outsider) return { problem: 'ask.teammate-outsider' }
  if (await needs.knowsBlocked(c, c.member, member)) return { problem: 'ask.teammate-unheard' }
  return { id: member.id, member }
}

/** In the place of a member who was erased: the same each time, and useless without the secret. */
export const standInFor = (c: Pick<Acting, 'sealed'>, account: string): Id => c.sealed.hash(`erased ${account}`)

const errorAt = (c: Acting, field: string, problem: Problem): Reply => ({
  errors: { [field]: c.words((words) => askProblem(words, problem)) },
})

const stale = (c: Acting): Reply => ({ say: c.words(staleMessage) })
