import type { Vault } from '../../src/engine/index.ts'

const key = 'counter'

/** Numbers that are never given twice, not even after a restart: the ids of what is heard are made of them. */
export function createCounter(vault: Vault): () => Promise<number> {
  let last: number | undefined
  return async () => {
    last = (last ?? Number((await vault.get(key)) ?? 0)) + 1
    const mine = last
    // a store that cannot be written must not stop the person from being answered
    await vault.set(key, String(mine)).catch(() => undefined)
    return mine
  }
}
