/** A bounded memory of what a pure function answered: at most `limit` keys are new, at most as many old. */
export type Memo<T> = (key: string, make: () => T) => T

/** Two generations: when the young one is full the old one is dropped, so what is in use stays. */
export const createMemo = <T>(limit: number): Memo<T> => {
  let young = new Map<string, T>()
  let old = new Map<string, T>()
  return (key, make) => {
    const known = young.get(key)
    if (known !== undefined) return known
    const value = old.get(key) ?? make()
    if (young.size >= limit) {
      old = young
      young = new Map()
    }
    young.set(key, value)
    return value
  }
}
