import type { Words } from './catalog.ts'
import type { Button, Form, Message, Spans } from './message.ts'

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** The weekly check-in as admins see it. A weekday in English lower case and a wall-clock time, `10:00`. */
export type WeeklyPlan = { readonly day: string; readonly time: string }
/** The wall-clock times outside quiet hours, `to` included, and whether weekends are quiet too. */
export type OpenHours = { readonly from: string; readonly to: string; readonly weekends: boolean }

export type AdminWindow = {
  readonly plan?: WeeklyPlan & { readonly paused: boolean; readonly subject: string }
  /** What was done, said first. */
  readonly done?: 'schedules.saved' | 'schedules.pause-done' | 'schedules.start-done'
}

/** The admin's private window. It holds what admins configured and nothing of anyone else. */
export const adminMessage = (words: Words, { plan, done }: AdminWindow): Message => ({
  summary: words.label('schedules.summary'),
  subject: plan?.subject ?? '',
  blocks: [
    { type: 'text', spans: done ? words.text(done) : stateSpans(words, plan) },
    ...(done ? [{ type: 'text' as const, spans: stateSpans(words, plan) }] : []),
    { type: 'buttons', buttons: scheduleButtons(words, plan) },
    {
      type: 'buttons',
      buttons: [
        { label: words.label('schedules.invite'), action: 'members.invite' },
        { label: words.label('schedules.programme'), action: 'support.programme' },
      ],
    },
    { type: 'text', small: true, spans: words.text('schedules.promise') },
  ],
})

/** Day and time of the weekly check-in. */
export const planForm = (words: Words, subject: string, plan: WeeklyPlan, hours: OpenHours): Form => ({
  name: 'schedule.change',
  subject,
  title: words.label('schedules.form-title'),
  fields: [
    {
      name: 'day',
      label: words.label('schedules.form-day'),
      type: 'choice',
      required: true,
      options: days.map((value) => ({ value, label: words.label('schedules.day', { day: value }) })),
      value: plan.day,
    },
    {
      name: 'time',
      label: words.label('schedules.form-time'),
      hint: words.label('schedules.form-time-hint', { from: hours.from, to: hours.to }),
      type: 'time',
      required: true,
      value: plan.time,
    },
  ],
  submit: words.label('schedules.form-save'),
})

export type PlanProblem = 'bad-day' | 'bad-time' | 'quiet-day' | 'quiet-time'

/** Field to sentence, saying what would work. */
export const planErrors = (words: Words, problem: PlanProblem, hours: OpenHours): Readonly<Record<string, string>> => {
  switch (problem) {
    case 'bad-day':
      return { day: words.label('schedules.bad-day') }
    case 'bad-time':
      return { time: words.label('schedules.bad-time') }
    case 'quiet-day':
      return { day: words.label('schedules.quiet-day') }
    case 'quiet-time':
      return { time: words.label('schedules.quiet-time', { ...hours, weekends: hours.weekends ? 'quiet' : 'open' }) }
  }
}

/** `Mondays at 10:00 in each person's own time zone` */
export const planLabel = (words: Words, { day, time }: WeeklyPlan): string =>
  words.label('schedules.when', { day: words.label('schedules.on-day', { day }), time })

/** The plan that a member is part of, as a row of their own data. */
export const planRow = (words: Words, plan: WeeklyPlan): { label: string; spans: readonly [string] } => ({
  label: words.label('schedules.data'),
  spans: [planLabel(words, plan)],
})

/** One line about the admin's command, for a platform's own list. */
export const aboutAdmin = (words: Words): string => words.label('schedules.about-admin')

const stateSpans = (words: Words, plan: AdminWindow['plan']): Spans => {
  if (!plan) return words.text('schedules.none')
  return words.text(plan.paused ? 'schedules.paused' : 'schedules.current', { when: planLabel(words, plan) })
}

const scheduleButtons = (words: Words, plan: AdminWindow['plan']): readonly Button[] => {
  if (!plan) return [{ label: words.label('schedules.make'), action: 'schedule.change', style: 'primary' }]
  const change: Button = { label: words.label('schedules.change'), action: 'schedule.change' }
  return plan.paused
    ? [{ label: words.label('schedules.start'), action: 'schedule.start', style: 'primary' }, change]
    : [change, { label: words.label('schedules.pause'), action: 'schedule.pause' }]
}
