import { Buffer } from 'node:buffer'
import { createHmac, randomBytes } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { openConnection, truncateWal } from './connection.ts'
import { openBytes, sealBytes } from './seal.ts'
import { checkFingerprint, deriveKey } from './secret.ts'
import type { Keys } from './store.ts'
import { toStoreError } from './trouble.ts'

const KEY_BYTES = 32
/** As many as a name has, so that the row keeps its length. */
const NAME_BYTES = 32
/** Unwrapped keys kept in memory; unwrapping one anew costs some 20 µs. */
const KEYS_KEPT = 1_000
/** Keys are used inside a transaction, where nothing can be waited for: this holds the process, ms. */
const BUSY_TIMEOUT_MS = 500
const SCHEMA_VERSION = 1

export type OpenKeys = Keys & { readonly scrub: () => boolean; readonly close: () => void }

/** `id` is the row, whose `wrapped` is compared at each use. */
type Held = { readonly id: number; readonly wrapped: string; readonly key: Buffer }
type Row = { readonly id: number; readonly wrapped: string }

/**
 * The members' keys in a file of their own, found by a keyed hash of their owner.
 *
 * Rows have one length, are added at the end, and are overwritten rather than deleted. SQLite's `secure_delete` blanks a
 * deleted row but not the copies that moving rows between pages left behind, so no row may ever move.
 *
 * @throws Error when the file was written with another secret or by a newer version
 */
export function openKeys(file: string, secret: string): OpenKeys {
  const wrapping = deriveKey(secret, 'wrap')
  const hashing = deriveKey(secret, 'hash')
  const raw = openConnection(file)
  try {
    raw.transaction(() => layTables(raw, secret)).immediate()
  } catch (error) {
    raw.close()
    throw error
  }
  raw.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  const ring = createRing(raw, wrapping, deriveKey(secret, 'owner'))
  const guarded = <A extends readonly unknown[], T>(work: (...args: A) => T) => {
    return (...args: A): T => {
      try {
        return work(...args)
      } catch (error) {
        throw toStoreError(error)
      }
    }
  }
  return {
    seal: guarded((owner, place, text) => sealBytes(ring.make(owner), about(owner, place), Buffer.from(text))),
    open: guarded((owner, place, sealed) => {
      const key = ring.find(owner)
      return key && openBytes(key, about(owner, place), sealed)?.toString()
    }),
    forget: guarded((owner) => ring.destroy(owner)),
    hash: (text) => createHmac('sha256', hashing).update(text).digest('base64url'),
    scrub: guarded(() => truncateWal(raw)),
    close: () => {
      ring.clear()
      raw.close()
    },
  }
}

function layTables(raw: Database, secret: string): void {
  const version = Number(raw.pragma('user_version', { simple: true }))
  if (version > SCHEMA_VERSION) {
    throw new Error(`these keys were written by a newer Reachout (their schema is ${version}): update Reachout`)
  }
  raw.exec(
    'create table if not exists keys (id integer primary key, owner text not null unique, wrapped text not null)',
  )
  raw.exec('create table if not exists meta (key text primary key not null, value text not null)')
  const row = raw.prepare<[], { value: string }>(`select value from meta where key = 'fingerprint'`).get()
  const fingerprint = checkFingerprint('the file of keys', secret, row?.value)
  if (!row) raw.prepare(`insert into meta (key, value) values ('fingerprint', ?)`).run(fingerprint)
  if (version < SCHEMA_VERSION) raw.pragma(`user_version = ${SCHEMA_VERSION}`)
}

/** The file is asked each time (2 µs), so that a key that another process destroyed is gone here too. */
function createRing(raw: Database, wrapping: Buffer, naming: Buffer) {
  const held = new Map<string, Held>()
  const rows = createRows(raw)
  const nameOf = (owner: string) => createHmac('sha256', naming).update(owner).digest('base64url')

  const drop = (owner: string): void => {
    held.get(owner)?.key.fill(0)
    held.delete(owner)
  }
  const hold = (owner: string, row: Row): Buffer => {
    const key = openBytes(wrapping, about(owner, 'key'), row.wrapped)
    if (!key) throw new Error('a key cannot be unwrapped: the file of keys was changed')
    for (const oldest of held.keys()) {
      if (held.size < KEYS_KEPT) break
      drop(oldest)
    }
    held.set(owner, { ...row, key })
    return key
  }
  const find = (owner: string): Buffer | undefined => {
    const known = held.get(owner)
    if (known && rows.wrappedAt(known.id) === known.wrapped) return known.key
    drop(owner)
    const row = rows.find(nameOf(owner))
    return row && hold(owner, row)
  }
  const make = (owner: string): Buffer => {
    const found = find(owner)
    if (found) return found
    rows.add(nameOf(owner), sealBytes(wrapping, about(owner, 'key'), randomBytes(KEY_BYTES)))
    return make(owner)
  }
  const destroy = (owner: string): void => {
    drop(owner)
    rows.blank(nameOf(owner))
    truncateWal(raw)
  }
  return { find, make, destroy, clear: () => [...held.keys()].forEach(drop) }
}

function createRows(raw: Database) {
  const find = raw.prepare<[string], Row>('select id, wrapped from keys where owner = ?')
  const wrappedAt = raw.prepare<[number], string>('select wrapped from keys where id = ?').pluck()
  // Another process may have been first: then its key counts.
  const add = raw.prepare<[string, string]>('insert into keys (owner, wrapped) values (?, ?) on conflict do nothing')
  const blank = raw.prepare<[string, string]>(
    `update keys set owner = ?, wrapped = replace(hex(zeroblob(length(wrapped))), '00', '.') where owner = ?`,
  )
  return {
    find: (name: string) => find.get(name),
    wrappedAt: (id: number) => wrappedAt.get(id),
    add: (name: string, wrapped: string) => add.run(name, wrapped),
    blank: (name: string) => blank.run(randomBytes(NAME_BYTES).toString('base64url'), name),
  }
}

/** Two different pairs never read the same. */
const about = (owner: string, place: string) => JSON.stringify([owner, place])
