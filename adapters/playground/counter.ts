import type { Vault } from '../../src/engine/index.ts'

/**
 * Each person's own numbers, never given twice, not even after a restart: the ids of what is heard are made of them.
 * Were they shared, one person's ids would tell whether another had done something.
 */
export function createCounter(vault: Vault): (person: string) => Promise<number> {
  const last = new Map<string, number>()
  return async (person) => {
    const key = `counter:${person}`
    const mine = (last.get(person) ?? Number((await vault.get(key)) ?? 0)) + 1
    last.set(person, mine)
    // a store that cannot be written must not stop the person from being answered
    await vault.set(key, String(mine)).catch(() => undefined)
    return mine
  }
}
