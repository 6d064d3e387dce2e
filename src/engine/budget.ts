import type { Db } from '../store/tables.ts'
import type { Id } from './adapter.ts'
import { type Asked, firstCountedDate, type Spent } from './gate.ts'
import type { Member } from './member.ts'
import { kindOf } from './parts.ts'
import { countedSince, type DeliveryRow } from './queries.ts'
import { membersById, workspacesById } from './roster.ts'
import { localDate } from './zone.ts'

/** Who reads the rows of one claim, and what of their budget is spent, kept current while rows go. */
export type Readers = {
  readonly member: (row: DeliveryRow) => Member | undefined
  readonly suspended: (row: DeliveryRow) => boolean
  readonly spent: (row: DeliveryRow) => readonly Spent[]
  /** What others asked of this reader before. */
  readonly asked: (row: DeliveryRow) => readonly Asked[]
  readonly spend: (row: DeliveryRow, date: string) => void
}

/** The zone whose date is the earliest on earth: no reader's window starts before it. */
const EARLIEST_ZONE = 'Etc/GMT+12'

export const readersOf = async (db: Db, rows: readonly DeliveryRow[], now: number): Promise<Readers> => {
  const members = await membersById(db, unique(rows.map((row) => row.member)))
  const workspaces = await workspacesById(db, unique(rows.map((row) => row.workspace)))
  const since = firstCountedDate(localDate(now, EARLIEST_ZONE))
  const spent = await byAccount(db, 'own', rows.filter(isOwn), since, toSpent)
  const asked = await byAccount(db, 'asks', rows.filter(asks), since, toAsked)
  return {
    member: (row) => (row.member ? members.get(row.member) : undefined),
    suspended: (row) => {
      const workspace = workspaces.get(row.workspace)
      return !workspace || workspace.suspended_at !== null || workspace.removed_at !== null
    },
    spent: (row) => spent.get(row.account) ?? [],
    asked: (row) => asked.get(row.account) ?? [],
    spend: (row, date) => {
      if (isOwn(row)) spent.get(row.account)?.push(toSpent(row, date))
      if (asks(row)) asked.get(row.account)?.push(toAsked(row, date))
    },
  }
}

type Counted = Pick<DeliveryRow, 'account' | 'view' | 'because'>

/** What was sent to these accounts since a local date, of what counts. */
const byAccount = async <T>(
  db: Db,
  which: 'own' | 'asks',
  rows: readonly DeliveryRow[],
  since: string,
  to: (row: Counted, date: string) => T,
): Promise<Map<string, T[]>> => {
  const accounts = unique(rows.map((row) => row.account))
  const found = new Map<string, T[]>(accounts.map((account) => [account, []]))
  for (const row of await countedSince(db, which, accounts, since)) {
    if (row.local_date) found.get(row.account)?.push(to(row, row.local_date))
  }
  return found
}

const isOwn = (row: DeliveryRow): boolean => row.lane === 'own'
const asks = (row: DeliveryRow): boolean => kindOf(row.view).asks === true
const toSpent = (row: Counted, date: string): Spent => ({ date, reserved: kindOf(row.view).reserved === true })
const toAsked = (row: Counted, date: string): Asked => ({ date, named: isNamed(row) })

/** Named by another person, and not found among those who offered. */
export const isNamed = (row: Pick<DeliveryRow, 'because'>): boolean => row.because === 'named-you'

const unique = (ids: readonly (Id | null)[]): Id[] => [...new Set(ids.filter((id) => id !== null))]
