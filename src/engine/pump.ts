import type { Id } from './adapter.ts'
import { claimChecks } from './checks.ts'
import { claimSlice, nameOf } from './claim.ts'
import type { Log } from './clock.ts'
import { readHold } from './hold.ts'
import { runJob } from './job.ts'
import { turnAt, turnOrder } from './pacing.ts'
import type { Parts } from './parts.ts'
import { toPace, waitingDomains } from './queries.ts'
import { createSettler } from './settle.ts'
import { runCheck, sendSlice, type Tools } from './slices.ts'

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
  const inFlight = new Set<Id>()
  const settler = createSettler(parts, (row) => inFlight.delete(row.id))
  const tools: Tools = { parts, settler, inFlight, editing: new Set() }
  const running = createRunning(parts.log)
  const slices = new Map<string, number>()
  const startSlice = (domain: string): void => {
    slices.set(domain, (slices.get(domain) ?? 0) + 1)
    running.run(async () => {
      try {
        const slice = await claimSlice(parts, domain, tools.editing)
        if (slice.full) looker.start()
        // What waits for a request that is under way goes on when that has ended; to look again at once would spin.
        if (slice.flights.length + slice.edits.length === 0) return
        if (await sendSlice(tools, slice)) parts.stirred?.()
      } finally {
        slices.set(domain, (slices.get(domain) ?? 1) - 1)
      }
      looker.start()
    })
  }
  const looker = createLooker(parts, running, (domain) => {
    if (roomFor(slices, domain)) startSlice(domain)
  })
  return {
    start: looker.start,
    check: async () => {
      for (const check of await claimChecks(parts, inFlight)) {
        running.run(() => runCheck(tools, check).then(() => parts.stirred?.()))
      }
    },
    flush: settler.flush,
    waiting: settler.waiting,
    idle: running.idle,
    close: looker.close,
  }
}

/** Looks for domains that may be written to now; one look at a time, and once more when asked meanwhile. */
const createLooker = (parts: Parts, running: Running, serve: (domain: string) => void) => {
  const closing = new AbortController()
  let looking = false
  let again = false
  const start = (): void => {
    again = true
    if (looking || closing.signal.aborted) return
    looking = true
    running.run(async () => {
      try {
        await lookWhileAsked()
      } finally {
        looking = false
      }
    })
  }
  const lookWhileAsked = async (): Promise<void> => {
    while (again && !closing.signal.aborted) {
      again = false
      const now = parts.clock.now()
      const domains = await waitingNow(parts, now)
      for (const { id } of turnOrder(domains, now)) serve(id)
      waitFor(Math.min(...domains.map((domain) => turnAt(domain, now)).filter((at) => at > now)) - now)
    }
  }
  const waitFor = createWait(parts, closing.signal, start)
  return { start, close: () => closing.abort() }
}

/** Waiting for a domain's turn is nothing under way: who waits for that may be the one who moves the clock. */
const createWait = (parts: Parts, signal: AbortSignal, then: () => void): ((ms: number) => void) => {
  let sleeping = false
  return (ms) => {
    if (sleeping || !(ms <= WAIT_HERE_MS)) return
    sleeping = true
    void parts.clock.sleep(ms, signal).then(() => {
      sleeping = false
      then()
    })
  }
}

type Running = { readonly run: (work: () => Promise<void>) => void; readonly idle: () => Promise<void> }

/** What is under way in the background. A failure is logged and stops nothing else. */
const createRunning = (log: Log): Running => {
  const running = new Set<Promise<void>>()
  return {
    run: (work) => {
      const job = work()
        .catch((error) => log.error('pump.failed', { error: nameOf(error) }))
        .finally(() => running.delete(job))
      running.add(job)
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running)
    },
  }
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
