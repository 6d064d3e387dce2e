import { stat } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readMeta, writeMeta } from '../../src/store/meta.ts'
import type { Store } from '../../src/store/store.ts'
import { keyContract } from './store-keys.ts'
import { lastingContract } from './store-lasting.ts'
import { queryContract } from './store-queries.ts'

/** Where a store's data lies, apart from any store that is open on it. */
export type Place = {
  /** Several may be open at once. */
  open(options?: { secret?: string }): Promise<Store>
  /** All that lies there at rest, as one text of bytes (latin1). */
  bytes(): string
  remove(): void
}

export type Skip = { readonly reason: string; readonly tests: readonly string[] }
export type Spec = (name: string, check: (place: Place, store: Store) => Promise<void>) => void

export const otherSecret = Buffer.alloc(32, 9).toString('base64url')

/** What every store must hold. A test that cannot run on one stands in `skip`, by its name and with a reason. */
export function storeContract({ name, open, skip = [] }: { name: string; open: () => Place; skip?: readonly Skip[] }) {
  describe(`the store contract on ${name}`, () => {
    let place: Place
    let store: Store
    beforeEach(async () => {
      place = open()
      store = await place.open()
    })
    afterEach(async () => {
      await store.close()
      place.remove()
    })
    const unused = new Set(skip.flatMap(({ tests }) => tests))
    const spec: Spec = (test, check) => {
      const reason = skip.find(({ tests }) => tests.includes(test))?.reason
      unused.delete(test)
      if (reason === undefined) it(test, () => check(place, store))
      else it.skip(`${test} (${reason})`)
    }
    for (const group of [transactionContract, queryContract, keyContract, lastingContract]) group(spec)
    it('skips only tests that exist', () => expect([...unused]).toEqual([]))
  })
}

function transactionContract(spec: Spec) {
  spec('commits what the work wrote and gives what it returned', async (_, store) => {
    expect(await store.transact(async (db) => writeMeta(db, 'a', '1').then(() => 'done'))).toBe('done')
    expect(await store.transact((db) => readMeta(db, 'a'))).toBe('1')
  })

  spec('rolls everything back when the work throws, and passes the error on', async (_, store) => {
    const failing = store.transact(async (db) => {
      await writeMeta(db, 'a', '1')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow(/^no$/)
    expect(await store.transact((db) => readMeta(db, 'a'))).toBeUndefined()
  })

  spec('goes on after a query that failed', async (_, store) => {
    const failing = store.transact(async (db) => {
      await writeMeta(db, 'a', '1')
      await db.insertInto('meta').values({ key: 'a', value: '2' }).execute()
    })
    await expect(failing).rejects.toThrow()
    expect(await store.transact((db) => readMeta(db, 'a'))).toBeUndefined()
    expect(store.trouble()).toBeUndefined()
  })

  spec('runs what was asked for in its order, one at a time', async (_, store) => {
    const seen: string[] = []
    const one = (name: string) =>
      store.transact(async (db) => {
        seen.push(`${name} begins`)
        await readMeta(db, 'n')
        await writeMeta(db, 'n', name)
        seen.push(`${name} ends`)
      })
    await Promise.all(['a', 'b', 'c'].map(one))
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  spec('goes on with the queue after a work that threw', async (_, store) => {
    const failing = store.transact(async () => {
      throw new Error('no')
    })
    const next = store.transact((db) => writeMeta(db, 'a', '1'))
    await expect(failing).rejects.toThrow('no')
    await next
    expect(await store.transact((db) => readMeta(db, 'a'))).toBe('1')
  })

  spec('loses no step of many that count at once', async (_, store) => {
    await Promise.all(Array.from({ length: 100 }, () => countUp(store)))
    expect(await store.transact((db) => readMeta(db, 'n'))).toBe('100')
  })

  spec('loses no step when two stores count on the same data', async (place, store) => {
    const other = await place.open()
    const steps = Array.from({ length: 60 }, (_, at) => countUp(at % 2 === 0 ? store : other))
    await Promise.all(steps).finally(() => other.close())
    expect(await store.transact((db) => readMeta(db, 'n'))).toBe('60')
  })

  spec('refuses to be nested, and says so', async (_, store) => {
    const nested = store.transact(async (db) => {
      await writeMeta(db, 'a', '1')
      await store.transact((inner) => writeMeta(inner, 'b', '1'))
    })
    await expect(nested).rejects.toThrow('must not be nested')
    expect(await store.transact((db) => readMeta(db, 'a'))).toBeUndefined()
  })

  spec('may be asked again by what a work left behind', async (_, store) => {
    let late: Promise<void> | undefined
    await store.transact(async () => {
      late = new Promise((resolve) => setImmediate(resolve)).then(() => store.transact((db) => writeMeta(db, 'a', '1')))
    })
    await late
    expect(await store.transact((db) => readMeta(db, 'a'))).toBe('1')
  })

  const waits: Readonly<Record<string, () => Promise<unknown>>> = {
    'a timer': () => new Promise((resolve) => setTimeout(resolve, 0)),
    'a turn of the loop': () => new Promise((resolve) => setImmediate(resolve)),
    'a file': () => stat('.'),
    'something that never comes': () => new Promise(() => {}),
  }
  for (const [what, wait] of Object.entries(waits)) {
    spec(`rolls back a work that waits for ${what}`, async (_, store) => {
      const waiting = store.transact(async (db) => {
        await writeMeta(db, 'a', '1')
        await wait()
      })
      const next = store.transact((db) => readMeta(db, 'a'))
      await expect(waiting).rejects.toThrow('waited for something else')
      expect(await next).toBeUndefined()
    })
  }

  spec('closes the `db` of a work that has ended', async (_, store) => {
    const db = await store.transact(async (open) => ({ open }))
    await expect(readMeta(db.open, 'a')).rejects.toThrow('has ended')
    await store.transact(() => expect(readMeta(db.open, 'a')).rejects.toThrow('has ended'))
  })

  spec('leaves beginning and ending to transact', async (_, store) => {
    const own = store.transact((db) => db.transaction().execute(async () => {}))
    await expect(own).rejects.toThrow(/transaction/)
    const controlled = store.transact((db) => db.startTransaction().execute())
    await expect(controlled).rejects.toThrow(/transaction/)
  })

  spec('refuses work once it is closed, after finishing what it had', async (place) => {
    const closing = await place.open()
    const last = closing.transact((db) => writeMeta(db, 'a', '1').then(() => 'done'))
    const closed = closing.close()
    await expect(closing.transact((db) => readMeta(db, 'a'))).rejects.toThrow('closed')
    expect(await last).toBe('done')
    await closed
    await closing.close()
  })
}

async function countUp(store: Store): Promise<void> {
  await store.transact(async (db) => {
    const before = Number((await readMeta(db, 'n')) ?? 0)
    await writeMeta(db, 'n', String(before + 1))
  })
}
