import type { Db } from './tables.ts'

/** Why the store cannot be written now. */
export type StoreTrouble = 'disk' | 'locked'

/**
 * Member keys in their own file, each wrapped by the secret. A key is made at first use. Synchronous, and apart from
 * the main transaction: an orphaned key is harmless, a destroyed one is final.
 */
export type Keys = {
  /** AES-256-GCM; `place` (table, row, column) is the additional data. Format `v1.iv.text.tag`, base64url. */
  seal(owner: string, place: string, text: string): string
  /** Undefined when the key is gone, the place is another or the text was changed. */
  open(owner: string, place: string, sealed: string): string | undefined
  forget(owner: string): void
  /** A keyed hash (HMAC by a key derived from the secret): same text, same hash, useless without the secret. */
  hash(text: string): string
}

export interface Store {
  /**
   * The only door. BEGIN IMMEDIATE; one at a time per store; commits when `work` resolves, rolls back when it throws.
   * What a person waits for goes `ahead` of all that waits.
   * Nothing may be awaited inside but `db`: on SQLite it throws if a macrotask passed. Must not be nested.
   * @throws StoreError `disk` or `locked` after its own retries
   */
  transact<T>(work: (db: Db) => Promise<T>, ahead?: boolean): Promise<T>
  readonly keys: Keys
  /** What the last write met, undefined after one that worked. */
  trouble(): StoreTrouble | undefined
  /** After an erase: rewrites the file (if it is not too large) and truncates the WAL, so that what was erased is gone. */
  scrub(): Promise<void>
  backup(file: string): Promise<void>
  close(): Promise<void>
}

export class StoreError extends Error {
  readonly trouble: StoreTrouble
  constructor(trouble: StoreTrouble, cause: unknown) {
    super(`the database cannot be written: ${trouble}`, { cause })
    this.name = 'StoreError'
    this.trouble = trouble
  }
}
