import type { Id } from '../../engine/index.ts'
import type { Db } from '../../store/tables.ts'

export const workspaceName = async (db: Db, id: Id): Promise<string> =>
  (await db.selectFrom('workspaces').select('name').where('id', '=', id).executeTakeFirst())?.name ?? ''

export const programmeOf = async (db: Db, workspace: Id): Promise<string | undefined> =>
  (await db.selectFrom('programmes').select('text').where('workspace', '=', workspace).executeTakeFirst())?.text

/** An empty text takes it away. */
export const setProgramme = async (db: Db, workspace: Id, text: string): Promise<void> => {
  if (text === '') {
    await db.deleteFrom('programmes').where('workspace', '=', workspace).execute()
    return
  }
  await db
    .insertInto('programmes')
    .values({ workspace, text })
    .onConflict((c) => c.column('workspace').doUpdateSet({ text }))
    .execute()
}
