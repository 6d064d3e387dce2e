import type { Clock, Log } from '../engine/index.ts'
import { type Store, StoreError, type StoreTrouble } from '../store/store.ts'

/** `busy`: the database did not answer in time. `heartbeat`: nobody looked at the clock lately. */
export type Unready = 'starting' | 'stopping' | 'heartbeat' | 'busy' | StoreTrouble
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly because: Unready }
export type Phase = 'starting' | 'running' | 'stopping'

export type Health = {
  /** Whether it can do its work now. Writes a row to find out, at most once in `freshMs`. */
  ready(): Promise<Readiness>
  /** Says in the log, once, that the database cannot be written, and once that it can again. */
  watch(): void
}

/** Two beats, each a minute. */
const oldestBeatMs = 120_000
const freshMs = 1_000
/** Less than the seconds after which those who ask give up. */
const probeMs = 2_000

type Options = {
  /** Undefined until it is open; another after a fresh start of the playground. */
  readonly store: () => Store | undefined
  readonly phase: () => Phase
  readonly clock: Clock
  readonly log: Log
  /** Monotonic ms of the last look at the clock; the playground has no heartbeat. */
  readonly beatAt?: () => number | undefined
}

export const createHealth = ({ store, phase, clock, log, beatAt }: Options): Health => {
  let known: StoreTrouble | undefined
  let probe: { readonly at: number; readonly found: Promise<Unready | undefined> } | undefined

  const watch = () => {
    const trouble = store()?.trouble()
    if (trouble === known) return
    known = trouble
    if (trouble) log.error('store.trouble', { because: trouble })
    else log.info('store.recovered')
  }

  const written = (open: Store) => {
    const at = clock.monotonic()
    if (!probe || at - probe.at >= freshMs) probe = { at, found: canWrite(open, clock) }
    return probe.found
  }

  const because = async (): Promise<Unready | undefined> => {
    const open = store()
    const now = phase()
    if (now !== 'running' || !open) return now === 'stopping' ? now : 'starting'
    const found = await written(open)
    watch()
    return found ?? (isLate(beatAt, clock) ? 'heartbeat' : undefined)
  }

  return {
    watch,
    ready: async () => {
      const reason = await because()
      return reason ? { ready: false, because: reason } : { ready: true }
    },
  }
}

const isLate = (beatAt: Options['beatAt'], clock: Clock): boolean => {
  if (!beatAt) return false
  const last = beatAt()
  return last === undefined || clock.monotonic() - last > oldestBeatMs
}

const canWrite = async (store: Store, clock: Clock): Promise<Unready | undefined> => {
  const answered = new AbortController()
  const late = clock.sleep(probeMs, answered.signal).then(() => store.trouble() ?? 'busy')
  const found = await Promise.race([writeProbe(store, clock.now()), late])
  answered.abort()
  return found
}

const writeProbe = async (store: Store, now: number): Promise<StoreTrouble | undefined> => {
  const row = { key: 'probed_at', value: String(now) }
  try {
    await store.transact((db) =>
      db
        .insertInto('meta')
        .values(row)
        .onConflict((on) => on.column('key').doUpdateSet({ value: row.value }))
        .execute(),
    )
    return store.trouble()
  } catch (error) {
    if (error instanceof StoreError) return error.trouble
    throw error
  }
}
