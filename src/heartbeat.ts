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
  /** Monotonic ms at which the last look ended well, or the heart began to beat; undefined before. */
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
  let running = false
  let lastAt: number | undefined

  const lookOnce = async (): Promise<number> => {
    try {
      const next = await look()
      lastAt = clock.monotonic()
      return next ?? Number.POSITIVE_INFINITY
    } catch (error) {
      log.error('heartbeat.failed', { error })
      return clock.now() + afterFailureMs
    }
  }
  const beat = () => {
    if (!running) return
    metronome.check()
    alarm.clear()
    looks.ask()
  }
  const looks = createRounds(lookOnce, (next) => running && alarm.set(next - clock.now()))
  const alarm = createAlarm(beat)
  const metronome = createMetronome(beat, clock)
  return {
    start: () => {
      running = true
      lastAt = clock.monotonic()
      metronome.start()
      alarm.set(0)
    },
    stop: async () => {
      running = false
      metronome.stop()
      alarm.clear()
      await looks.idle()
    },
    poke: beat,
    lastAt: () => lastAt,
  }
}

/** One run at a time; asked for meanwhile, once more. Then `ended` with what the last one gave. */
const createRounds = <T>(run: () => Promise<T>, ended: (result: T) => void) => {
  let again = false
  let running: Promise<void> | undefined
  const runAll = async () => {
    let result: T
    do {
      again = false
      result = await run()
    } while (again)
    running = undefined
    ended(result)
  }
  return {
    ask: () => {
      again = true
      running ??= runAll()
    },
    idle: async () => running,
  }
}

const createAlarm = (ring: () => void) => {
  let timer: NodeJS.Timeout | undefined
  return {
    set: (ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(ring, Math.min(longestMs, Math.max(shortestMs, ms)))
    },
    clear: () => clearTimeout(timer),
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
