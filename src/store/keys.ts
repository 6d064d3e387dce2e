import { Buffer } from 'node:buffer'
import { createHmac, randomBytes } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { openConnection, truncateWal } from './connection.ts'
import { openBytes, sealBytes } from './seal.ts'
import { checkFingerprint, deriveKey } from './secret.ts'
import type { Keys } from './store.ts'
import { toStoreError } from './trouble.ts'

const KEY_BYTES = 32
/** Unwrapped keys kept in memory; unwrapping one anew costs about 10 µs. */
const KEYS_KEPT = 1_000
/** Keys are used inside a transaction, where nothing can be waited for: this holds the process, ms. */
const BUSY_TIMEOUT_MS = 500
const SCHEMA_VERSION = 1

export type OpenKeys = Keys & { readonly scrub: () => boolean; readonly close: () => void }

type Held = { readonly wrapped: string; readonly key: Buffer }

/**
 * The members' keys in a file of their own.
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
  const ring = createRing(raw, wrapping)
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
  raw.exec('create table if not exists keys (owner text primary key not null, wrapped text not null)')
  raw.exec('create table if not exists meta (key text primary key not null, value text not null)')
  const row = raw.prepare<[], { value: string }>(`select value from meta where key = 'fingerprint'`).get()
  const fingerprint = checkFingerprint('the file of keys', secret, row?.value)
  if (!row) raw.prepare(`insert into meta (key, value) values ('fingerprint', ?)`).run(fingerprint)
  if (version < SCHEMA_VERSION) raw.pragma(`user_version = ${SCHEMA_VERSION}`)
}

/** The file is asked each time (2 µs), so that a key that another process destroyed is gone here too. */
function createRing(raw: Database, wrapping: Buffer) {
  const held = new Map<string, Held>()
  const select = raw.prepare<[string], { wrapped: string }>('select wrapped from keys where owner = ?')
  const insert = raw.prepare<[string, string]>('insert into keys (owner, wrapped) values (?, ?) on conflict do nothing')
  const remove = raw.prepare<[string]>('delete from keys where owner = ?')

  const drop = (owner: string): void => {
    held.get(owner)?.key.fill(0)
    held.delete(owner)
  }
  const hold = (owner: string, wrapped: string): Buffer | undefined => {
    const key = openBytes(wrapping, about(owner, 'key'), wrapped)
    if (!key) return undefined
    drop(owner)
    for (const oldest of held.keys()) {
      if (held.size < KEYS_KEPT) break
      drop(oldest)
    }
    held.set(owner, { wrapped, key })
    return key
  }
  const find = (owner: string): Buffer | undefined => {
    const wrapped = select.get(owner)?.wrapped
    const known = held.get(owner)
    if (wrapped === undefined) drop(owner)
    else return known?.wrapped === wrapped ? known.key : hold(owner, wrapped)
    return undefined
  }
  const make = (owner: string): Buffer => {
    const found = find(owner)
    if (found) return found
    insert.run(owner, sealBytes(wrapping, about(owner, 'key'), randomBytes(KEY_BYTES)))
    const made = find(owner)
    if (!made) throw new Error('a key cannot be unwrapped: its row was changed')
    return made
  }
  const destroy = (owner: string): void => {
    drop(owner)
    remove.run(owner)
    truncateWal(raw)
  }
  return { find, make, destroy, clear: () => [...held.keys()].forEach(drop) }
}

/** Two different pairs never read the same. */
const about = (owner: string, place: string) => JSON.stringify([owner, place])
