import { type Context, type Id, type Member, membersById } from '../../engine/index.ts'
import type { Needs } from './needs.ts'
import { type AskRow, avoidedOf, changeAsk, insertRequest, loadSince, type Put, requestsOf } from './queries.ts'
import {
  delayOf,
  type Event,
  inTurn,
  LOAD_MS,
  newsOf,
  nextOf,
  STEPS,
  stepsFrom,
  toldAfter,
  WIDEN_FROM,
} from './rules.ts'
import { openAvoided, openWords } from './words.ts'

/** How late news of one's own request may still come: it says how something ended, and that does not age fast. */
export const NEWS_LATE_MS = 7 * 86_400_000

/** After these, what helpers were sent reads otherwise. After any other nothing that they see has changed. */
const seenByHelpers: readonly Event[] = ['yes', 'take-back', 'time-up', 'asker-gone']

type Changes = Partial<Pick<AskRow, 'helper' | 'accepted_at' | 'widen' | 'round' | 'told_at'>>

/** The only way an ask changes its state. False: from where it stands that cannot happen, or somebody was first. */
export const move = async (c: Context, ask: AskRow, event: Event, more: Changes = {}): Promise<boolean> => {
  const next = nextOf(ask.state, event)
  if (!next) return false
  const end = next.state === 'ended' ? { ending: next.ending, ended_at: c.now } : {}
  const words = next.state === 'ended' && next.ending === 'withdrawn' ? { words: null } : {}
  if (!(await changeAsk(c.db, ask.id, ask.state, { state: next.state, ...end, ...words, ...more }))) return false
  stopTimers(c, ask.id)
  if (seenByHelpers.includes(event)) for (const { id } of await requestsOf(c.db, ask.id)) c.refresh(id)
  return true
}

export const stopTimers = (c: Context, ask: Id): void => {
  for (let step = 0; step < STEPS; step++) c.wake('step', stepName(ask, step), undefined)
  for (const kind of ['told', 'follow-up', 'close']) c.wake(kind, ask, undefined)
}

type Way = { readonly id: Id; readonly from: number; readonly told: number }
type Asker = Pick<Member, 'timeZone' | 'quietHours'>

/**
 * Fixes every instant up to the told time. An open ask goes to somebody at `first` and then at each eighth of the way; a
 * named one that is widened to somebody else from the middle on, or at `first` when all of that has passed.
 */
export const planWay = (
  c: Context,
  asker: Asker,
  way: Way,
  route: 'named' | 'widened' | 'open',
  first: number,
): void => {
  c.wake('told', way.id, way.told)
  if (route === 'named') return
  const steps = stepsFrom(way.from, asker.timeZone, asker.quietHours).flatMap((at, i) =>
    (route === 'open' || i + 1 >= WIDEN_FROM) && at > c.now ? [{ step: i + 1, at }] : [],
  )
  for (const { step, at } of steps) c.wake('step', stepName(way.id, step), at)
  if (route === 'open' || steps.length === 0) c.wake('step', stepName(way.id, 0), first)
}

/** Widened, with a new told time that is counted from now. Undefined when that cannot happen. */
export const reopen = async (
  c: Context,
  ask: AskRow,
  event: 'back-out' | 'still-need',
): Promise<number | undefined> => {
  const asker = await memberOf(c, ask.asker)
  if (!asker) return undefined
  const told = toldAfter(c.now, asker.timeZone, asker.quietHours)
  const round = ask.round + 1
  if (!(await move(c, ask, event, { helper: null, widen: 1, round, told_at: told }))) return undefined
  const first = event === 'back-out' ? c.now : c.now + delayOf(ask.id, round)
  planWay(c, asker, { id: ask.id, from: c.now, told }, 'open', first)
  return told
}

/** The helper cannot after all, or is no longer there: the asker is told, and somebody else is looked for. */
export const stepBack = async (c: Context, { request, ask }: Put): Promise<void> => {
  if ((await reopen(c, ask, 'back-out')) === undefined) return
  const news = newsOf(request.id)
  c.refresh(news)
  c.say(ask.asker, 'ask.backed-out', news, { key: `backed-out:${news}`, because: 'your-request', lateMs: NEWS_LATE_MS })
}

/** Puts the ask to one person, once. */
export const putTo = async (
  c: Context,
  ask: Pick<AskRow, 'id' | 'workspace'>,
  helper: Member,
  route: 'named' | 'found',
  { firstContact }: Pick<Needs, 'firstContact'>,
): Promise<void> => {
  const id = c.id(`request ${ask.id} ${helper.id}`)
  const row = { id, ask: ask.id, workspace: ask.workspace, helper: helper.id, route, at: c.now }
  if (!(await insertRequest(c.db, { ...row, answer: null, yes_at: null }))) return
  if (route === 'named' && !(await firstContact(c, helper))) return
  const because = route === 'named' ? 'named-you' : 'you-offered'
  c.say(helper.id, 'ask.helper', id, { key: `request:${id}`, because })
}

/** One more helper, if there is any: among those who offer this, least asked first. */
export const findOne = async (c: Context, ask: AskRow, needs: Needs): Promise<void> => {
  const words = openWords(c, ask)
  if (!words) return
  const avoided = await avoidedOf(c.db, ask.asker)
  const left = new Set(await needs.offering(c.db, ask.workspace, words.kind))
  for (const { helper } of await requestsOf(c.db, ask.id)) left.delete(helper)
  for (const id of avoided ? openAvoided(c, ask.asker, avoided.who) : []) left.delete(id)
  for (const id of [ask.asker, ask.named]) if (id !== null) left.delete(id)
  const load = await loadSince(c.db, [...left], c.now - LOAD_MS)
  const [first] = inTurn(ask.id, [...left], load)
  const helper = first && (await memberOf(c, first))
  if (helper) await putTo(c, ask, helper, 'found', needs)
}

export const memberOf = async (c: Pick<Context, 'db'>, id: Id): Promise<Member | undefined> =>
  (await membersById(c.db, [id])).get(id)

const stepName = (ask: Id, step: number): string => `${ask}:${step}`

/** The ask that a step is about. */
export const askOfStep = (name: string): Id => name.slice(0, name.lastIndexOf(':'))
