import type { Words } from '../../messages/catalog.ts'
import { type Compiled, compile } from '../../messages/format.ts'
import type { Spans } from '../../messages/message.ts'
import { type Entry, longestValues } from '../../messages/source.ts'

export type Use = { readonly key: string; readonly variant: string; readonly output: string }

export type Trace = {
  readonly words: Words
  readonly uses: readonly Use[]
  /** Values longer than their key declares. */
  readonly problems: readonly string[]
}

type Values = Readonly<Record<string, unknown>>
type Plain = {
  text(key: string, values?: Values, variant?: string): Spans
  label(key: string, values?: Values, variant?: string): string
}

/**
 * Words that note which of them were used. `stretch` fills every placeholder with the longest value its key
 * declares, so that a message made with them is as long as it can ever be.
 */
export function traced(words: Words, entries: ReadonlyMap<string, Entry>, stretch: boolean): Trace {
  const uses: Use[] = []
  const problems: string[] = []
  const plain = words as unknown as Plain
  const prepare = (key: string, values: Values = {}) => {
    const entry = entries.get(key)
    if (!entry) return values
    problems.push(...tooLong(entry, values))
    return stretch ? stretched(entry, values) : values
  }
  const text = (key: string, values?: Values, variant?: string) => {
    const spans = plain.text(key, prepare(key, values), variant)
    uses.push({ key, variant: variant ?? '', output: '' })
    return spans
  }
  const label = (key: string, values?: Values, variant?: string) => {
    const output = plain.label(key, prepare(key, values), variant)
    uses.push({ key, variant: variant ?? '', output })
    return output
  }
  return { words: { ...words, text, label } as unknown as Words, uses, problems }
}

function tooLong({ key, params = {} }: Entry, values: Values): string[] {
  return Object.entries(params).flatMap(([name, { longest }]) => {
    const size = String(values[name]).length
    return typeof values[name] !== 'object' && size > longest ? [`${key} {${name}}: ${size}, declared ${longest}`] : []
  })
}

function stretched({ params = {}, texts, locale }: Entry, values: Values): Values {
  const compiled = [...texts.values()].map(({ text }) => compile(text, locale))
  const longest = Object.entries(params).map(([name, param]) => {
    if (param.type === 'person') return [name, { mention: 'x', name: 'x'.repeat(longestValues.person) }]
    if (param.type === 'number') return [name, Number('9'.repeat(param.longest))]
    return [name, param.type === 'text' && !chooses(compiled, name) ? 'x'.repeat(param.longest) : values[name]]
  })
  return Object.fromEntries(longest)
}

const chooses = (texts: readonly Compiled[], name: string) => texts.some(({ uses }) => uses.get(name)?.has('select'))
