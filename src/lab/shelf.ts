import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { secretBytes } from '../config.ts'
import { readableByOthers } from '../ground.ts'
import { Refusal } from '../refusal.ts'
import { writeMeta } from '../store/meta.ts'
import { openStore } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import { turn } from '../system-clock.ts'

/** Where a playground lies: in memory, or in three files that only their owner can read. */
export type Shelf = {
  readonly file: string
  readonly keysFile: string
  readonly secret: string
  readonly kept: boolean
}

const memory = ':memory:'
const madeBy = { key: 'made_by', value: 'playground' }
const companions = ['-wal', '-shm']

export const memoryShelf = (): Shelf => ({ file: memory, keysFile: memory, secret: newSecret(), kept: false })

/**
 * FILE, FILE.keys and FILE.secret. A file that is there must have been made by a playground.
 * @throws Refusal
 */
export const fileShelf = (file: string): Shelf => {
  const shelf = { file, keysFile: `${file}.keys`, secretFile: `${file}.secret` }
  if (existsSync(file) && !isPlayground(file)) {
    throw new Refusal([`${file} was not made by the playground, so it is left alone. Name another file.`])
  }
  const problems = Object.values(shelf).flatMap((path) => readableByOthers(path, 600))
  if (problems.length > 0) throw new Refusal(problems)
  return { file, keysFile: shelf.keysFile, secret: secretIn(shelf.secretFile), kept: true }
}

export const isLaid = (shelf: Shelf): boolean => shelf.kept && existsSync(shelf.file)

/** Marks what it opens as the playground's. */
export const openFiles = async ({ file, keysFile, secret }: Shelf): Promise<Store> => {
  const store = await openStore({ file, keysFile, secret, turn })
  await store.transact((db) => writeMeta(db, madeBy.key, madeBy.value))
  return store
}

/** Removes the tables and the keys; nothing may have them open. */
export const wipe = ({ file, keysFile, kept }: Shelf): void => {
  if (!kept) return
  for (const path of [file, keysFile]) {
    for (const end of ['', ...companions]) rmSync(path + end, { force: true })
  }
}

export const newSecret = (): string => randomBytes(secretBytes).toString('base64url')

const secretIn = (file: string): string => {
  if (!existsSync(file)) writeFileSync(file, newSecret(), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}

const isPlayground = (file: string): boolean => {
  const raw = new Database(file, { readonly: true })
  try {
    const row = raw.prepare('select value from meta where key = ?').pluck().get(madeBy.key)
    return row === madeBy.value
  } catch {
    return false
  } finally {
    raw.close()
  }
}
