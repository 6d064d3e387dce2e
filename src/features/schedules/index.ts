import { readCatalog } from '../../../messages/catalog.ts'
import { aboutAdmin, planRow } from '../../../messages/schedules.ts'
import type { Context, Feature, Id, Looking, Member, Rule, Seen } from '../../engine/index.ts'
import { openAdmin, openChange, pause, saveChange, start } from './admin.ts'
import { enrol, fireDue, moveSome, type Occur, place, startMove } from './occurrences.ts'
import { deleteSubscriptions, schedulesIn, subscriptionsOf, workspaceOf } from './queries.ts'
import { nextOpenFire, planOf, zoneChangeFrom } from './rules.ts'

export type { Occur, Occurrence } from './occurrences.ts'

export type Schedules = Feature & {
  /** When this member's next check-in comes, epoch ms, whether or not they have a place in the schedule yet. */
  firstHello(c: Pick<Context, 'db' | 'now'>, member: FirstHelloOf): Promise<number | undefined>
}

export type FirstHelloOf = Pick<Member, 'id' | 'workspace' | 'timeZone'>

/** What admins configure, and the occurrences that come of it. `kinds` makes something of each kind's occurrences. */
export const createSchedules = ({ kinds }: { readonly kinds: Readonly<Record<string, Occur>> }): Schedules => ({
  name: 'schedules',
  commands: {
    admin: { about: readCatalog().render(['en'], aboutAdmin), adminOnly: true, run: openAdmin },
  },
  actions: { 'schedule.change': openChange, 'schedule.pause': pause, 'schedule.start': start },
  forms: { 'schedule.change': saveChange },
  timers: { due: (c, due) => fireDue(c, due, kinds), move: moveSome },
  hears: (c, seen) => hear(c, seen, Object.keys(kinds)),
  firstHello,
  keeps: {
    export: exportFor,
    erase: leave,
    expire: async () => {},
  },
})

/** What is stored is which plan they are part of, and where they stand in it. */
const exportFor = async (c: Looking, member: Id): Promise<readonly Readonly<Record<string, string>>[]> =>
  (await subscriptionsOf(c.db, { member })).flatMap(({ rule, done }) => {
    const plan = planOf(JSON.parse(rule) as Rule)
    if (!plan) return []
    const { label, spans } = c.words((words) => planRow(words, plan))
    return [{ [label]: done === null ? spans[0] : `${spans[0]} (${done})` }]
  })

const hear = async (c: Context, seen: Seen, kinds: readonly string[]): Promise<void> => {
  if (seen.kind === 'person' && seen.changed === 'zone') return moveZone(c, seen.member)
  if (seen.kind !== 'told') return
  switch (seen.name) {
    case 'member.joined':
      return join(c, seen.subject, kinds)
    case 'member.left':
    case 'member.erased':
      return leave(c, seen.subject)
    case 'member.zone':
      return moveZone(c, seen.subject)
    case 'schedule.changed':
      return startMove(c, seen.subject)
  }
}

const join = async (c: Context, member: Id, kinds: readonly string[]): Promise<void> => {
  const workspace = await workspaceOf(c.db, member)
  if (workspace === undefined) return
  for (const schedule of await schedulesIn(c.db, workspace, kinds)) await enrol(c, schedule, [member])
  const subscriptions = await subscriptionsOf(c.db, { member })
  await place(
    c,
    subscriptions.filter((one) => one.version !== one.current),
  )
}

const leave = async (c: Context, member: Id): Promise<void> => {
  for (const id of await deleteSubscriptions(c.db, member)) c.wake('due', id, undefined)
}

const moveZone = async (c: Context, member: Id): Promise<void> =>
  place(c, await subscriptionsOf(c.db, { member }), (one) => zoneChangeFrom(c.now, one.lateMs, one.joinedAt))

const firstHello = async (
  { db, now }: Pick<Context, 'db' | 'now'>,
  { id, workspace, timeZone }: FirstHelloOf,
): Promise<number | undefined> => {
  const schedule = (await schedulesIn(db, workspace, ['check-in'])).find((one) => one.active)
  if (!schedule) return undefined
  const place = (await subscriptionsOf(db, { member: id })).find((one) => one.schedule === schedule.id)
  const zone = schedule.zone ?? timeZone
  return nextOpenFire({ rule: schedule.rule, zone, done: place?.done ?? null }, now)?.at
}
