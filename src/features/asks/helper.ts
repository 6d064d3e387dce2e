import { fullMessage, HERE, laterMessage, lineMessage, reminderSetMessage } from '../../../messages/ask-helper.ts'
import { staleMessage } from '../../../messages/common.ts'
import { type Acting, addDays, type Id, localDate, quietUntil, type Reply, resolveLocal } from '../../engine/index.ts'
import { memberOf, move, NEWS_LATE_MS, stepBack } from './moves.ts'
import type { Needs } from './needs.ts'
import { changeRequest, foundDates, reminderOf, shownOf } from './queries.ts'
import { FOLLOW_UP_MS, newsOf, type Reads, remindersFor } from './rules.ts'
import { acceptedOf, lineOrAccepted, rest, type Seen, seenBy } from './views.ts'
import { sealTap } from './words.ts'

type Act = (c: Acting, subject: Id, value: string | undefined) => Promise<Reply>

/** A yes. The first one counts; whoever comes second reads that it is taken care of. */
export const happy = (needs: Needs): Act =>
  whileIt(['asks', 'later'], needs, async (c, seen, value) => {
    const { request, ask } = seen
    if (!(await move(c, ask, 'yes', { helper: c.member.id, accepted_at: c.now }))) {
      return { say: c.words((words) => lineMessage(words, 'ask.taken')) }
    }
    await changeRequest(c.db, request.id, { yes_at: c.now })
    const news = newsOf(request.id)
    c.say(ask.asker, 'ask.yes', news, { key: `yes:${news}`, because: 'your-request', lateMs: NEWS_LATE_MS })
    await planFollowUp(c, ask)
    const full = request.route === 'found' ? await fullWindow(c) : undefined
    if (full) return { say: full }
    return value === HERE ? { say: acceptedOf(c, { ...seen, reads: 'yes' }) } : {}
  })

/** Nobody else is told; when to be reminded is chosen in a private window. */
export const later = (needs: Needs): Act =>
  whileIt(['asks', 'later'], needs, async (c, { request, ask, reads }) => {
    const reminded = (await shownOf(c.db, 'ask.reminder', [request.id], c.member.id)).size > 0
    const again = reads === 'later' && reminded
    await changeRequest(c.db, request.id, { answer: sealTap(c, request, again ? 'later-again' : 'later') })
    c.refresh(request.id)
    if (again) return { say: rest(c) }
    const { timeZone, quietHours } = c.member
    const choices = remindersFor(c.now, ask.told_at, timeZone, quietHours).map(({ name }) => name)
    return { say: c.words((words) => laterMessage(words, request.id, choices)) }
  })

/** One reminder, at the instant chosen first. */
export const remind = (needs: Needs): Act =>
  whileIt(['later'], needs, async (c, { request, ask }, value) => {
    const { timeZone, quietHours } = c.member
    const chosen = remindersFor(c.now, ask.told_at, timeZone, quietHours).find(({ name }) => name === value)
    const set = await reminderOf(c.db, request.id)
    const at = set ?? chosen?.at
    if (at === undefined) return stale(c)
    c.say(c.member.id, 'ask.reminder', request.id, { key: `reminder:${request.id}`, because: 'you-set-it', at })
    return { say: c.words((words) => reminderSetMessage(words, request.id, at)) }
  })

/** Changes nothing but the tapper's own message. */
export const notNow = (needs: Needs): Act =>
  whileIt(['asks', 'later'], needs, async (c, { request }, value) => {
    await changeRequest(c.db, request.id, { answer: sealTap(c, request, 'not-now') })
    c.refresh(request.id)
    return value === HERE ? { say: rest(c) } : {}
  })

/** After a yes. Once the request is over, or is with somebody else, nobody hears of it. */
export const backOut = (needs: Needs): Act =>
  whileIt(['yes'], needs, async (c, { request, ask }) => {
    const stands = ask.state === 'matched' && ask.helper === c.member.id
    const answer = sealTap(c, request, 'back-out')
    await changeRequest(c.db, request.id, { answer, ...(stands && { yes_at: null }) })
    if (stands) await stepBack(c, { request, ask })
    c.refresh(request.id)
    return {}
  })

/** Private windows outlive what they are about: what is over is told as it stands. */
const whileIt =
  (
    reads: readonly Reads[],
    needs: Needs,
    run: (c: Acting, seen: Seen, value: string | undefined) => Promise<Reply>,
  ): Act =>
  async (c, subject, value) => {
    const seen = await seenBy(c, subject, needs)
    if (!seen) return stale(c)
    if (reads.includes(seen.reads)) return run(c, seen, value)
    return seen.reads === 'taken' ? { say: lineOrAccepted(c, seen) } : stale(c)
  }

/** A day after the yes, once the asker's quiet hours are over. */
const planFollowUp = async (c: Acting, ask: Seen['ask']): Promise<void> => {
  const asker = await memberOf(c, ask.asker)
  const at = c.now + FOLLOW_UP_MS
  c.wake('follow-up', ask.id, asker ? (quietUntil(at, asker.timeZone, asker.quietHours) ?? at) : at)
}

/** As many found requests as they want on any 7 dates have reached this helper: from when on there may be more. */
const fullWindow = async (c: Acting) => {
  const { account, capacity, timeZone } = c.member
  const dates = await foundDates(c.db, account, addDays(localDate(c.now, timeZone), -6))
  const first = capacity > 0 ? dates.at(-capacity) : undefined
  if (first === undefined || dates.length < capacity) return undefined
  const day = resolveLocal(addDays(first, 7), '00:00', timeZone)
  return c.words((words) => fullMessage(words, dates.length, day))
}

const stale = (c: Acting): Reply => ({ say: c.words(staleMessage) })
