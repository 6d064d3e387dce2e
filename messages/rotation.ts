/**
 * The variant of a member's `turn`-th message (from 0) of a kind. Each cycle is a shuffle of all variants, so none
 * comes again before every other came, and a cycle never opens with the one that closed the cycle before. `seed`
 * names the member and the key; the same three arguments always pick the same variant.
 */
export function pickVariant(variants: readonly string[], seed: string, turn: number): string {
  const count = variants.length
  if (count === 0) throw new RangeError('no variants to pick from')
  if (!Number.isSafeInteger(turn) || turn < 0) throw new RangeError('a turn counts from 0')
  // Two alternate: any other order of a later cycle would repeat the last one.
  const cycle = count === 2 ? 0 : Math.floor(turn / count)
  const order = shuffled(variants, seed, cycle)
  if (cycle > 0 && order[0] === shuffled(variants, seed, cycle - 1).at(-1)) swap(order, 0, 1)
  return order[turn % count] ?? ''
}

function shuffled(variants: readonly string[], seed: string, cycle: number): string[] {
  const order = [...variants]
  const next = numbers(hash(`${cycle}:${seed}`))
  for (let last = order.length - 1; last > 0; last--) swap(order, last, Math.floor(next() * (last + 1)))
  return order
}

/** Exchanges two places; does nothing when one of them does not exist. */
function swap(order: string[], a: number, b: number): void {
  const first = order[a]
  const second = order[b]
  if (first === undefined || second === undefined) return
  order[a] = second
  order[b] = first
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let sum = 0x811c9dc5
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193)
  return sum >>> 0
}

/** mulberry32: numbers in [0, 1) from a 32-bit seed. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
