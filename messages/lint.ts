import { parse } from 'yaml'
import { z } from 'zod'
import { baseLocale, checked } from './catalog.ts'
import { emojiIn } from './check.ts'
import { type Compiled, compile } from './format.ts'
import { roles } from './limits.ts'
import { type Entry, longestValues, type Problem, type Source } from './source.ts'

/** Phrases that a locale's texts never say, by reason. */
export type Forbidden = Readonly<Record<string, readonly string[]>>

/** Reads one file of `messages/forbidden`. Throws when it is no map from reasons to phrases. */
export function readForbidden(yaml: string): Forbidden {
  return z.record(z.string(), z.array(z.string().min(1)).min(1)).parse(parse(yaml))
}

/**
 * Everything that is wrong with the words, in the order of their files: what the catalogue refuses, what reads
 * badly, what is longer than some platform shows when every value is as long as it may be.
 */
export function lint(sources: readonly Source[], forbidden: Readonly<Record<string, Forbidden>>): readonly Problem[] {
  const { entries, problems } = checked(sources)
  const base = new Map(entries.filter((entry) => entry.locale === baseLocale).map((entry) => [entry.key, entry]))
  const found = entries.flatMap((entry) =>
    lintEntry(entry, base.get(entry.key) ?? entry, forbidden[entry.locale] ?? {}),
  )
  return [...problems, ...found].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.problem, b.problem),
  )
}

function lintEntry(entry: Entry, base: Entry, forbidden: Forbidden): Problem[] {
  const { file, key } = entry
  return [...entry.texts].flatMap(([variant, { text, line, column }]) => {
    const compiled = compile(text, entry.locale)
    const problems = [
      ...sameAsBase(variant, compiled, base),
      ...tooLong(compiled, base),
      ...readsBadly(
        compiled.readings(() => '…'),
        forbidden,
      ),
    ]
    return problems.map((problem) => ({ file, line, column, key, ...(variant && { variant }), problem }))
  })
}

function sameAsBase(variant: string, { tags }: Compiled, base: Entry): string[] {
  const original = base.texts.get(variant)
  if (!original) return [`${baseLocale} has no such variant`]
  const wanted = compile(original.text, base.locale).tags
  const same = tags.size === wanted.size && [...tags].every((tag) => wanted.has(tag))
  return same ? [] : [`has other tags than ${baseLocale}`]
}

function tooLong({ readings }: Compiled, { as, params = {} }: Entry): string[] {
  const longest = (name: string) => 'x'.repeat(params[name]?.longest ?? longestValues.text)
  const size = Math.max(...readings(longest).map((reading) => reading.length))
  return size > roles[as] ? [`a ${as} has at most ${roles[as]} characters, this may have ${size}`] : []
}

/** What no language says; the rest is data. */
const never: readonly (readonly [pattern: RegExp, problem: string])[] = [
  [/!.*!/su, 'more than one exclamation mark'],
  [/(^|[\s(“"'‘])\/\p{L}/u, 'spells out a command: use a param of type command'],
  [/https?:|www\./iu, 'spells out an address: use a param of type link'],
  [/[*`~]|_\w+_|\]\(/u, 'has markup: only <b> exists'],
  [/@(everyone|here|channel)\b/iu, 'calls everyone'],
  [/\s{2}|^\s|\s$/u, 'has a space too many'],
]

function readsBadly(readings: readonly string[], forbidden: Forbidden): string[] {
  const problems = readings.flatMap((reading) => [
    ...never.filter(([pattern]) => pattern.test(reading)).map(([, problem]) => problem),
    ...(emojiIn(reading) > 1 ? ['more than one emoji'] : []),
    ...Object.entries(forbidden).flatMap(([reason, phrases]) =>
      phrases.filter((phrase) => says(reading, phrase)).map((phrase) => `forbidden phrase “${phrase}” (${reason})`),
    ),
  ])
  return [...new Set(problems)]
}

function says(reading: string, phrase: string): boolean {
  const words = phrase.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, 'iu').test(reading.replaceAll('’', "'"))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
