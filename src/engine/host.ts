import type { Adapter, Heard, Host, Reply } from './adapter.ts'
import { runJob } from './job.ts'
import type { Parts } from './parts.ts'
import { accountOf } from './roster.ts'

/** What one adapter is given. Its vault is its own: keys of two adapters never meet. */
export const createHost = (parts: Parts, adapter: Adapter, handle: (heard: Heard) => Promise<Reply>): Host => {
  const owner = `vault:${adapter.platform}`
  // Keys name people: only their hash is stored.
  const place = (key: string) => parts.store.keys.hash(`${owner}:${key}`)
  return {
    handle,
    commands: parts.commands,
    workspacesOf: (person) =>
      runJob(parts, parts.clock.now(), async ({ db }) => {
        const rows = await db
          .selectFrom('members')
          .select('workspace')
          .where('account', '=', accountOf(person))
          .where('gone_at', 'is', null)
          .orderBy('workspace')
          .execute()
        return rows.map((row) => row.workspace)
      }),
    vault: {
      get: (key) =>
        runJob(parts, parts.clock.now(), async ({ db }) => {
          const row = await db.selectFrom('vault').select('value').where('key', '=', place(key)).executeTakeFirst()
          return row && parts.store.keys.open(owner, place(key), row.value)
        }),
      set: (key, value) =>
        runJob(parts, parts.clock.now(), async ({ db }) => {
          if (value === undefined) {
            await db.deleteFrom('vault').where('key', '=', place(key)).execute()
            return
          }
          const sealed = parts.store.keys.seal(owner, place(key), value)
          await db
            .insertInto('vault')
            .values({ key: place(key), value: sealed })
            .onConflict((c) => c.column('key').doUpdateSet({ value: sealed }))
            .execute()
        }),
    },
  }
}
