import type { Vault } from '../../src/engine/index.ts'

/** Values under keys of the vault, read once. What cannot be written there is not kept here either. */
export function createMemory<T>(vault: Vault, empty: T) {
  const known = new Map<string, T>()
  return {
    async read(key: string): Promise<T> {
      const kept = known.get(key)
      if (kept !== undefined) return kept
      const text = await vault.get(key)
      const value: T = text === undefined ? empty : JSON.parse(text)
      known.set(key, value)
      return value
    },
    async write(key: string, value: T): Promise<void> {
      await vault.set(key, JSON.stringify(value))
      known.set(key, value)
    },
    async drop(key: string): Promise<void> {
      known.delete(key)
      await vault.set(key)
    },
  }
}
