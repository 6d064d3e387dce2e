import { aboutAdmin, adminMessage, planErrors, planForm, planLabel, planRow } from '../../../messages/schedules.ts'
import { data, type Exhibits } from './exhibit.ts'

const plan = { day: 'monday', time: '10:00' }
const current = { ...plan, paused: false, subject: 's' }
const weekdays = { from: '09:00', to: '18:00', weekends: true }
const everyDay = { from: '09:00', to: '22:00', weekends: false }

export const schedules: Exhibits = {
  'schedules/none': (words) => adminMessage(words, {}),
  'schedules/current': (words) => adminMessage(words, { plan: current }),
  'schedules/paused': (words) => adminMessage(words, { plan: { ...current, paused: true } }),
  'schedules/saved': (words) => adminMessage(words, { plan: current, done: 'schedules.saved' }),
  'schedules/pause done': (words) =>
    adminMessage(words, { plan: { ...current, paused: true }, done: 'schedules.pause-done' }),
  'schedules/start done': (words) => adminMessage(words, { plan: current, done: 'schedules.start-done' }),
  'schedules/form': (words) => planForm(words, 's', plan, weekdays),
  'schedules/data': (words) => data([planRow(words, plan)]),
  'schedules/errors and names': (words) => ({
    lines: {
      about: aboutAdmin(words),
      plan: planLabel(words, plan),
      ...planErrors(words, 'bad-day', weekdays),
      ...planErrors(words, 'bad-time', weekdays),
      'quiet day': planErrors(words, 'quiet-day', weekdays).day ?? '',
      'quiet time': planErrors(words, 'quiet-time', weekdays).time ?? '',
      'quiet time every day': planErrors(words, 'quiet-time', everyDay).time ?? '',
    },
  }),
}
