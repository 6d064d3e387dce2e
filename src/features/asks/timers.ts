import type { Context, Due, Feature, Id } from '../../engine/index.ts'
import { askOfStep, findOne, move, NEWS_LATE_MS } from './moves.ts'
import type { Needs } from './needs.ts'
import { type AskRow, askOf, requestTo } from './queries.ts'
import { CLOSE_MS, followUpOf, requestIn } from './rules.ts'
import { openWords } from './words.ts'

/** Everything that happens to an ask by the clock. */
export const timersFor = (needs: Needs): NonNullable<Feature['timers']> => ({
  step: each(askOfStep, async (c, ask) => {
    if (ask.state === 'open' && ask.widen === 1) await findOne(c, ask, needs)
  }),
  told: each((subject) => subject, tellNobody),
  'follow-up': each((subject) => subject, followUp),
  close: each(
    (subject) => subject,
    async (c, ask) => {
      const unanswered = await nextFollowUp(c, ask)
      if ((await move(c, ask, 'unanswered')) && unanswered) c.refresh(unanswered)
    },
  ),
})

const each =
  (askIn: (subject: string) => Id, run: (c: Context, ask: AskRow) => Promise<void>) =>
  async (c: Context, due: readonly Due[]): Promise<void> => {
    for (const { subject } of due) {
      const ask = await askOf(c.db, askIn(subject))
      if (ask) await run(c, ask)
    }
  }

/** The promise of the told time: no yes until now, so this is what they hear. */
const tellNobody = async (c: Context, ask: AskRow): Promise<void> => {
  if (!(await move(c, ask, 'time-up'))) return
  c.say(ask.asker, 'ask.nobody', ask.id, { key: `nobody:${ask.id}`, because: 'your-request', lateMs: NEWS_LATE_MS })
}

/** Silence closes it in a week, whether or not the question arrived. */
const followUp = async (c: Context, ask: AskRow): Promise<void> => {
  const found = ask.state === 'matched' ? await nextFollowUp(c, ask) : undefined
  if (!found) return
  c.say(ask.asker, 'ask.follow-up', found, { key: `follow-up:${found}`, because: 'your-request', lateMs: NEWS_LATE_MS })
  c.wake('close', ask.id, c.now + CLOSE_MS)
}

const nextFollowUp = async (c: Context, ask: AskRow): Promise<Id | undefined> => {
  const request = ask.helper === null ? undefined : await requestTo(c.db, ask.id, ask.helper)
  if (!request) return undefined
  const noted = openWords(c, ask)?.noted.filter((subject) => requestIn(subject) === request.id) ?? []
  return followUpOf(request.id, noted.length + 1)
}
