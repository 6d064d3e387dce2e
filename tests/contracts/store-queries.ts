import { type Insertable, sql } from 'kysely'
import { expect } from 'vitest'
import { prepare, prepareWrite } from '../../src/engine/prepare.ts'
import type { Store } from '../../src/store/store.ts'
import type { Db, DeliveriesTable, MembersTable } from '../../src/store/tables.ts'
import type { Spec } from './store.ts'

export const aMember = (id: string, more: Partial<Insertable<MembersTable>> = {}): Insertable<MembersTable> => ({
  id,
  workspace: 'w1',
  platform: 'playground',
  account: `playground:${id}`,
  person: id,
  name: id,
  standing: 'joined',
  ...more,
})

export const aDelivery = (
  id: string,
  more: Partial<Insertable<DeliveriesTable>> = {},
): Insertable<DeliveriesTable> => ({
  id,
  workspace: 'w1',
  account: 'playground:ada',
  domain: 'd1',
  view: 'check-in.ask',
  subject: 's1',
  key: `key of ${id}`,
  because: 'schedule',
  lane: 'own',
  status: 'planned',
  planned_at: 0,
  due_at: 0,
  late_ms: 0,
  attempts: 0,
  ...more,
})

const names = [
  'O\'Brien "Bobby"; drop table members; --',
  '👩🏽‍💻 Zoë',
  'مريم ‏بنت',
  'a\\b%_?:x$1',
  '日本 é e\u0301',
  ' \t\n ',
]

export function queryContract(spec: Spec) {
  for (const name of names) {
    spec(`gives back the name ${JSON.stringify(name)} as it was`, async (_, store) => {
      const rows = await store.transact(async (db) => {
        await db.insertInto('members').values(aMember('ada', { name })).execute()
        return db.selectFrom('members').select('name').where('name', '=', name).execute()
      })
      expect(rows).toEqual([{ name }])
    })
  }

  spec('keeps numbers numbers and nothing null', async (_, store) => {
    const at = 1_772_442_000_123
    const row = await store.transact(async (db) => {
      await db
        .insertInto('deliveries')
        .values(aDelivery('d1', { due_at: at, stale: 1 }))
        .execute()
      return db.selectFrom('deliveries').select(['due_at', 'stale', 'sent_at', 'attempts']).executeTakeFirstOrThrow()
    })
    expect(row).toEqual({ due_at: at, stale: 1, sent_at: null, attempts: 0 })
  })

  spec('keeps fractions and boundless rates', async (_, store) => {
    const domain = {
      id: 'd1',
      platform: 'p',
      per_second: 0.5,
      max_per_second: Infinity,
      ready_at: 20.83,
      stopped_until: 0,
    }
    const row = await store.transact(async (db) => {
      await db.insertInto('domains').values(domain).execute()
      return db.selectFrom('domains').selectAll().executeTakeFirstOrThrow()
    })
    expect(row).toEqual(domain)
  })

  spec('counts with numbers', async (_, store) => {
    const row = await store.transact((db) =>
      db
        .selectFrom('inbox')
        .select([(eb) => eb.fn.countAll<number>().as('n'), (eb) => eb.fn.max('at').as('last')])
        .executeTakeFirstOrThrow(),
    )
    expect(row).toEqual({ n: 0, last: null })
  })

  spec('tells how many rows a write changed', async (_, store) => {
    const result = await store.transact(async (db) => {
      await db
        .insertInto('inbox')
        .values([
          { id: 'a', at: 1 },
          { id: 'b', at: 2 },
        ])
        .execute()
      return db.deleteFrom('inbox').where('at', '<', 5).executeTakeFirst()
    })
    expect(result.numDeletedRows).toBe(2n)
  })

  const twice: readonly (readonly [string, (db: Db) => Promise<unknown>])[] = [
    ['an event', (db) => db.insertInto('inbox').values({ id: 'e1', at: 1 }).execute()],
    ['a key of a delivery', addWithSameKey],
    ['a person in a workspace', addWithSamePerson],
    ['a place in a schedule', (db) => db.insertInto('subscriptions').values(aSubscription(nextId())).execute()],
    ['a period of a check-in', (db) => db.insertInto('check_ins').values(aCheckIn(nextId())).execute()],
  ]
  for (const [what, add] of twice) {
    spec(`takes ${what} only once`, async (_, store) => {
      await store.transact(add)
      await expect(store.transact(add)).rejects.toThrow(/unique/i)
    })
  }

  spec('takes the same person in two workspaces', async (_, store) => {
    await store.transact((db) =>
      db
        .insertInto('members')
        .values([aMember('a', { person: 'ada' }), aMember('b', { person: 'ada', workspace: 'w2' })])
        .execute(),
    )
  })

  spec('lays a table for every type of row', async (_, store) => {
    for (const table of tables) await store.transact((db) => db.selectFrom(table).selectAll().execute())
  })

  preparedContract(spec)
}

const tables = [
  'workspaces',
  'members',
  'timers',
  'deliveries',
  'domains',
  'inbox',
  'meta',
  'erased',
  'vault',
  'schedules',
  'subscriptions',
  'check_ins',
  'paces',
  'programmes',
] as const

function preparedContract(spec: Spec) {
  const due = prepare((db, at: { now: number; most: number }) =>
    db.selectFrom('inbox').selectAll().where('at', '<=', at.now).where('id', '!=', "it's").orderBy('at').limit(at.most),
  )
  const add = prepareWrite((db, row: { id: string; at: number }) =>
    db.insertInto('inbox').values({ id: row.id, at: row.at }),
  )
  const take = prepare((db, from: { before: number }) =>
    db.deleteFrom('inbox').where('at', '<', from.before).returning('id'),
  )
  const raw = prepare(
    (_, p: { text: string; none: string | null }) => sql<{ a: string; b: null }>`select ${p.text} as a, ${p.none} as b`,
  )

  const fill = async (store: Store) => {
    await store.transact(async (db) => {
      for (const [at, id] of ['a', 'b', "it's", 'c'].entries()) expect(await add(db, { id, at })).toBe(1)
    })
  }

  spec('runs a prepared query with the values of each call', async (_, store) => {
    await fill(store)
    const ask = (now: number, most: number) => store.transact((db) => due(db, { now, most }))
    expect(await ask(9, 9)).toEqual([
      { id: 'a', at: 0 },
      { id: 'b', at: 1 },
      { id: 'c', at: 3 },
    ])
    expect(await ask(9, 1)).toEqual([{ id: 'a', at: 0 }])
    expect(await ask(-1, 9)).toEqual([])
  })

  spec('runs prepared writes with and without rows', async (_, store) => {
    await fill(store)
    expect(await store.transact((db) => take(db, { before: 2 }))).toEqual([{ id: 'a' }, { id: 'b' }])
    expect(await store.transact((db) => take(db, { before: 2 }))).toEqual([])
  })

  spec('prepares raw queries, and takes null for a value', async (_, store) => {
    expect(await store.transact((db) => raw(db, { text: "it's ?", none: null }))).toEqual([{ a: "it's ?", b: null }])
  })

  spec('refuses to compute with a value that is not there yet', async (_, store) => {
    const wrong = prepare((db, at: { now: number }) =>
      db
        .selectFrom('inbox')
        .select('id')
        .where('at', '<', at.now + 1),
    )
    await expect(store.transact((db) => wrong(db, { now: 1 }))).rejects.toThrow('no value while the query is built')
  })
}

let ids = 0
const nextId = () => `id${ids++}`

const addWithSameKey = (db: Db) =>
  db
    .insertInto('deliveries')
    .values(aDelivery(nextId(), { key: 'same' }))
    .execute()
const addWithSamePerson = (db: Db) =>
  db
    .insertInto('members')
    .values(aMember(nextId(), { person: 'ada' }))
    .execute()
const aSubscription = (id: string) => ({ id, schedule: 's1', workspace: 'w1', member: 'm1', version: 1 })
const aCheckIn = (id: string) => ({
  id,
  workspace: 'w1',
  member: 'm1',
  schedule: 's1',
  period: '2026-W10',
  due_at: 0,
  mode: 'ask',
  turn: 0,
})
