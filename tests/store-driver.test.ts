import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { createBinder, createStatementCache } from '../src/store/driver.ts'
import { toStoreError } from '../src/store/trouble.ts'

describe('the statement cache', () => {
  it('prepares a query that is in use once', () => {
    const cache = createStatementCache(new Database(':memory:'), 3)
    const first = cache.get('select 1')
    for (let at = 0; at < 20; at++) {
      expect(cache.get('select 1')).toBe(first)
      cache.get(`select ${at} as other`)
    }
  })

  it('keeps no more than twice its bound', () => {
    const cache = createStatementCache(new Database(':memory:'), 10)
    for (let at = 0; at < 1_000; at++) cache.get(`select ${at}`)
    expect(cache.size()).toBeLessThanOrEqual(20)
  })

  it('survives a change of the tables', () => {
    const raw = new Database(':memory:')
    raw.exec('create table t (a)')
    const cache = createStatementCache(raw)
    expect(cache.get('select * from t').all()).toEqual([])
    raw.exec('alter table t add column b')
    raw.exec('insert into t values (1, 2)')
    expect(cache.get('select * from t').all()).toEqual([{ a: 1, b: 2 }])
  })
})

describe('the query builder of one transaction', () => {
  it('answers within microtasks', async () => {
    const raw = new Database(':memory:')
    raw.exec('create table inbox (id text, at integer); begin')
    const { db, session } = createBinder(raw, toStoreError).bind()
    let ticked = false
    queueMicrotask(() =>
      process.nextTick(() => {
        ticked = true
      }),
    )
    await db.insertInto('inbox').values({ id: 'a', at: 1 }).execute()
    expect(await db.selectFrom('inbox').selectAll().execute()).toEqual([{ id: 'a', at: 1 }])
    expect(ticked).toBe(false)
    expect(session.wrote).toBe(true)
  })

  it('knows whether it wrote', async () => {
    const raw = new Database(':memory:')
    raw.exec('create table inbox (id text, at integer); begin')
    const { db, session } = createBinder(raw, toStoreError).bind()
    await db.selectFrom('inbox').selectAll().execute()
    await db.deleteFrom('inbox').returning('id').execute()
    expect(session.wrote).toBe(false)
    await db.insertInto('inbox').values({ id: 'a', at: 1 }).returning('id').execute()
    expect(session.wrote).toBe(true)
  })

  it('has no streams', async () => {
    const { db } = createBinder(new Database(':memory:'), toStoreError).bind()
    await expect(db.selectFrom('inbox').selectAll().stream().next()).rejects.toThrow('no streams')
  })
})
