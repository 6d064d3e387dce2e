import { readdirSync, readFileSync } from 'node:fs'
import { compile, type ParamValue, plain, usesProblems, type Values } from './format.ts'
import type { Keys } from './keys.ts'
import type { Spans } from './message.ts'
import { type Entry, type Problem, problemLine, readSource, type Source } from './source.ts'

/*
 * Words are YAML, `messages/<locale>/<feature>.yaml`, a map of keys (`feature.name`, kebab-case, dotted):
 *
 *   check-in.ask:
 *     about: What the text is for and must never say. For writers and translators; `en` must have it.
 *     as: button              what it is for, and so how long it may be: see `roles` in limits.ts; default text
 *     params: { who: person, weeks: number, note: { text: 500 } }
 *     fixed: true             people quote it or search for it: no variants, no admin's own wording
 *     text: "Hi {who}."       either `text` or `variants`
 *     variants:
 *       soft-landing: "Hi {who}, how is this week? <b>Only you</b> see what you tap."
 *
 * Texts are ICU MessageFormat: `{name}`, `{n, plural, one {# person} other {# people}}`, `{kind, select, …}` and
 * `<b>`. Other locales repeat key and text or variants; about, as, params and fixed count from `en`.
 *
 * Types of params, and what fills them:
 *   person   { mention, name }
 *   text     a string, shown as it is, never markup (`{ text: 500 }`: up to 500 characters, default 100)
 *   number   a number, in the reader's digits inside a plural
 *   time     { time: epoch ms, style: 'date' | 'time' | 'both' }, shown in the reader's zone
 *   command  { command: 'pause' }, spelled by each platform
 *   link     { link: url, text }
 */

export type Key = keyof Keys

/** Keys of words alone, without bold, time, command or link: what labels, titles and summaries are made of. */
export type LabelKey = { [K in Key]: Keys[K]['plain'] extends true ? K : never }[Key]

export type Params<K extends Key> = { readonly [P in keyof Keys[K]['params']]: ParamOf<Keys[K]['params'][P]> }

type ParamOf<T> = T extends keyof ParamValue ? ParamValue[T] : never

/** A key with variants wants to be told which; one without params needs none. */
export type Rest<K extends Key> = K extends Key
  ? Keys[K]['varied'] extends true
    ? [params: Params<K>, variant: string]
    : keyof Keys[K]['params'] extends never
      ? [params?: Readonly<Record<string, never>>]
      : [params: Params<K>]
  : never

/** The words of one locale, as a message builder uses them. */
export type Words = {
  readonly locale: string
  /** Formats a text to spans. A variant that this locale lacks becomes another of its own. */
  readonly text: <K extends Key>(key: K, ...rest: Rest<K>) => Spans
  /** The same as plain characters: labels, titles, summaries. */
  readonly label: <K extends LabelKey>(key: K, ...rest: Rest<K>) => string
  /** The ids of a key's variants here, for `pickVariant`; none for a key with one text. */
  readonly variants: (key: Key) => readonly string[]
}

export type Catalog = {
  readonly locales: readonly string[]
  /**
   * Makes something with the words of the first locale that has every key used, and with those alone. Each locale
   * also stands for its language (`pt-BR` → `pt`); `en` is last. `make` may run more than once.
   */
  readonly render: <T>(locales: readonly string[], make: (words: Words) => T) => T
  readonly variants: (key: Key) => readonly string[]
  /** What was left out: overrides that do not fit. */
  readonly problems: readonly Problem[]
}

/** The locale that has every key; all others are translations of it. */
export const baseLocale = 'en'

/** Throws, with every problem and its place, when anything but an override is wrong. */
export function createCatalog(sources: readonly Source[]): Catalog {
  const { entries, problems } = checked(sources)
  const bad = problems.filter((problem) => !sources.some(({ override, file }) => override && file === problem.file))
  if (bad.length > 0) throw new Error(`words: ${bad.map(problemLine).join('\n')}`)
  const all = new Map<string, Words>()
  for (const locale of new Set([baseLocale, ...entries.map((entry) => entry.locale)]))
    all.set(
      locale,
      wordsOf(
        locale,
        entries.filter((entry) => entry.locale === locale),
      ),
    )
  const base = all.get(baseLocale) ?? wordsOf(baseLocale, [])
  const chains = new Map<string, readonly Words[]>()
  const chainOf = (locales: readonly string[]) => {
    const id = locales.join()
    const chain = chains.get(id) ?? chained(locales, all, base)
    chains.set(id, chain)
    return chain
  }
  return {
    locales: [...all.keys()],
    problems,
    variants: base.variants,
    render: (locales, make) => {
      for (const words of chainOf(locales)) {
        try {
          return make(words)
        } catch {}
      }
      return make(base)
    },
  }
}

/** Every word on disk; read once. */
export function readCatalog(): Catalog {
  shipped ??= createCatalog(readSources())
  return shipped
}

let shipped: Catalog | undefined

/** The files of words as they lie beside this file. */
export function readSources(): readonly Source[] {
  const folder = new URL('./', import.meta.url)
  const locales = readdirSync(folder)
    .filter((name) => /^[a-z]{2,3}(-[A-Za-z]{2,4})*$/.test(name))
    .sort()
  return locales.flatMap((locale) =>
    readdirSync(new URL(`${locale}/`, folder))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => {
        const file = `${locale}/${name}`
        return { file, locale, yaml: readFileSync(new URL(file, folder), 'utf8') }
      }),
  )
}

/** Reads sources and checks each text against the base locale's key. What is wrong is left out. */
export function checked(sources: readonly Source[]): { entries: readonly Entry[]; problems: readonly Problem[] } {
  const read = sources.map(readSource)
  const problems = read.flatMap((one) => one.problems)
  const base = new Map<string, Entry>()
  const all = read.flatMap((one) => one.entries)
  for (const entry of all)
    if (entry.locale === baseLocale && !entry.override) base.set(entry.key, base.get(entry.key) ?? entry)
  const entries = all.filter((entry) => {
    const wrong = entryProblems(entry, base.get(entry.key))
    problems.push(...wrong)
    return wrong.length === 0
  })
  return { entries, problems }
}

function entryProblems(entry: Entry, base: Entry | undefined): Problem[] {
  const { file, line, column, key } = entry
  const whole = (problem: string): Problem[] => [{ file, line, column, key, problem }]
  if (!base) return whole(`unknown key: ${baseLocale} has none`)
  if (entry.locale === baseLocale && !entry.override && base !== entry)
    return whole(`stands twice: also in ${base.file}`)
  if (base === entry && !entry.about) return whole('needs an about')
  if (entry.override && base.fixed) return whole('is fixed')
  if (entry.texts.has('') !== base.texts.has('')) return whole('has variants in one locale and one text in another')
  return [...entry.texts].flatMap(([variant, { text, ...at }]) =>
    textProblems(text, entry.locale, base).map((problem) => ({
      file,
      ...at,
      key,
      ...(variant && { variant }),
      problem,
    })),
  )
}

function textProblems(text: string, locale: string, base: Entry): string[] {
  try {
    return usesProblems(compile(text, locale), base.params ?? {})
  } catch (error) {
    return [error instanceof Error ? error.message : 'cannot be read']
  }
}

function chained(locales: readonly string[], all: ReadonlyMap<string, Words>, base: Words): readonly Words[] {
  const chain = new Set<Words>()
  for (const locale of locales)
    for (let name = locale; name; name = name.slice(0, Math.max(0, name.lastIndexOf('-')))) {
      const words = all.get(name)
      if (words) chain.add(words)
    }
  const before = [...chain]
  const end = before.indexOf(base)
  return end < 0 ? before : before.slice(0, end)
}

type Texts = { readonly ids: readonly string[]; readonly format: ReadonlyMap<string, (values: Values) => Spans> }

/** Thrown when a locale lacks a key; made once, because a stack a message costs more than the message. */
const missing = new Error('this locale lacks a key')

/** Later entries win: an override comes after what was shipped. */
function wordsOf(locale: string, entries: readonly Entry[]): Words {
  const texts = new Map<string, Texts>()
  for (const entry of entries)
    texts.set(entry.key, {
      ids: [...entry.texts.keys()].filter(Boolean),
      format: new Map([...entry.texts].map(([id, { text }]) => [id, compile(text, locale).format])),
    })
  const find = (key: string): Texts => {
    const found = texts.get(key)
    if (found) return found
    if (locale === baseLocale) throw new Error(`no words for ${key}`)
    throw missing
  }
  const text: Format = (key, values = {}, variant = '') => {
    const found = find(key)
    const format = found.format.get(variant) ?? found.format.get(another(found.ids, variant))
    if (!format) throw new Error(`no words for ${key}`)
    return format(values)
  }
  const label = (key: string, values?: Values, variant?: string) => plain(text(key, values, variant))
  return { locale, text, label, variants: (key) => find(key).ids }
}

type Format = (key: string, values?: Values, variant?: string) => Spans

/** Always the same one for the same name, so that an edit says what was sent. */
function another(ids: readonly string[], variant: string): string {
  let sum = 0
  for (const character of variant) sum += character.charCodeAt(0)
  return ids[sum % Math.max(1, ids.length)] ?? ''
}
