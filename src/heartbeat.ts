import { createTask } from 'node-cron'
import type { Clock, Log } from './engine/index.ts'

const everyMinute = '* * * * *'
/** Between beats the timer never sleeps longer, whatever the engine says: the wall clock may jump meanwhile. */
const longestMs = 60_000
/** The shortest sleep between two looks, so that nothing can spin. */
const shortestMs = 5
const afterFailureMs = 1_000
/** A wall clock that went back by more than this leaves node-cron waiting for a minute long past. */
const jumpMs = 2_000

export type Heartbeat = {
  start(): void
  /** Resolves when the look under way has ended. */
  stop(): Promise<void>
  /** Looks as soon as it can: something new may be due. */
  poke(): void
  /** Monotonic ms at which the last look ended well; undefined before the first. */
  lastAt(): number | undefined
}

type Options = {
  /** Looks at the clock and returns the next instant, epoch ms. Never runs twice at a time. */
  readonly look: () => Promise<number | undefined>
  readonly clock: Clock
  readonly log: Log
}

/** A beat once a minute by node-cron, and one timer that sleeps until the engine's next instant. */
export const createHeartbeat = ({ look, clock, log }: Options): Heartbeat => {
  const metronome = createMetronome(() => beat(), clock)
  let running = false
  let again = false
  let looking: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let lastAt: number | undefined

  const beat = () => {
    if (!running) return
    metronome.check()
    again = true
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    looking = round()
  }

  const round = async () => {
    let next: number | undefined
    while (again && running) {
      again = false
      next = await lookOnce()
    }
    if (running) sleepUntil(next)
  }

  const lookOnce = async () => {
    try {
      const next = await look()
      lastAt = clock.monotonic()
      return next
    } catch (error) {
      log.error('heartbeat.failed', { error })
      return clock.now() + afterFailureMs
    }
  }

  const sleepUntil = (next: number | undefined) => {
    const ms = next === undefined ? longestMs : next - clock.now()
    timer = setTimeout(beat, Math.min(longestMs, Math.max(shortestMs, ms)))
  }

  return {
    start: () => {
      running = true
      metronome.start()
      sleepUntil(clock.now())
    },
    stop: async () => {
      running = false
      clearTimeout(timer)
      metronome.stop()
      await looking
    },
    poke: beat,
    lastAt: () => lastAt,
  }
}

/** A minute that ran and one that was missed mean the same: look once. What is due stands in the database. */
const createMetronome = (beat: () => void, clock: Clock) => {
  let task = toTask(beat)
  let last = { wall: clock.now(), monotonic: clock.monotonic() }
  return {
    start: () => void task.start(),
    stop: () => void task.destroy(),
    /** Begins anew after the wall clock was set back. */
    check: () => {
      const here = { wall: clock.now(), monotonic: clock.monotonic() }
      const back = here.monotonic - last.monotonic - (here.wall - last.wall)
      last = here
      if (back < jumpMs) return
      void task.destroy()
      task = toTask(beat)
      void task.start()
    },
  }
}

const toTask = (beat: () => void) => {
  const task = createTask(everyMinute, beat, { noOverlap: true, suppressMissedWarning: true })
  task.on('execution:missed', beat)
  return task
}
