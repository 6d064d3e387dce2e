import type { Vault } from '../../src/engine/index.ts'
import { createMemory } from './memory.ts'
import { createQueue } from './queue.ts'

/** What one person wrote to another. `at` is epoch milliseconds. */
export type Line = { readonly at: number; readonly by: string; readonly text: string }

/** What two people wrote to each other, oldest first; `seen` is how many lines there were when each last looked. */
type Talk = { readonly lines: readonly Line[]; readonly seen: Readonly<Record<string, number>> }

export type Talks = ReturnType<typeof createTalks>

const nothing: Talk = { lines: [], seen: {} }

/** What people write to each other, each pair under its own key of the vault. The engine is never told of it. */
export function createTalks(vault: Vault) {
  const { read, write, drop } = createMemory(vault, nothing)
  const inTurn = createQueue()
  return {
    read: (one: string, other: string): Promise<readonly Line[]> =>
      inTurn(async () => (await read(keyOf(one, other))).lines),
    /** How many of the other's lines came since `who` last looked or wrote. */
    unseen: (who: string, other: string): Promise<number> =>
      inTurn(async () => unseenBy(who, await read(keyOf(who, other)))),
    say: (by: string, to: string, text: string, at: number): Promise<void> =>
      inTurn(async () => {
        const { lines, seen } = await read(keyOf(by, to))
        await write(keyOf(by, to), { lines: [...lines, { at, by, text }], seen: { ...seen, [by]: lines.length + 1 } })
      }),
    see: (who: string, other: string): Promise<void> =>
      inTurn(async () => {
        const talk = await read(keyOf(who, other))
        if (unseenBy(who, talk) > 0) {
          await write(keyOf(who, other), { ...talk, seen: { ...talk.seen, [who]: talk.lines.length } })
        }
      }),
    /** Both sides of each: what was written to a person tells of them no less than what they wrote. */
    forget: (person: string, others: readonly string[]): Promise<void> =>
      inTurn(async () => {
        for (const other of others) await drop(keyOf(person, other))
      }),
  }
}

function unseenBy(who: string, { lines, seen }: Talk): number {
  return lines.slice(seen[who] ?? 0).filter(({ by }) => by !== who).length
}

function keyOf(one: string, other: string): string {
  return `talk:${JSON.stringify([one, other].sort())}`
}
