import { type CheckInShown, checkInMessage, notedMessage, passedMessage } from '../../../messages/check-in.ts'
import type { Block, Message } from '../../../messages/message.ts'
import { type Id, type Looking, localDate, type Reason, type Weekday, weekdayOf } from '../../engine/index.ts'
import { type CheckInRow, shownCheckIn } from './queries.ts'

/** What may ride along below a tapped check-in, the same whatever was tapped. Its buttons act by their viewer. */
export type Rider = (c: Looking) => Promise<readonly Block[]>

/** A check-in as its reader sees it now. */
export const viewCheckIn = async (
  c: Looking,
  subject: Id,
  riders: readonly Rider[],
): Promise<Message | { readonly skip: Reason }> => {
  const row = await shownCheckIn(c.db, subject, c.viewer.id)
  const skip = reasonToSkip(row)
  if (!row || skip) return { skip: skip ?? 'withdrawn' }
  const open = row.open === 1
  if (row.answered === 1) {
    const blocks = open ? (await Promise.all(riders.map((rider) => rider(c)))).flat() : []
    return c.words((words) => notedMessage(words, open, blocks))
  }
  const shown = shownTo(c, row)
  return c.words((words) => (open ? checkInMessage(words, shown) : passedMessage(words, shown)))
}

/** The weekday on which it came, where its reader is. */
export const weekdayFor = (c: Pick<Looking, 'viewer'>, row: Pick<CheckInRow, 'due_at'>): Weekday =>
  weekdayOf(localDate(row.due_at, c.viewer.timeZone))

type Shown = NonNullable<Awaited<ReturnType<typeof shownCheckIn>>>

/** Only what has not been sent can still be left out. */
const reasonToSkip = (row: Shown | undefined): Reason | undefined => {
  if (!row) return 'withdrawn'
  if (row.sent_at !== null) return undefined
  if (row.mode === 'rest') return 'backed-off'
  if (row.answered === 1) return undefined
  if (row.open === 0) return 'withdrawn'
  return row.skip_next === 1 ? 'paused' : undefined
}

const shownTo = (c: Looking, row: Shown): CheckInShown => ({
  who: { mention: c.viewer.person, name: c.viewer.name },
  seed: c.viewer.id,
  turn: row.turn,
  still: row.mode === 'still',
  weekday: weekdayFor(c, row),
  budget: c.viewer.budget,
})
