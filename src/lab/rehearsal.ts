import { seededChance } from '../chance.ts'
import type { Adapter, Log } from '../engine/index.ts'
import { openStore } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import type { Db, Tables } from '../store/tables.ts'
import { turn } from '../system-clock.ts'
import { readEnded } from './ledger.ts'
import { startWorld, type World, type WorldParts } from './world.ts'

const memory = ':memory:'
/** Rows of one insert: SQLite takes 32,766 values, and no table has 100 columns. */
const rowsAtOnce = 300
/** If something stays due, time goes on all the same. */
const beatMs = 60_000
/** Any will do: nothing that is made here is kept. */
const seed = -1

/**
 * The next instant, at most `until`, at which a delivery would end if nobody acted, found by living through it on a copy
 * of the tables, where every message arrives. The world itself is left as it is.
 */
export const rehearse = async (parts: WorldParts, world: World, until: number): Promise<number | undefined> => {
  const from = world.clock.now()
  const store = await copyOf(world.store, parts.shelf.secret)
  const stage = { ...parts, adapter: smooth(parts.adapter), log: silent }
  const copy = await startWorld(stage, store, from, seededChance(seed))
  try {
    return await walkToEnd(copy, from, until)
  } finally {
    await copy.close()
  }
}

const walkToEnd = async ({ engine, clock, store }: World, from: number, until: number): Promise<number | undefined> => {
  for (;;) {
    const due = await engine.next()
    const at = due === undefined || due > clock.now() ? due : clock.now() + beatMs
    if (at === undefined || at > until) return undefined
    clock.moveTo(at)
    await engine.tick()
    await engine.idle()
    const [ended] = await store.transact((db) => readEnded(db, from, at))
    if (ended) return ended.endedAt
  }
}

/** The members' keys can be read in the copy, and not destroyed. */
const copyOf = async (original: Store, secret: string): Promise<Store> => {
  const store = await openStore({ file: memory, keysFile: memory, secret, turn })
  const tables = await original.transact(readAll)
  await store.transact((db) => writeAll(db, tables))
  return { ...store, keys: { ...original.keys, forget: () => undefined } }
}

type Rows = ReadonlyMap<keyof Tables, readonly Record<string, unknown>[]>

const readAll = async (db: Db): Promise<Rows> => {
  const rows = new Map<keyof Tables, readonly Record<string, unknown>[]>()
  for (const { name } of await db.introspection.getTables()) {
    const table = name as keyof Tables
    rows.set(table, await db.selectFrom(table).selectAll().execute())
  }
  return rows
}

const writeAll = async (db: Db, tables: Rows): Promise<void> => {
  for (const [table, rows] of tables) {
    await db.deleteFrom(table).execute()
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      await db
        .insertInto(table)
        .values(rows.slice(at, at + rowsAtOnce))
        .execute()
    }
  }
}

/** The same platform, where all goes well and nothing is shown. */
const smooth = ({ platform, domain }: Adapter): Adapter => ({
  platform,
  domain,
  start: async () => undefined,
  stop: async () => undefined,
  send: async ({ id }) => ({ conversation: id, message: id }),
  edit: async () => undefined,
  find: async () => 'absent',
  people: async function* () {},
})

const quiet = () => undefined
const silent: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
