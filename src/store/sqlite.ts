import { rmSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { MEMORY, makePrivately, openConnection, truncateWal } from './connection.ts'
import { openKeys } from './keys.ts'
import { readMeta, writeMeta } from './meta.ts'
import { migrate, versionOf } from './migrations.ts'
import { checkFingerprint, fingerprintOf } from './secret.ts'
import { type Store, StoreError } from './store.ts'
import type { Db } from './tables.ts'
import { createDoor, type Door } from './transact.ts'
import { isBusy, toStoreError } from './trouble.ts'

export type StoreOptions = {
  /** A path, or `:memory:`. */
  readonly file: string
  /** Another path, or `:memory:`. */
  readonly keysFile: string
  /** 32 bytes in base64url. */
  readonly secret: string
  /** Gives the event loop a turn while another process writes. */
  readonly turn?: () => Promise<void>
}

/** Tries to rewrite the file and truncate the WAL, a turn apart, while others read or write. */
const SCRUB_TRIES = 20
/**
 * Up to here an erase rewrites the whole file, which holds the process for about 6 ms a megabyte. Above, `secure_delete`
 * alone must do; it leaves the copies that moving rows between pages left behind.
 */
const REWRITE_MOST_BYTES = 64 * 2 ** 20

/**
 * Opens (and makes, and brings up to date) the tables and the keys. Several stores may open the same files.
 *
 * @throws Error with one sentence when they were written with another secret or by a newer version
 */
export async function openStore({ file, keysFile, secret, turn = aTurn }: StoreOptions): Promise<Store> {
  fingerprintOf(secret)
  const raw = openConnection(file)
  try {
    const door = createDoor(raw, turn)
    await door.transact((db) => refuseOtherSecret(db, secret))
    await migrate(door.transact)
    await door.transact((db) => signWith(db, secret))
    raw.pragma('busy_timeout = 0')
    return toStore(raw, door, openKeys(keysFile, secret), turn)
  } catch (error) {
    raw.close()
    throw error
  }
}

const FINGERPRINT = 'fingerprint'
const what = 'this database'

/** Before anything is migrated. */
async function refuseOtherSecret(db: Db, secret: string): Promise<void> {
  if ((await versionOf(db)) > 0) checkFingerprint(what, secret, await readMeta(db, FINGERPRINT))
}

async function signWith(db: Db, secret: string): Promise<void> {
  const found = await readMeta(db, FINGERPRINT)
  const given = checkFingerprint(what, secret, found)
  if (found === undefined) await writeMeta(db, FINGERPRINT, given)
}

function toStore(raw: Database, door: Door, keys: ReturnType<typeof openKeys>, turn: () => Promise<void>): Store {
  const running = new Set<Promise<unknown>>()
  const scrub = async () => {
    for (const step of [() => rewrite(raw), () => truncateWal(raw), keys.scrub]) await untilTrue(step, turn)
  }
  return {
    transact: door.transact,
    trouble: door.trouble,
    keys,
    scrub: () => door.between(scrub),
    backup: async (file) => {
      const copying = backUp(raw, file)
      running.add(copying)
      await copying.finally(() => running.delete(copying))
    },
    close: async () => {
      if (!raw.open) return
      await door.shut()
      await Promise.allSettled(running)
      keys.close()
      raw.close()
    },
  }
}

/** False when another connection was just writing. */
function rewrite(raw: Database): boolean {
  const bytes = Number(raw.pragma('page_count', { simple: true })) * Number(raw.pragma('page_size', { simple: true }))
  if (raw.memory || bytes > REWRITE_MOST_BYTES) return true
  try {
    raw.exec('vacuum')
    return true
  } catch (error) {
    if (isBusy(error)) return false
    throw toStoreError(error)
  }
}

async function untilTrue(work: () => boolean, turn: () => Promise<void>): Promise<void> {
  for (let tries = 1; !work(); tries++) {
    if (tries === SCRUB_TRIES) throw new StoreError('locked', new Error('others read or write the database'))
    await turn()
  }
}

/** Page by page between transactions. Never over a file that is there. */
async function backUp(raw: Database, file: string): Promise<void> {
  if (file === MEMORY) throw new Error('a backup needs a file')
  if (!makePrivately(file)) throw new Error(`${file} is there already: a backup never overwrites`)
  try {
    await raw.backup(file)
  } catch (error) {
    rmSync(file, { force: true })
    throw toStoreError(error)
  }
}

const aTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
