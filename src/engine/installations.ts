import type { Selectable } from 'kysely'
import { notServedMessage } from '../../messages/common.ts'
import type { WorkspacesTable } from '../store/tables.ts'
import type { Heard, Id, Reply } from './adapter.ts'
import type { Job } from './job.ts'
import type { Parts } from './parts.ts'

const BUDGET = 2

type WorkspaceRow = Selectable<WorkspacesTable>

/** Without a list the first workspace is served and the door then closes. */
export const install = async (parts: Parts, job: Job, heard: Extract<Heard, { kind: 'installed' }>): Promise<Reply> => {
  const rows = await job.db.selectFrom('workspaces').selectAll().execute()
  const known = rows.find((row) => row.id === heard.workspace)
  if (known) {
    await job.db
      .updateTable('workspaces')
      .set({ name: heard.name, suspended_at: null, removed_at: null })
      .where('id', '=', known.id)
      .execute()
    return {}
  }
  const open = parts.served ? parts.served.includes(heard.workspace) : rows.length === 0
  if (!open) return { say: parts.catalog.render([heard.by.locale ?? 'en', 'en'], notServedMessage) }
  await job.db
    .insertInto('workspaces')
    .values({
      id: heard.workspace,
      platform: heard.by.address.platform,
      name: heard.name,
      time_zone: heard.timeZone ?? parts.timeZone ?? 'UTC',
      locale: heard.locale ?? 'en',
      setting: heard.setting ?? 'company',
      budget: BUDGET,
      installed_at: job.now,
    })
    .execute()
  return {}
}

/** Nothing more is sent; what is stored goes when its time comes. */
export const uninstall = async (job: Job, workspace: Id): Promise<Reply> => {
  await job.db
    .updateTable('workspaces')
    .set({ removed_at: job.now })
    .where('id', '=', workspace)
    .where('removed_at', 'is', null)
    .execute()
  return {}
}

export const isServed = (parts: Parts, workspace: WorkspaceRow): boolean =>
  workspace.removed_at === null && isListed(parts, workspace.id)

/** One that was taken off the list is neither heard nor written to. */
export const isListed = ({ served }: Pick<Parts, 'served'>, workspace: Id): boolean =>
  served?.includes(workspace) ?? true
