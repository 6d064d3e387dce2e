import { hash, randomInt, randomUUID } from 'node:crypto'
import type { Chance } from './engine/index.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
/** 36 ^ 20 is over 10 ^ 31; the narrowest platform takes 25 characters. */
const idLength = 20

/** An id is a random UUID written in letters and digits: at most 25 characters. */
export const secureChance = (): Chance => ({
  below: (n) => randomInt(n),
  id: () => BigInt(`0x${randomUUID().replaceAll('-', '')}`).toString(letters.length),
  idOf: named(randomUUID()),
})

/** Same seed, same run: for the playground and tests, never for anything that must not be guessed. */
export const seededChance = (seed: number): Chance => {
  const random = sfc32(seed)
  const below = (n: number) => Math.floor((random() / 2 ** 32) * n)
  return {
    below,
    idOf: named(`seed ${seed}`),
    id: () => Array.from({ length: idLength }, () => letters[below(letters.length)]).join(''),
  }
}

/** As many hexadecimal digits as an id has bits. */
const digits = 26

/**
 * Names are hashed, so that one person's ids never depend on what others did before. What is left out of the hash keeps
 * it from being lengthened, for which a HMAC would cost four times as much.
 */
const named = (key: string) => (text: string) =>
  BigInt(`0x${hash('sha256', `${key} ${text}`).slice(0, digits)}`)
    .toString(letters.length)
    .slice(0, idLength)

/** Chris Doty-Humphrey's small fast counter, 32 bits: passes PractRand; the first dozen rounds mix the seed in. */
const sfc32 = (seed: number): (() => number) => {
  let [a, b, c, counter] = [0, Math.floor(seed / 2 ** 32) | 0, seed | 0, 1]
  const next = () => {
    const out = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + out) | 0
    return out >>> 0
  }
  for (let round = 0; round < 15; round++) next()
  return next
}
