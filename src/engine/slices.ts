import type { Id } from './adapter.ts'
import type { Check } from './checks.ts'
import type { Slice } from './claim.ts'
import { settleEdits } from './edits.ts'
import { fly, flyEdit, sliceDeadline } from './flight.ts'
import type { Parts } from './parts.ts'
import type { Settler } from './settle.ts'

/** What the slices of one process share. */
export type Tools = {
  readonly parts: Parts
  readonly settler: Settler
  /** Deliveries that are being sent, or wait to be written. */
  readonly inFlight: Set<Id>
  readonly editing: Set<Id>
}

/**
 * Sends and edits one slice, each at its own start; what lands together is written together. True when something of
 * it is to be tried or checked again.
 */
export const sendSlice = async (tools: Tools, slice: Slice): Promise<boolean> => {
  const { parts, settler, inFlight, editing } = tools
  const deadline = sliceDeadline(
    parts,
    [...slice.flights, ...slice.edits].map(({ startAt }) => startAt),
  )
  for (const { row } of slice.flights) inFlight.add(row.id)
  for (const { row } of slice.edits) editing.add(row.id)
  const flights = slice.flights.map(async (flight) => {
    const outcome = await fly(parts, flight, deadline)
    settler.land({ row: flight.row, outcome })
    await parts.turn()
    if (settler.waiting()) await settler.flush()
    return outcome
  })
  const edits = Promise.all(slice.edits.map(async (edit) => ({ edit, outcome: await flyEdit(parts, edit, deadline) })))
  try {
    const landed = await Promise.all(flights)
    const edited = await edits
    if (edited.length > 0) await settleEdits(parts, edited)
    return [...landed, ...edited.map(({ outcome }) => outcome)].some(({ kind }) => kind !== 'arrived')
  } finally {
    deadline.clear()
    for (const { row } of slice.edits) editing.delete(row.id)
  }
}

export const runCheck = async ({ settler }: Tools, check: Check): Promise<void> => {
  settler.land({ row: check.row, outcome: await check.run() })
  await settler.flush()
}
