import type { Db } from '../store/tables.ts'
import type { Id } from './adapter.ts'
import { firstCountedDate, type Spent } from './gate.ts'
import type { Member } from './member.ts'
import { kindOf } from './parts.ts'
import { type DeliveryRow, ownSince } from './queries.ts'
import { membersById, workspacesById } from './roster.ts'
import { localDate } from './zone.ts'

/** Who reads the rows of one claim, and what of their budget is spent, kept current while rows go. */
export type Readers = {
  readonly member: (row: DeliveryRow) => Member | undefined
  readonly suspended: (row: DeliveryRow) => boolean
  readonly spent: (row: DeliveryRow) => readonly Spent[]
  readonly spend: (row: DeliveryRow, date: string) => void
}

/** The zone whose date is the earliest on earth: no reader's window starts before it. */
const EARLIEST_ZONE = 'Etc/GMT+12'

export const readersOf = async (db: Db, rows: readonly DeliveryRow[], now: number): Promise<Readers> => {
  const members = await membersById(db, unique(rows.map((row) => row.member)))
  const workspaces = await workspacesById(db, unique(rows.map((row) => row.workspace)))
  const own = unique(rows.filter((row) => row.lane === 'own').map((row) => row.account))
  const spent = new Map<string, Spent[]>(own.map((account) => [account, []]))
  for (const row of await ownSince(db, own, firstCountedDate(localDate(now, EARLIEST_ZONE)))) {
    if (row.local_date) spent.get(row.account)?.push({ date: row.local_date, reserved: isReserved(row.view) })
  }
  return {
    member: (row) => (row.member ? members.get(row.member) : undefined),
    suspended: (row) => {
      const workspace = workspaces.get(row.workspace)
      return !workspace || workspace.suspended_at !== null || workspace.removed_at !== null
    },
    spent: (row) => spent.get(row.account) ?? [],
    spend: (row, date) => {
      if (row.lane === 'own') spent.get(row.account)?.push({ date, reserved: isReserved(row.view) })
    },
  }
}

const isReserved = (view: string): boolean => kindOf(view).reserved === true

const unique = (ids: readonly (Id | null)[]): Id[] => [...new Set(ids.filter((id) => id !== null))]
