import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from 'better-sqlite3'
import { createBinder, type Session } from './driver.ts'
import { createQueue, type Queue } from './queue.ts'
import { type Store, StoreError, type StoreTrouble } from './store.ts'
import type { Db } from './tables.ts'
import { isBusy, toStoreError } from './trouble.ts'

/** How long SQLite itself waits for another process at each try, holding this process meanwhile. */
export const BUSY_TIMEOUT_MS = 50
/** Tries of 50 ms with a turn between: about a second, well inside the 2 s after which an answer is deferred. */
export const BEGIN_TRIES = 20

export type Door = Pick<Store, 'transact' | 'trouble'> & {
  /** Runs between transactions, in the same queue. */
  readonly between: Queue['add']
  /** Refuses what comes after and resolves when the queue is empty. */
  readonly shut: Queue['shut']
}

/** The only door to the tables: one transaction at a time on this connection, each in microtasks alone. */
export function createDoor(raw: Database, turn: () => Promise<void>): Door {
  const inside = new AsyncLocalStorage<Session>()
  const { bind } = createBinder(raw, toStoreError)
  const begin = createBegin(raw, turn)
  const run = createRun(raw)
  const queue = createQueue(turn)
  let trouble: StoreTrouble | undefined

  const transactOne = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    try {
      await begin()
      const bound = bind()
      const value = await run(bound.session, () => inside.run(bound.session, work, bound.db))
      if (bound.session.wrote || trouble === 'locked') trouble = undefined
      return value
    } catch (error) {
      const mapped = toStoreError(error)
      if (mapped instanceof StoreError) trouble = mapped.trouble
      throw mapped
    }
  }
  return {
    transact: (work, ahead) => {
      const outer = inside.getStore()
      if (outer && !outer.ended) return Promise.reject(new Error('transact must not be nested: pass `db` on instead'))
      return queue.add(() => transactOne(work), ahead)
    },
    trouble: () => trouble,
    between: queue.add,
    shut: queue.shut,
  }
}

/** The first try does not wait: another store of this very process could not go on meanwhile. */
function createBegin(raw: Database, turn: () => Promise<void>): () => Promise<void> {
  const statement = raw.prepare('begin immediate')
  const begun = () => {
    try {
      statement.run()
      return true
    } catch (error) {
      if (isBusy(error)) return false
      throw error
    }
  }
  return async () => {
    if (begun()) return
    raw.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    try {
      for (let tries = 1; tries < BEGIN_TRIES; tries++) {
        await turn()
        if (begun()) return
      }
      await turn()
      statement.run()
    } finally {
      raw.pragma('busy_timeout = 0')
    }
  }
}

type Run = <T>(session: Session, work: () => Promise<T>) => Promise<T>

function createRun(raw: Database): Run {
  const [commit, rollback] = [raw.prepare('commit'), raw.prepare('rollback')]
  return async (session, work) => {
    try {
      const value = await inMicrotasks(session, work)
      session.ended = true
      if (session.failed) throw session.failed
      commit.run()
      return value
    } catch (error) {
      session.ended = true
      // SQLite has already rolled back by itself after some errors (a full disk).
      if (raw.inTransaction) rollback.run()
      throw error
    }
  }
}

/**
 * Rejects as soon as the microtasks have run dry before `work` is done: it waits for something else than its `db`.
 * A tick runs exactly then, when it was asked for by a microtask.
 */
function inMicrotasks<T>(session: Session, work: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    queueMicrotask(() => process.nextTick(expire))
    const expire = () => {
      if (session.ended) return
      session.ended = true
      reject(new Error('a transaction waited for something else than its `db`, and was rolled back'))
    }
    work().then(resolve, reject)
  })
}
