/** A bounded memory of what a pure function answered: at most `limit` keys are new, at most as many old. */
export type Memo<T, K = string> = (key: K, make: (key: K) => T) => T

/** Two generations: when the young one is full the old one is dropped, so what is in use stays. */
export const createMemo = <T, K = string>(limit: number): Memo<T, K> => {
  let young = new Map<K, T>()
  let old = new Map<K, T>()
  return (key, make) => {
    const known = young.get(key)
    if (known !== undefined) return known
    const value = old.get(key) ?? make(key)
    if (young.size >= limit) {
      old = young
      young = new Map()
    }
    young.set(key, value)
    return value
  }
}
