import Database from 'better-sqlite3'
import { StoreError, type StoreTrouble } from './store.ts'

/** SQLite's result codes (sqlite.org/rescode.html) by what an operator can do about them; the rest are bugs. */
const troubles: readonly (readonly [prefix: string, trouble: StoreTrouble])[] = [
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_FULL', 'disk'],
  ['SQLITE_IOERR', 'disk'],
  ['SQLITE_READONLY', 'disk'],
  ['SQLITE_CANTOPEN', 'disk'],
]

/** A StoreError when the disk or a lock is to blame, else the error as it came. */
export function toStoreError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  const found = troubles.find(([prefix]) => error.code.startsWith(prefix))
  return found ? new StoreError(found[1], error) : error
}

export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
}
