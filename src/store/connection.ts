import { closeSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import { toStoreError } from './trouble.ts'

export const MEMORY = ':memory:'

/** How long opening waits for another process that is just opening or migrating, ms. */
const OPENING_TIMEOUT_MS = 5_000

/**
 * The WAL goes back into the file after this many pages, 16 MB: pages that a wave writes again and again go once. More
 * would hold the process longer at that commit.
 */
const CHECKPOINT_PAGES = 4_000

/**
 * A database that only its owner can read (files are made 0600, and SQLite gives its WAL the same mode), that is
 * durable at every commit, and that overwrites what is deleted.
 */
export function openConnection(file: string): Database.Database {
  if (file !== MEMORY) makePrivately(file)
  const raw = new Database(file, { timeout: OPENING_TIMEOUT_MS })
  try {
    raw.pragma('journal_mode = wal')
    // A sent message must not be forgotten at a power cut: under `normal` the last commits may be rolled back.
    raw.pragma('synchronous = full')
    raw.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
    raw.pragma('secure_delete = on')
    raw.pragma('temp_store = memory')
    raw.pragma('trusted_schema = off')
    return raw
  } catch (error) {
    raw.close()
    throw error
  }
}

/** Makes an empty file that only its owner can read; a file that is there stays as it is, and the answer is false. */
export function makePrivately(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx', 0o600))
    return true
  } catch (error) {
    // Never opened to look: closing a file drops every lock that this process holds on it.
    if (isExisting(error)) return false
    throw error
  }
}

/** Truncates the WAL; false when another connection was just reading it. */
export function truncateWal(raw: Database.Database): boolean {
  try {
    const [result] = raw.pragma('wal_checkpoint(truncate)') as readonly { busy: number }[]
    return result?.busy !== 1
  } catch (error) {
    throw toStoreError(error)
  }
}

const isExisting = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEXIST'
