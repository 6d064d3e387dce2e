import type { Id } from './adapter.ts'
import { type Check, claimChecks } from './checks.ts'
import { claimSlice, nameOf, type Slice } from './claim.ts'
import { settleEdits } from './edits.ts'
import { fly, flyEdit, sliceDeadline } from './flight.ts'
import { readHold } from './hold.ts'
import { runJob } from './job.ts'
import { turnAt, turnOrder } from './pacing.ts'
import type { Parts } from './parts.ts'
import { toPace, waitingDomains } from './queries.ts'
import { createSettler, type Settler } from './settle.ts'

/** Slices of one domain under way at once: one slow request never stops the rest. */
const SLICES_PER_DOMAIN = 4
/** Slices under way at once in this process; each holds at most 50 rendered messages. */
const SLICES_AT_ONCE = 32
/** A domain that is ready within this time is waited for here; later ones are left to the next tick. */
const WAIT_HERE_MS = 5_000

export type Pump = {
  /** Starts whatever may be sent now, in the background. */
  readonly start: () => void
  /** Starts the checks that are due. */
  readonly check: () => Promise<void>
  /** Writes what landed and could not be written before. */
  readonly flush: () => Promise<void>
  readonly waiting: () => boolean
  /** Resolves when nothing is under way. */
  readonly idle: () => Promise<void>
  readonly close: () => void
}

/** Sends in the background: claims slice after slice, domain by domain, each at its own pace. */
export const createPump = (parts: Parts): Pump => {
  const running = new Set<Promise<void>>()
  const slices = new Map<string, number>()
  const inFlight = new Set<Id>()
  const editing = new Set<Id>()
  const settler = createSettler(parts, (row) => inFlight.delete(row.id))
  const tools: Tools = { parts, settler, inFlight, editing }
  let open = true
  let looking = false
  let again = false

  const run = (work: () => Promise<void>): void => {
    const job = work()
      .catch((error) => parts.log.error('pump.failed', { error: nameOf(error) }))
      .finally(() => running.delete(job))
    running.add(job)
  }
  const start = (): void => {
    if (looking) again = true
    if (looking || !open) return
    looking = true
    run(async () => {
      try {
        do {
          again = false
          await look()
        } while (again && open)
      } finally {
        looking = false
      }
    })
  }
  const look = async (): Promise<void> => {
    const now = parts.clock.now()
    const domains = await waitingNow(parts, now)
    for (const { id } of turnOrder(domains, now)) {
      if (roomFor(slices, id)) startSlice(id)
    }
    const next = Math.min(...domains.map((domain) => turnAt(domain, now)).filter((at) => at > now))
    if (next - now <= WAIT_HERE_MS) void wakeAt(next)
  }
  const startSlice = (domain: string): void => {
    slices.set(domain, (slices.get(domain) ?? 0) + 1)
    run(async () => {
      try {
        const slice = await claimSlice(parts, domain, editing)
        if (slice.full) start()
        await sendSlice(tools, slice)
      } finally {
        slices.set(domain, (slices.get(domain) ?? 1) - 1)
      }
      start()
      if (!looking) parts.stirred?.()
    })
  }
  const closing = new AbortController()
  let sleeping = false
  // Waiting for a domain's turn is nothing under way: who waits for that may be the one who moves the clock.
  const wakeAt = async (at: number): Promise<void> => {
    if (sleeping) return
    sleeping = true
    await parts.clock.sleep(at - parts.clock.now(), closing.signal)
    sleeping = false
    start()
  }
  return {
    start,
    check: async () => {
      const checks = await claimChecks(parts, inFlight)
      for (const check of checks) run(() => runCheck(tools, check))
    },
    flush: settler.flush,
    waiting: settler.waiting,
    idle: async () => {
      while (running.size > 0) await Promise.all(running)
    },
    close: () => {
      open = false
      closing.abort()
    },
  }
}

type Tools = {
  readonly parts: Parts
  readonly settler: Settler
  readonly inFlight: Set<Id>
  readonly editing: Set<Id>
}

const waitingNow = (parts: Parts, now: number) =>
  runJob(parts, now, async (job) => {
    if ((await readHold(job.db)).on) return []
    const rows = await waitingDomains(job.db, now)
    return rows.map((row) => ({ id: row.id, ...toPace(row) }))
  })

const roomFor = (slices: ReadonlyMap<string, number>, domain: string): boolean => {
  const all = [...slices.values()].reduce((sum, count) => sum + count, 0)
  return all < SLICES_AT_ONCE && (slices.get(domain) ?? 0) < SLICES_PER_DOMAIN
}

const sendSlice = async (tools: Tools, slice: Slice): Promise<void> => {
  const { parts, settler, inFlight, editing } = tools
  const deadline = sliceDeadline(
    parts,
    [...slice.flights, ...slice.edits].map(({ startAt }) => startAt),
  )
  for (const { row } of slice.flights) inFlight.add(row.id)
  for (const { row } of slice.edits) editing.add(row.id)
  const flights = slice.flights.map(async (flight) => {
    settler.land({ row: flight.row, outcome: await fly(parts, flight, deadline) })
    await parts.turn()
    if (settler.waiting()) await settler.flush()
  })
  const edits = Promise.all(slice.edits.map(async (edit) => ({ edit, outcome: await flyEdit(parts, edit, deadline) })))
  try {
    await Promise.all(flights)
    const edited = await edits
    if (edited.length > 0) await settleEdits(parts, edited)
  } finally {
    deadline.clear()
    for (const { row } of slice.edits) editing.delete(row.id)
  }
}

const runCheck = async ({ settler }: Tools, check: Check): Promise<void> => {
  settler.land({ row: check.row, outcome: await check.run() })
  await settler.flush()
}
