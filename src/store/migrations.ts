import { sql } from 'kysely'
import { laysTheGround } from './migrations/001-lays-the-ground.ts'
import { bringsAsks } from './migrations/002-brings-asks.ts'
import type { Store } from './store.ts'
import type { Db } from './tables.ts'

export type Migration = { readonly name: string; readonly up: (db: Db) => Promise<void> }

/** Order is the version: add new ones at the end, never change one that was released. */
export const migrations: readonly Migration[] = [laysTheGround, bringsAsks]

/**
 * Brings the tables up to date, each step in its own transaction.
 *
 * @throws Error with one sentence when the tables are newer than this code; nothing is touched then
 */
export async function migrate(transact: Store['transact'], list: readonly Migration[] = migrations): Promise<void> {
  let version = 0
  do {
    version = await transact((db) => takeOneStep(db, list))
  } while (version < list.length)
}

async function takeOneStep(db: Db, list: readonly Migration[]): Promise<number> {
  const version = await versionOf(db)
  if (version > list.length) throw new Error(newer(version, list.length))
  const next = list[version]
  if (!next) return version
  await sql`create table if not exists migrations (version integer primary key, name text not null)`.execute(db)
  await next.up(db)
  await sql`insert into migrations (version, name) values (${version + 1}, ${next.name})`.execute(db)
  return version + 1
}

/** How many migrations the tables have seen. */
export async function versionOf(db: Db): Promise<number> {
  // Not Kysely's introspection, which looks at every table.
  const known = await sql`select 1 from sqlite_master where type = 'table' and name = 'migrations'`.execute(db)
  if (known.rows.length === 0) return 0
  const { rows } = await sql<{ version: number | null }>`select max(version) as version from migrations`.execute(db)
  return rows[0]?.version ?? 0
}

const newer = (found: number, known: number) =>
  `this database was written by a newer Reachout (its schema is ${found}, this one knows ${known}): ` +
  'update Reachout, or restore an older backup'
