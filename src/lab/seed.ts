import type { Chance, Rule } from '../engine/index.ts'
import type { Db } from '../store/tables.ts'
import { platform, type Role, roles, workspace, workspaceName } from './cast.ts'

/** What is told about a member once the rows are there; the features do the rest. */
export type News = { readonly name: 'member.joined' | 'member.invited'; readonly member: string }

/** A check-in goes out up to four hours late, and then not. */
const lateMs = 4 * 3_600_000
const checkIns: Rule = { every: 'week', on: ['monday'], at: '10:00' }

/** One workspace, its people and its weekly check-in, in the transaction of `db`. */
export const plantSeed = async (db: Db, chance: Chance, at: number): Promise<readonly News[]> => {
  const members = roles.map((role) => ({ role, id: chance.id() }))
  await db.insertInto('workspaces').values(workspaceRow(at)).execute()
  await db
    .insertInto('members')
    .values(members.map(({ role, id }) => memberRow(role, id, at)))
    .execute()
  await db.insertInto('schedules').values(scheduleRow(chance.id(), at)).execute()
  return members.map(({ role, id }) => ({ name: `member.${role.standing}`, member: id }))
}

const workspaceRow = (at: number) => ({
  id: workspace,
  platform,
  name: workspaceName,
  time_zone: 'Europe/Berlin',
  locale: 'en',
  setting: 'company',
  budget: 2,
  installed_at: at,
  suspended_at: null,
  removed_at: null,
})

const memberRow = (role: Role, id: string, at: number) => ({
  id,
  workspace,
  platform,
  account: `${platform}:${role.id}`,
  person: role.id,
  name: role.name,
  admin: role.admin ? 1 : 0,
  outsider: 0,
  standing: role.standing,
  joined_at: role.standing === 'joined' ? at : null,
  paused_until: role.pausedMs === undefined ? null : at + role.pausedMs,
  unreachable_since: null,
  gone_at: null,
  time_zone: role.timeZone,
  own_time_zone: null,
  locale: role.locale,
  quiet_hours: null,
})

const scheduleRow = (id: string, at: number) => ({
  id,
  workspace,
  kind: 'check-in',
  rule: JSON.stringify(checkIns),
  time_zone: null,
  state: 'active',
  version: 1,
  late_ms: lateMs,
  created_at: at,
})
