import type { Selectable } from 'kysely'
import type { Id, Standing } from '../../engine/index.ts'
import type { Db, InvitationsTable, MembersTable } from '../../store/tables.ts'

export const memberRow = (db: Db, id: Id): Promise<Selectable<MembersTable> | undefined> =>
  db.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirst()

export const workspaceName = async (db: Db, id: Id): Promise<string> =>
  (await db.selectFrom('workspaces').select('name').where('id', '=', id).executeTakeFirst())?.name ?? ''

/** An admin of the workspace other than this person: who it was that invited is not kept. */
export const someAdmin = async (db: Db, workspace: Id, other: Id): Promise<string | undefined> => {
  const row = await db
    .selectFrom('members')
    .select('name')
    .where('workspace', '=', workspace)
    .where('admin', '=', 1)
    .where('gone_at', 'is', null)
    .where('id', '!=', other)
    .where('name', '!=', '')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.name
}

export const setStanding = async (db: Db, id: Id, standing: Standing): Promise<void> => {
  await db.updateTable('members').set({ standing }).where('id', '=', id).execute()
}

/** Joining starts afresh: an old pause does not come back. */
export const markJoined = async (db: Db, id: Id, now: number): Promise<void> => {
  await db
    .updateTable('members')
    .set({ standing: 'joined', joined_at: now, paused_until: null })
    .where('id', '=', id)
    .execute()
}

export const invitationOf = (db: Db, member: Id): Promise<Selectable<InvitationsTable> | undefined> =>
  db.selectFrom('invitations').selectAll().where('member', '=', member).executeTakeFirst()

/** `answer` is sealed. */
export const keepInvitation = async (db: Db, row: Selectable<InvitationsTable>): Promise<void> => {
  await db
    .insertInto('invitations')
    .values(row)
    .onConflict((c) => c.column('member').doUpdateSet({ answer: row.answer }))
    .execute()
}

export const dropInvitation = async (db: Db, member: Id): Promise<void> => {
  await db.deleteFrom('invitations').where('member', '=', member).execute()
}
