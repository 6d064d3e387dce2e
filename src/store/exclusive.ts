import Database from 'better-sqlite3'
import { makePrivately } from './connection.ts'
import { isBusy } from './trouble.ts'

export type Exclusive = { readonly release: () => void }

/**
 * Holds a file of its own beside the data, so that one process serves it at a time while others may still open the
 * tables. The operating system lets go when the process ends, however it ends.
 *
 * @throws Error with one sentence when it is held already
 */
export function holdExclusive(file: string): Exclusive {
  makePrivately(file)
  const raw = new Database(file, { timeout: 0 })
  try {
    raw.exec('begin exclusive')
  } catch (error) {
    raw.close()
    throw isBusy(error) ? new Error(`another Reachout is already serving this data (it holds ${file})`) : error
  }
  const release = () => {
    process.off('exit', release)
    raw.close()
  }
  // Also keeps the connection, and so the lock, from being collected as garbage.
  process.on('exit', release)
  return { release }
}
