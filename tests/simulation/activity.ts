/** Tells when everything that was started has come to rest and only time can bring more. */
export type Activity = {
  readonly touch: () => void
  readonly turn: () => Promise<void>
  readonly rest: () => Promise<void>
}

const macrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
/** Quiet for so many rounds of the event loop counts as at rest. */
const QUIET_ROUNDS = 2

export const createActivity = (): Activity => {
  let count = 0
  const touch = (): void => {
    count++
  }
  return {
    touch,
    turn: async () => {
      touch()
      await macrotask()
      touch()
    },
    rest: async () => {
      for (let quiet = 0; quiet < QUIET_ROUNDS; quiet++) {
        const before = count
        await macrotask()
        if (count !== before) quiet = -1
      }
    },
  }
}
