import { type CreateTableBuilder, sql } from 'kysely'
import type { Db } from '../tables.ts'

/** Column types that mean the same on SQLite and PostgreSQL: `bigint` for instants, `integer` for flags and counts. */
type Type = 'text' | 'integer' | 'bigint' | 'double precision'
/** The first column is the primary key. */
export type Columns = Readonly<Record<string, Type | readonly [Type, 'null'] | readonly [Type, 'default', number]>>

export type Index = { readonly on: string; readonly columns: readonly string[]; readonly unique?: true }

/** Rows lie in the order of their key and not in that of their making. Only SQLite has such tables. */
export const inKeyOrder = sql`without rowid`

export async function createTable(db: Db, name: string, columns: Columns, end?: typeof inKeyOrder): Promise<void> {
  const [key] = Object.keys(columns)
  let table: CreateTableBuilder<string, string> = db.schema.createTable(name)
  for (const [column, type] of Object.entries(columns)) {
    const [kind, rule, value] = typeof type === 'string' ? [type] : type
    table = table.addColumn(column, kind, (made) => {
      if (column === key) return made.primaryKey().notNull()
      if (rule === 'null') return made
      return rule === 'default' ? made.notNull().defaultTo(value) : made.notNull()
    })
  }
  await (end ? table.modifyEnd(end) : table).execute()
}

export async function createIndex(db: Db, name: string, { on, columns, unique }: Index): Promise<void> {
  const index = db.schema
    .createIndex(name)
    .on(on)
    .columns([...columns])
  await (unique ? index.unique() : index).execute()
}
