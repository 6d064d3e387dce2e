import { blockListButton } from '../../../messages/blocks.ts'
import {
  dataMessage,
  eraseQuestion,
  pausedMessage,
  pauseForm,
  pauseMessage,
  pauseOverMessage,
  settingsMessage,
  zoneForm,
  zoneSavedMessage,
} from '../../../messages/settings.ts'
import { type Exhibits, monday } from './exhibit.ts'

const view = { joined: true, zone: 'Europe/Berlin', zoneKnown: true, rows: [], buttons: [] }
const rows = [{ label: 'Name', spans: ['Ada'] }]
/** Labels of one's own data that need no value. */
const names = [
  'data.yes',
  'data.no',
  'data.name',
  'data.standing',
  'data.joined',
  'data.invited',
  'data.invitation',
  'data.invitation-rests',
  'data.zone',
  'data.zone-set',
  'data.paused',
  'data.unreachable',
  'data.locale',
  'data.admin',
] as const
const standings = ['known', 'invited', 'joined', 'left']

export const settings: Exhibits = {
  'settings/joined': (words) => settingsMessage(words, view),
  'settings/paused': (words) => settingsMessage(words, { ...view, pausedUntil: monday }),
  'settings/zone guessed': (words) => settingsMessage(words, { ...view, zoneKnown: false }),
  'settings/outside': (words) => settingsMessage(words, { ...view, joined: false }),
  'settings/added to': (words) => settingsMessage(words, { ...view, rows, buttons: [blockListButton(words)] }),
  'settings/outside, added to': (words) =>
    settingsMessage(words, { ...view, joined: false, rows, buttons: [blockListButton(words)] }),
  'settings/pause': pauseMessage,
  'settings/pause form': pauseForm,
  'settings/pause done': (words) => pausedMessage(words, monday),
  'settings/pause over': pauseOverMessage,
  'settings/zone form': (words) => zoneForm(words, undefined),
  'settings/zone form, filled': (words) => zoneForm(words, 'Europe/Berlin'),
  'settings/zone saved': (words) => zoneSavedMessage(words, 'Europe/Berlin'),
  'settings/data': (words) => dataMessage(words, rows, 0, 1),
  'settings/data, first of two': (words) => dataMessage(words, rows, 0, 2),
  'settings/data, none': (words) => dataMessage(words, [], 0, 0),
  'settings/erase': eraseQuestion,
  'settings/errors': (words) => ({
    lines: {
      date: words.label('pause.bad-date', { example: '2026-03-09' }),
      zone: words.label('zone.unknown'),
    },
  }),
  'settings/names': (words) => ({
    lines: {
      ...Object.fromEntries(names.map((key) => [key, words.label(key)])),
      ...Object.fromEntries(standings.map((standing) => [standing, words.label('data.standing-is', { standing })])),
    },
  }),
}
