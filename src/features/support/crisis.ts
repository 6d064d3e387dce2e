import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

export type Phrases = { readonly phrases: readonly string[]; readonly idioms: readonly string[] }

const schema = z.strictObject({ phrases: z.array(z.string()).min(30), idioms: z.array(z.string()) })

/** English only; other languages bring their own file. Read once. */
export const crisisPhrases = (): Phrases => {
  shipped ??= schema.parse(parse(readFileSync(new URL('./crisis.yaml', import.meta.url), 'utf8')))
  return shipped
}

let shipped: Phrases | undefined

/**
 * Whether a text holds an explicit phrase. It decides one thing: whether the card is shown to the person who wrote it.
 * In doubt it is shown; what is only a turn of speech is not answered with it.
 */
export function isCrisis(text: string, { phrases, idioms }: Phrases): boolean {
  let words = ` ${normalise(text)} `
  for (const idiom of idioms) words = words.replaceAll(` ${idiom} `, ' ')
  return phrases.some((phrase) => words.includes(` ${phrase} `))
}

/** Lower case, contractions written out, everything but letters and digits as one space. */
export function normalise(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[’‘ʼ´`′]/g, "'")
  const words = plain.replace(/n't\b/g, ' not').replace(/[^\p{L}\p{N}']+/gu, ' ')
  return words
    .split(' ')
    .map((word) => word.replace(/^'+|'+$/g, ''))
    .flatMap((word) => (written.get(word) ?? word.replaceAll("'", '')).split(' '))
    .filter(Boolean)
    .join(' ')
    .replaceAll('any more', 'anymore')
}

const written: ReadonlyMap<string, string> = new Map([
  ["i'm", 'i am'],
  ['im', 'i am'],
  ["i'd", 'i would'],
  ["i've", 'i have'],
  ['ive', 'i have'],
  ["i'll", 'i will'],
  ['wanna', 'want to'],
  ['gonna', 'going to'],
  ['dont', 'do not'],
  ['ca', 'can'],
  ['cant', 'can not'],
  ['cannot', 'can not'],
  ['wo', 'will'],
])
