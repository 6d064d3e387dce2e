import type { HelpKind } from '../../messages/help-kinds.ts'
import type { Values } from '../../src/engine/index.ts'
import { createFeatures } from '../../src/features.ts'
import { day, monday, openRoom, type Room, type Who } from './room.ts'

const joined = (id: string, name: string, more: Partial<Who> = {}): Who => ({
  id,
  name,
  standing: 'joined',
  joined_at: monday - day,
  ...more,
})

/** Seven who joined, all in Berlin; Hana never joined; a bot. */
export const seven: readonly Who[] = [
  joined('ada', 'Ada'),
  joined('ben', 'Ben'),
  joined('cleo', 'Cleo'),
  joined('dana', 'Dana', { admin: 1 }),
  joined('eli', 'Eli'),
  joined('fay', 'Fay'),
  joined('gus', 'Gus'),
  { id: 'hana', name: 'Hana' },
  { id: 'bot', name: 'Bot', outsider: 1 },
]

/** Some of them, by their ids. */
export const only = (...ids: readonly string[]): readonly Who[] => seven.filter(({ id }) => ids.includes(id))

/** A room with everything that Reachout does. */
export const openRequests = (people: readonly Who[] = seven, at = monday): Promise<Room> =>
  openRoom(createFeatures(), people, at)

/** These people offer this, as many times in seven dates. */
export const offer = async (room: Room, people: readonly string[], kind: HelpKind = 'learn', capacity = 2) => {
  for (const person of people) await room.form(person, 'offers.save', { kinds: [kind], capacity: String(capacity) })
}

export const wish = { text: 'Help with the parser', kind: 'learn', minutes: '15', widen: true }

/** Opens the form and sends it. */
export const ask = async (room: Room, person: string, values: Values = {}) => {
  const { form } = await room.command(person, 'reachout', {})
  return room.form(person, 'ask.send', { ...wish, ...values }, form?.subject)
}

export const newest = (room: Room, person: string) => room.sentTo(person).at(-1)?.message

/** Presses a button of a private window. */
export const tap = (room: Room, person: string, window: Window, label: string) => {
  const button = (window?.blocks ?? [])
    .flatMap((block) => (block.type === 'buttons' ? block.buttons : []))
    .find((one) => one.label === label)
  if (!window || !button) throw new Error(`${person} has no button ${label} there`)
  return room.act(person, button.action, button.value, window.subject)
}
type Window = Awaited<ReturnType<Room['act']>>['say']

export const asksIn = (room: Room) => room.store.transact((db) => db.selectFrom('asks').selectAll().execute())
export const requestsIn = (room: Room) =>
  room.store.transact((db) => db.selectFrom('requests').selectAll().orderBy('at').execute())

/** How this person's deliveries of a kind ended, in order. */
export const endsOf = async (room: Room, person: string, view = 'ask.helper') =>
  (await room.ledger())
    .filter((row) => row.member === person && row.view === view)
    .sort((a, b) => a.planned_at - b.planned_at)
    .map((row) => row.reason ?? row.status)
