export type Queue = <T>(work: () => Promise<T>) => Promise<T>

/** One at a time, in the order they came; one that fails does not stop the next. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}
