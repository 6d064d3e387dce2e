import { adminOnlyMessage, staleMessage } from '../../../messages/common.ts'
import { type AdminWindow, adminMessage, planErrors, planForm } from '../../../messages/schedules.ts'
import type { Acting, Id, Reply, Values, Weekday } from '../../engine/index.ts'
import { startMove } from './occurrences.ts'
import { changeSchedule, insertSchedule, quietHoursIn, type Schedule, schedulesIn } from './queries.ts'
import { checkPlan, openHours, planOf, suggestedPlan, weeklyRule } from './rules.ts'

/** How late a check-in may still go out: DESIGN.md, Time. */
const LATE_MS = 4 * 3_600_000

/** The admin's window, for `/reachout admin`. */
export const openAdmin = (c: Acting): Promise<Reply> => ifAdmin(c, () => show(c))

/** Opens the form with day and time: of the schedule that there is, or of a new one. */
export const openChange = (c: Acting): Promise<Reply> =>
  ifAdmin(c, async () => {
    const plan = planIn(await weeklyIn(c)) ?? suggestedPlan
    const hours = openHours(await quietHoursIn(c.db, c.workspace))
    return { form: c.words((words) => planForm(words, c.workspace, plan, hours)) }
  })

/** The form, sent. The same once more changes nothing and is answered alike. */
export const saveChange = (c: Acting, _subject: Id, values: Values): Promise<Reply> =>
  ifAdmin(c, async () => {
    const hours = await quietHoursIn(c.db, c.workspace)
    const checked = checkPlan(String(values.day ?? ''), String(values.time ?? '').trim(), hours)
    if ('problem' in checked) {
      return { errors: c.words((words) => planErrors(words, checked.problem, openHours(hours))) }
    }
    await savePlan(c, checked.plan)
    return show(c, 'schedules.saved')
  })

export const pause = (c: Acting, subject: Id): Promise<Reply> => turn(c, subject, 'paused')

/** Nothing is made up for: the next check-in comes at its next time. */
export const start = (c: Acting, subject: Id): Promise<Reply> => turn(c, subject, 'active')

const turn = (c: Acting, subject: Id, state: 'active' | 'paused'): Promise<Reply> =>
  ifAdmin(c, async () => {
    const weekly = await weeklyIn(c)
    if (weekly?.id !== subject) return { say: c.words(staleMessage) }
    if (weekly.active !== (state === 'active')) await change(c, weekly, { state })
    return show(c, state === 'active' ? 'schedules.start-done' : 'schedules.pause-done')
  })

const ifAdmin = async (c: Acting, run: () => Promise<Reply>): Promise<Reply> =>
  c.admin ? run() : { say: c.words(adminOnlyMessage) }

const savePlan = async (c: Acting, plan: { day: Weekday; time: string }): Promise<void> => {
  const weekly = await weeklyIn(c)
  const rule = JSON.stringify(weeklyRule(plan))
  if (!weekly) return makeWeekly(c, rule)
  const before = planOf(weekly.rule)
  if (before?.day !== plan.day || before.time !== plan.time) await change(c, weekly, { rule })
}

const makeWeekly = async (c: Acting, rule: string): Promise<void> => {
  const row = { id: c.id('schedule'), workspace: c.workspace, kind: 'check-in', rule, time_zone: null, state: 'active' }
  await insertSchedule(c.db, { ...row, version: 1, late_ms: LATE_MS, created_at: c.now })
  startMove(c, row.id)
  c.tell('schedule.changed', row.id)
}

const change = async (c: Acting, weekly: Schedule, what: { rule?: string; state?: string }): Promise<void> => {
  await changeSchedule(c.db, weekly, what)
  startMove(c, weekly.id)
  c.tell('schedule.changed', weekly.id)
}

const show = async (c: Acting, done?: AdminWindow['done']): Promise<Reply> => {
  const weekly = await weeklyIn(c)
  const plan = planIn(weekly)
  const window: AdminWindow = {
    ...(weekly && plan && { plan: { ...plan, paused: !weekly.active, subject: weekly.id } }),
    ...(done && { done }),
  }
  return { say: c.words((words) => adminMessage(words, window)) }
}

/** The one weekly check-in of the acting admin's workspace. */
const weeklyIn = async (c: Acting): Promise<Schedule | undefined> =>
  (await schedulesIn(c.db, c.workspace, ['check-in'])).find((one) => planOf(one.rule) !== undefined)

const planIn = (weekly: Schedule | undefined) => weekly && planOf(weekly.rule)
