import type { Selectable } from 'kysely'
import type { Db, MembersTable, WorkspacesTable } from '../store/tables.ts'
import type { Address, Id, Person } from './adapter.ts'
import { DEFAULT_CAPACITY, type Member, type QuietHours, quietHoursOf, type Standing } from './member.ts'
import { isZone } from './zone.ts'

type MemberRow = Selectable<MembersTable>
type WorkspaceRow = Selectable<WorkspacesTable>

export const accountOf = (address: Address): string => `${address.platform}:${address.id}`

export const addressOf = (member: Pick<Member, 'platform' | 'workspace' | 'person'>): Address => ({
  platform: member.platform,
  workspace: member.workspace,
  kind: 'person',
  id: member.person,
})

/** Members by id, with what is unknown resolved by their workspace. Missing ids are left out. */
export const membersById = async (db: Db, ids: readonly Id[]): Promise<Map<Id, Member>> => {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('members').selectAll().where('id', 'in', ids).execute()
  const workspaces = await workspacesById(db, [...new Set(rows.map((row) => row.workspace))])
  return new Map(
    rows.flatMap((row) => {
      const workspace = workspaces.get(row.workspace)
      return workspace ? [[row.id, toMember(row, workspace)] as const] : []
    }),
  )
}

export const memberByPerson = async (db: Db, workspace: Id, person: string): Promise<Member | undefined> => {
  const row = await db
    .selectFrom('members')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .executeTakeFirst()
  return row && (await membersById(db, [row.id])).get(row.id)
}

/** Somebody who has no row yet, as they would read if they had one. */
export const strangerAs = (id: Id, person: Person, workspace: WorkspaceRow): Member => ({
  ...toMember({ ...emptyRow, ...told(person), ...keysOf(id, person), name: person.name ?? '' }, workspace),
  stored: false,
})

export const insertMember = async (db: Db, member: Member, person: Person): Promise<void> => {
  const row = { ...emptyRow, ...told(person), ...keysOf(member.id, person), name: member.name }
  await db
    .insertInto('members')
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute()
}

/** Writes what the platform tells anew. Returns what of it matters to others. */
export const updateFrom = async (db: Db, member: Member, person: Person, now: number): Promise<Change | undefined> => {
  const row = await db.selectFrom('members').selectAll().where('id', '=', member.id).executeTakeFirst()
  if (!row) return undefined
  const changes = Object.entries({ ...told(person), ...toldGone(person, row, now) }).filter(
    ([key, value]) => row[key as keyof MemberRow] !== value,
  )
  if (changes.length === 0) return undefined
  await db.updateTable('members').set(Object.fromEntries(changes)).where('id', '=', member.id).execute()
  const keys = new Set(changes.map(([key]) => key))
  if (keys.has('gone_at')) return person.gone ? 'gone' : 'back'
  return keys.has('time_zone') ? 'zone' : 'other'
}

export type Change = 'zone' | 'gone' | 'back' | 'other'

const toldGone = (person: Person, row: MemberRow, now: number): Partial<MemberRow> => {
  if (person.gone === undefined) return {}
  return { gone_at: person.gone ? (row.gone_at ?? now) : null }
}

export const workspacesById = async (db: Db, ids: readonly Id[]): Promise<Map<Id, WorkspaceRow>> => {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('workspaces').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row]))
}

const keysOf = (id: Id, { address }: Person) => ({
  id,
  workspace: address.workspace,
  platform: address.platform,
  account: accountOf(address),
  person: address.id,
})

const told = (person: Person): Partial<MemberRow> => ({
  ...(person.name !== undefined && { name: person.name }),
  ...(person.admin !== undefined && { admin: person.admin ? 1 : 0 }),
  ...(person.outsider !== undefined && { outsider: person.outsider ? 1 : 0 }),
  // A platform may tell a zone that nobody knows: then what is known stays.
  ...(person.timeZone !== undefined && isZone(person.timeZone) && { time_zone: person.timeZone }),
  ...(person.locale !== undefined && { locale: person.locale }),
})

const emptyRow = {
  name: '',
  admin: 0,
  outsider: 0,
  standing: 'known',
  joined_at: null,
  paused_until: null,
  unreachable_since: null,
  gone_at: null,
  time_zone: null,
  own_time_zone: null,
  locale: null,
  quiet_hours: null,
  capacity: null,
}

const toMember = (row: MemberRow, workspace: WorkspaceRow): Member => ({
  id: row.id,
  workspace: row.workspace,
  platform: row.platform,
  account: row.account,
  person: row.person,
  name: row.name,
  admin: row.admin === 1,
  outsider: row.outsider === 1,
  standing: row.standing as Standing,
  ...(row.paused_until !== null && { pausedUntil: row.paused_until }),
  ...(row.unreachable_since !== null && { unreachableSince: row.unreachable_since }),
  ...(row.gone_at !== null && { goneAt: row.gone_at }),
  timeZone: row.own_time_zone ?? row.time_zone ?? workspace.time_zone,
  zoneKnown: (row.own_time_zone ?? row.time_zone) !== null,
  locales: localesOf(row.locale, workspace.locale),
  quietHours: row.quiet_hours ? (JSON.parse(row.quiet_hours) as QuietHours) : defaultQuietHours(workspace.setting),
  budget: workspace.budget,
  capacity: row.capacity ?? DEFAULT_CAPACITY,
  stored: true,
})

const defaultQuietHours = (setting: string): QuietHours =>
  setting === 'community' ? quietHoursOf.community : quietHoursOf.company

const localesOf = (own: string | null, workspace: string): readonly string[] => {
  const chain = [own, own?.split('-')[0], workspace, workspace.split('-')[0], 'en']
  return [...new Set(chain.filter((locale): locale is string => Boolean(locale)))]
}
