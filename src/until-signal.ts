/** npm runs a script in a shell that passes no signal on: its end is seen here instead, this soon. */
const LOOK_MS = 500

/** Resolves at the first SIGTERM or SIGINT, or when npm's own shell has ended. A second signal ends the process at once. */
export const untilSignal = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = () => {
      clearInterval(watch)
      resolve()
    }
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
    const parent = process.ppid
    const watch = setInterval(() => {
      if (process.env.npm_lifecycle_event !== undefined && process.ppid !== parent) stop()
    }, LOOK_MS)
    watch.unref()
  })
