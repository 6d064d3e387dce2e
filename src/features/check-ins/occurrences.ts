import { type Context, type Id, placedId } from '../../engine/index.ts'
import { insertCheckIns, type PaceRow, pacesOf, savePaces } from './queries.ts'
import { freshPace, type Mode, type Pace, paceWeek } from './rules.ts'

/** One (schedule, member, period) that came due. */
export type Occurrence = {
  readonly schedule: Id
  readonly workspace: Id
  readonly member: Id
  readonly period: string
  /** Epoch ms. */
  readonly dueAt: number
  /** How late it may still go out. */
  readonly lateMs: number
}

type Week = Occurrence & { readonly id: Id; readonly mode: Mode; readonly turn: number }

/** One check-in each, in the order given; weeks that silence leaves out end in the ledger too. */
export const occur = async (c: Context, occurrences: readonly Occurrence[]): Promise<void> => {
  const before = await pacesOf(c.db, [...new Set(occurrences.map((one) => one.member))])
  const after = new Map<Id, Pace>()
  const weeks: Week[] = []
  for (const one of occurrences) {
    const { pace, mode } = paceWeek(after.get(one.member) ?? before.get(one.member) ?? freshPace)
    after.set(one.member, pace)
    if (mode) weeks.push({ ...one, id: idFor(c, one), mode, turn: pace.turn })
  }
  const made = await insertCheckIns(c.db, weeks.map(toRow))
  for (const week of weeks) if (made.has(week.id)) plan(c, week)
  await savePaces(
    c.db,
    [...after].filter(hasChanged(before)).map(([member, pace]) => toPaceRow(member, pace)),
  )
}

const idFor = (c: Context, { schedule, member, period, dueAt }: Occurrence): Id =>
  placedId(member, c.id(`check-in ${schedule} ${member} ${period}`), dueAt)

/** The key lasts longer than the row: whoever leaves and joins again in one week is not asked twice. */
const plan = (c: Context, { id, schedule, member, period, dueAt, lateMs }: Week): void =>
  c.say(member, 'check-in.ask', id, {
    key: `check-in:${schedule}:${member}:${period}`,
    because: 'schedule',
    at: dueAt,
    lateMs,
  })

const toRow = ({ id, workspace, member, schedule, period, dueAt, mode, turn }: Week) => ({
  id,
  workspace,
  member,
  schedule,
  period,
  due_at: dueAt,
  mode,
  turn,
  open: mode === 'rest' ? 0 : 1,
})

const hasChanged =
  (before: ReadonlyMap<Id, PaceRow>) =>
  ([member, pace]: readonly [Id, Pace]): boolean => {
    const { step, silent, rested } = before.get(member) ?? freshPace
    return pace.step !== step || pace.silent !== silent || pace.rested !== rested
  }

const toPaceRow = (member: Id, { step, silent, rested, turn }: Pace) => ({ member, step, silent, rested, turn })
