import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { readMeta, writeMeta } from '../src/store/meta.ts'
import { openStore } from '../src/store/sqlite.ts'
import type { Db } from '../src/store/tables.ts'
import { storeContract } from './contracts/store.ts'
import { aPlace, aStore, secret } from './support/places.ts'

const MiB = 2 ** 20

storeContract({
  name: 'SQLite in memory',
  open: () => ({
    open: (options) => openStore({ file: ':memory:', keysFile: ':memory:', secret, ...options }),
    bytes: () => '',
    remove: () => {},
  }),
  skip: [
    {
      reason: 'what lies in memory is seen by one store and lasts as long as it',
      tests: [
        'loses no step when two stores count on the same data',
        'refuses tables of a newer version in one sentence and leaves them as they were',
        'still has its data when it is opened again',
        'shows a store what another one committed',
        'refuses another secret in one sentence',
        'keeps what was sealed unreadable at rest',
        'leaves nothing behind of a name that was erased and scrubbed away',
        'forgets for every store on the same data',
      ],
    },
  ],
})

storeContract({ name: 'SQLite in a file', open: aPlace })

describe('a store in files', () => {
  it('makes files that only their owner can read', async () => {
    const { place, store } = await aStore()
    await store.transact((db) => writeMeta(db, 'a', '1'))
    store.keys.seal('ada', 'here', 'a note')
    await store.backup(join(place.folder, 'copy.db'))
    const modes = readdirSync(place.folder).map((name) => [name, statSync(join(place.folder, name)).mode & 0o777])
    expect(Object.fromEntries(modes)).toEqual({
      'copy.db': 0o600,
      'reachout.db': 0o600,
      'reachout.db-shm': 0o600,
      'reachout.db-wal': 0o600,
      'keys.db': 0o600,
      'keys.db-shm': 0o600,
      'keys.db-wal': 0o600,
    })
  })

  it('tells a full disk, keeps nothing of that work, and recovers when there is room', async () => {
    const { store } = await aStore()
    const grow = (db: Db) => writeMeta(db, 'large', 'x'.repeat(MiB))
    const limit = (pages: number) =>
      store.transact((db) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(db).then(() => {}))
    await limit(80)
    const full = store.transact(async (db) => {
      await writeMeta(db, 'a', '1')
      await grow(db)
    })
    await expect(full).rejects.toMatchObject({ name: 'StoreError', trouble: 'disk' })
    expect(await store.transact((db) => readMeta(db, 'a'))).toBeUndefined()
    expect(store.trouble()).toBe('disk')
    await limit(100_000)
    await store.transact(grow)
    expect(store.trouble()).toBeUndefined()
  })

  it('commits nothing after a full disk, even if the work goes on', async () => {
    const { store } = await aStore()
    const stubborn = store.transact(async (db) => {
      await sql`pragma max_page_count = 80`.execute(db)
      await writeMeta(db, 'large', 'x'.repeat(MiB)).catch(() => {})
      await writeMeta(db, 'a', '1').catch(() => {})
    })
    await expect(stubborn).rejects.toMatchObject({ name: 'StoreError', trouble: 'disk' })
    expect(await store.transact((db) => readMeta(db, 'a'))).toBeUndefined()
  })

  it('tells a lock that stays, after tries with turns between, and recovers', async () => {
    const place = aPlace()
    let turns = 0
    const turn = async () => {
      turns++
    }
    const store = await place.open({ turn })
    const other = new Database(place.file)
    other.exec('begin immediate')
    const started = performance.now()
    await expect(store.transact((db) => writeMeta(db, 'a', '1'))).rejects.toMatchObject({ trouble: 'locked' })
    expect(performance.now() - started).toBeLessThan(2_000)
    expect(turns).toBeGreaterThan(10)
    expect(store.trouble()).toBe('locked')
    other.exec('rollback')
    other.close()
    await store.transact((db) => readMeta(db, 'a'))
    expect(store.trouble()).toBeUndefined()
  })

  it('waits out a lock that goes', async () => {
    const place = aPlace()
    const other = new Database(place.file)
    const turn = async () => {
      if (other.inTransaction) other.exec('rollback')
    }
    const store = await place.open({ turn })
    other.exec('begin immediate')
    await store.transact((db) => writeMeta(db, 'a', '1'))
    expect(store.trouble()).toBeUndefined()
    other.close()
  })

  it('empties the WAL when it is scrubbed', async () => {
    const { place, store } = await aStore()
    await store.transact((db) => writeMeta(db, 'a', '1'))
    expect(statSync(`${place.file}-wal`).size).toBeGreaterThan(0)
    await store.scrub()
    expect(statSync(`${place.file}-wal`).size).toBe(0)
    expect(await store.transact((db) => readMeta(db, 'a'))).toBe('1')
  })

  it('copies itself while it is written to, and never over a file', async () => {
    const { place, store } = await aStore()
    await store.transact((db) => writeMeta(db, 'large', 'x'.repeat(4 * MiB)))
    const copy = join(place.folder, 'copy.db')
    const copying = store.backup(copy)
    for (let at = 0; at < 20; at++) await store.transact((db) => writeMeta(db, 'n', String(at)))
    await copying
    await expect(store.backup(copy)).rejects.toThrow('never overwrites')
    const read = new Database(copy, { readonly: true })
    expect(read.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(read.prepare(`select length(value) from meta where key = 'large'`).pluck().get()).toBe(4 * MiB)
    read.close()
  })

  it('leaves no file of a backup that failed', async () => {
    const { place, store } = await aStore()
    await expect(store.backup(join(place.folder, 'nowhere', 'copy.db'))).rejects.toThrow()
    await expect(store.backup(':memory:')).rejects.toThrow('needs a file')
    expect(existsSync(join(place.folder, 'nowhere'))).toBe(false)
  })

  it('finds due rows through partial indexes', async () => {
    const { store } = await aStore()
    const plan = (query: string) =>
      store.transact((db) => sql.raw<{ detail: string }>(`explain query plan ${query}`).execute(db))
    const uses: Readonly<Record<string, string>> = {
      deliveries_planned_by_domain: `select id from deliveries where domain = 'd' and status = 'planned' and due_at <= 5 order by due_at`,
      deliveries_planned_by_time: `select min(due_at) from deliveries where status = 'planned'`,
      deliveries_sending_by_time: `select id from deliveries where status = 'sending' and due_at <= 5`,
      deliveries_stale: `select id from deliveries where status = 'sent' and stale > 0`,
      deliveries_own_by_member: `select count(*) from deliveries where lane = 'own' and member = 'm' and local_date > '2026-03-01'`,
      deliveries_by_subject: `select id from deliveries where subject = 's'`,
      deliveries_by_member: `select id from deliveries where member = 'm' order by planned_at`,
      timers_by_time: `select * from timers where at <= 5 order by at`,
      members_by_person: `select id from members where workspace = 'w' and person = 'p'`,
    }
    for (const [index, query] of Object.entries(uses)) {
      expect((await plan(query)).rows.map((row) => row.detail).join(), query).toContain(index)
    }
  })

  it('is durable at each commit and overwrites what it deletes', async () => {
    const { store } = await aStore()
    const pragma = async (db: Db, name: string) =>
      Object.values((await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)).rows[0] ?? {})[0]
    await store.transact(async (db) => {
      expect(await pragma(db, 'journal_mode')).toBe('wal')
      expect(await pragma(db, 'synchronous')).toBe(2)
      expect(await pragma(db, 'secure_delete')).toBe(1)
    })
  })
})
