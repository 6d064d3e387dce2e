export type Changes = ReturnType<typeof createChanges>

/** Who wants to know that something changed. */
export function createChanges() {
  const listeners = new Map<() => void, () => void>()
  return {
    tell(): void {
      for (const listener of listeners.keys()) listener()
    },
    /** Answers how to stop listening; `ended` is called then, or when nothing will change any more. */
    on(listener: () => void, ended: () => void = () => undefined): () => void {
      listeners.set(listener, ended)
      return () => {
        listeners.delete(listener)
        ended()
      }
    },
    end(): void {
      const all = [...listeners.values()]
      listeners.clear()
      for (const ended of all) ended()
    },
  }
}
