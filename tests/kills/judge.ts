import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Line } from './ledger.ts'
import { rung } from './tower.ts'

type Row = {
  readonly id: string
  readonly person: string
  readonly status: string
  readonly reason: string | null
  readonly owner: string | null
  readonly lease_until: number | null
  readonly sent_at: number | null
  readonly ended_at: number | null
  readonly receipt: string | null
  /** What its feature kept of how it ended, in the same transaction. */
  readonly kept: string | null
}

export type Data = {
  /** What SQLite says of each file. */
  readonly integrity: readonly string[]
  readonly rows: readonly Row[]
  /** Who waits for the timer to ring. */
  readonly waiting: readonly string[]
}

const files = ['reachout.db', 'keys.db'] as const

/** Reads a copy, with its WAL and without what was in memory: the program itself must recover from what it left. */
export const readData = (folder: string): Data => {
  const copy = mkdtempSync(join(tmpdir(), 'reachout-killed-'))
  try {
    for (const name of files.flatMap((file) => [file, `${file}-wal`])) {
      if (existsSync(join(folder, name))) cpSync(join(folder, name), join(copy, name))
    }
    return { integrity: files.map((file) => integrityOf(join(copy, file))), ...readRows(join(copy, 'reachout.db')) }
  } finally {
    rmSync(copy, { recursive: true })
  }
}

const integrityOf = (file: string): string =>
  inFile(file, (raw) => String(raw.pragma('integrity_check', { simple: true })))

const readRows = (file: string): Pick<Data, 'rows' | 'waiting'> =>
  inFile(file, (raw) => {
    const tables = raw.prepare(`select name from sqlite_master where type = 'table'`).pluck().all()
    if (!tables.includes('deliveries')) return { rows: [], waiting: [] }
    const rows = raw.prepare<[], Row>(
      `select d.*, m.person, p.text as kept from deliveries d
       join members m on m.id = d.member left join programmes p on p.workspace = d.subject`,
    )
    const waiting = raw.prepare<[], string>(
      `select m.person from timers t join members m on m.id = t.subject where t.feature = 'tower'`,
    )
    return { rows: rows.all(), waiting: waiting.pluck().all() }
  })

const inFile = <T>(file: string, read: (raw: Database.Database) => T): T => {
  const raw = new Database(file)
  try {
    return read(raw)
  } finally {
    raw.close()
  }
}

/** Holds what lies in the files against what the platform wrote down, at any moment at which nothing runs. */
export const judge = ({ integrity, rows, waiting }: Data, lines: readonly Line[]): readonly string[] => {
  const posts = Map.groupBy(
    lines.flatMap((line) => (line.kind === 'posted' ? [line.delivery] : [])),
    (delivery) => delivery,
  )
  const known = new Set(rows.map((row) => row.id))
  const served = new Set([...rows.map((row) => row.person), ...waiting])
  const heard = new Set(lines.flatMap((line) => (line.kind === 'heard' ? [line.person] : [])))
  return [
    ...integrity.filter((found) => found !== 'ok').map((found) => `broken: ${found}`),
    ...rows.flatMap((row) => judgeRow(row, posts.get(row.id)?.length ?? 0)),
    ...[...posts.keys()].filter((id) => !known.has(id)).map((id) => `unknown: ${id} stands in no table`),
    ...[...heard]
      .filter((person) => !served.has(person))
      .map((person) => `lost: ${person} pressed and nothing is planned`),
    ...twice(rows.map((row) => row.person)).map((person) => `twice: ${person} pressed once and has two rows`),
    ...rows.filter((row) => waiting.includes(row.person)).map((row) => `twice: ${row.person} waits and was served`),
  ]
}

const judgeRow = (row: Row, posted: number): readonly string[] => {
  const name = `${row.id} (${row.status} ${row.reason ?? ''})`
  const ended = row.status === 'sent'
  const one = [
    posted > 1 && `twice: ${name} was posted ${posted} times`,
    ended && posted === 0 && `lost: ${name} was never posted`,
    row.status === 'planned' && posted > 0 && `denied: ${name} was posted`,
    !['planned', 'sending', 'sent'].includes(row.status) && `wrong end: ${name}`,
    ended !== (row.sent_at !== null && row.ended_at !== null && row.receipt !== null) &&
      `two states: ${name} by its end`,
    (row.status === 'sending') !== (row.lease_until !== null) &&
      row.status !== 'sending' &&
      `two states: ${name} by its lease`,
    ended !== (row.kept === 'sent') && `two states: ${name}, and its feature kept ${row.kept}`,
  ]
  return one.filter((problem) => problem !== false)
}

const twice = (names: readonly string[]): readonly string[] => names.filter((name, at) => names.indexOf(name) !== at)

/** What still has to happen before all has ended; and whether what was shown then is true. */
export const unfinished = ({ rows, waiting }: Data, lines: readonly Line[]): readonly string[] => {
  const shown = new Map(lines.flatMap((line) => (line.kind === 'heard' ? [] : [[line.delivery, line.text] as const])))
  return [
    ...waiting.map((person) => `${person} waits`),
    ...rows.filter((row) => row.status !== 'sent').map((row) => `${row.id} is ${row.status}`),
    ...rows.filter((row) => shown.get(row.id) !== rung).map((row) => `${row.id} reads ${shown.get(row.id)}`),
  ]
}
