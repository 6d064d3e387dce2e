import { readCatalog } from '../../../messages/catalog.ts'
import { staleMessage } from '../../../messages/common.ts'
import { aboutCommand } from '../../../messages/help.ts'
import type { Button } from '../../../messages/message.ts'
import {
  eraseQuestion,
  pausedMessage,
  pauseForm,
  pauseMessage,
  pauseOverMessage,
  type Row,
  settingsMessage,
  zoneForm,
  zoneSavedMessage,
} from '../../../messages/settings.ts'
import { erasedMessage } from '../../../messages/welcome.ts'
import { type Acting, addDays, type Feature, type Id, localDate, type Reply, type Values } from '../../engine/index.ts'
import { showData } from './data.ts'
import { setPause, setZone } from './queries.ts'
import { pauseForDays, pauseUntilDate, zoneNamed } from './rules.ts'

/** What another feature adds to the settings window of this person, whether or not they take part. */
export type SettingsPart = (
  c: Acting,
) => Promise<{ readonly rows: readonly Row[]; readonly buttons: readonly Button[] }>

/** A person's own settings, all in private windows. Nothing here is ever delivered. */
export const createPreferences = ({ parts = [] }: { parts?: readonly SettingsPart[] } = {}): Feature => {
  const open = (c: Acting) => showSettings(c, parts)
  return {
    name: 'preferences',
    commands: {
      settings: { about: about('settings'), run: open },
      pause: { about: about('pause'), run: (c) => joinedOnly(c, open, askPause) },
    },
    actions: {
      'settings.open': open,
      'settings.pause': (c) => joinedOnly(c, open, askPause),
      'settings.pause-days': (c, _subject, value) => joinedOnly(c, open, () => pauseDays(c, value)),
      'settings.pause-until': (c) => joinedOnly(c, open, async () => ({ form: c.words(pauseForm) })),
      'settings.resume': (c) => joinedOnly(c, open, resume),
      'settings.zone': (c) => joinedOnly(c, open, openZone),
      'settings.data': (c, _subject, value) => showData(c, value),
      'settings.erase': async (c) => ({ say: c.words(eraseQuestion) }),
      'settings.erase-yes': erase,
    },
    forms: {
      'settings.pause-until': (c, _subject, values) => joinedOnly(c, open, () => submitPause(c, values)),
      'settings.zone': (c, _subject, values) => joinedOnly(c, open, () => submitZone(c, values)),
    },
    // What is set here stands in the member's own row, which the members keep.
    keeps: { export: async () => undefined, erase: async () => {}, expire: async () => {} },
  }
}

const about = (name: 'settings' | 'pause') => readCatalog().render(['en'], (words) => aboutCommand(words, name))

/** Who does not take part has nothing to pause: the settings say so, with a way in. */
const joinedOnly = (c: Acting, open: (c: Acting) => Promise<Reply>, act: (c: Acting) => Promise<Reply>) =>
  c.member.standing === 'joined' ? act(c) : open(c)

const showSettings = async (c: Acting, parts: readonly SettingsPart[]): Promise<Reply> => {
  const { standing, pausedUntil, timeZone, zoneKnown } = c.member
  const joined = standing === 'joined'
  const added: Awaited<ReturnType<SettingsPart>>[] = []
  for (const part of parts) added.push(await part(c))
  return {
    say: c.words((words) =>
      settingsMessage(words, {
        joined,
        zone: timeZone,
        zoneKnown,
        rows: added.flatMap(({ rows }) => rows),
        buttons: added.flatMap(({ buttons }) => buttons),
        ...(pausedUntil !== undefined && pausedUntil > c.now && { pausedUntil }),
      }),
    ),
  }
}

const askPause = async (c: Acting): Promise<Reply> => ({ say: c.words(pauseMessage) })

/** The lengths that the window offers. */
const offered = ['7', '14']

const pauseDays = async (c: Acting, value: string | undefined): Promise<Reply> => {
  if (value === undefined || !offered.includes(value)) return { say: c.words(staleMessage) }
  return pauseUntil(c, pauseForDays(c.now, c.member.timeZone, Number(value)))
}

const submitPause = async (c: Acting, values: Values): Promise<Reply> => {
  const until = pauseUntilDate(c.now, c.member.timeZone, values.date)
  if (until !== undefined) return pauseUntil(c, until)
  const example = addDays(localDate(c.now, c.member.timeZone), 7)
  return { errors: { date: c.words((words) => words.label('pause.bad-date', { example })) } }
}

const pauseUntil = async (c: Acting, until: number): Promise<Reply> => {
  await setPause(c.db, c.member.id, until)
  return { say: c.words((words) => pausedMessage(words, until)) }
}

const resume = async (c: Acting): Promise<Reply> => {
  await setPause(c.db, c.member.id, null)
  return { say: c.words(pauseOverMessage) }
}

const openZone = async (c: Acting): Promise<Reply> => {
  const { zoneKnown, timeZone } = c.member
  return { form: c.words((words) => zoneForm(words, zoneKnown ? timeZone : undefined)) }
}

/** A zone set by hand wins over what the platform tells. */
const submitZone = async (c: Acting, values: Values): Promise<Reply> => {
  const zone = zoneNamed(values.zone)
  if (zone === undefined) return { errors: { zone: c.words((words) => words.label('zone.unknown')) } }
  await setZone(c.db, c.member.id, zone)
  c.tell('member.zone', c.member.id)
  return { say: c.words((words) => zoneSavedMessage(words, zone)) }
}

const erase = async (c: Acting): Promise<Reply> => {
  const id: Id = c.member.id
  if (c.member.stored) await c.erase(id)
  return { say: c.words(erasedMessage) }
}
