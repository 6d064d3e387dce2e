export type Queue = {
  /** One at a time, in order; what goes `ahead` comes before all that waits. */
  readonly add: <T>(work: () => Promise<T>, ahead?: boolean) => Promise<T>
  /** Refuses what comes after and resolves when the queue is empty. */
  readonly shut: () => Promise<void>
}

/** The event loop turns between two: however many there are, each holds it for itself alone. */
export function createQueue(turn: () => Promise<void>): Queue {
  const first: (() => Promise<void>)[] = []
  const others: (() => Promise<void>)[] = []
  const take = () => first.shift() ?? others.shift()
  let running: Promise<void> | undefined
  let closed = false
  const runAll = async (): Promise<void> => {
    for (let next = take(); next; next = take()) {
      await next()
      await turn()
    }
    running = undefined
  }
  return {
    add: (work, ahead = false) => {
      if (closed) return Promise.reject(new Error('the store is closed'))
      return new Promise((resolve, reject) => {
        const waiting = ahead ? first : others
        waiting.push(() => work().then(resolve, reject))
        running ??= Promise.resolve().then(runAll)
      })
    },
    shut: async () => {
      closed = true
      await running
    },
  }
}
