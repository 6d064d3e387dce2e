import { IntlMessageFormat } from 'intl-messageformat'
import type { Span, Spans } from './message.ts'

export type ParamType = 'person' | 'text' | 'number' | 'time' | 'command' | 'link'

/** What a param of each type is filled with. A text stays characters: nothing in it is ever markup. */
export type ParamValue = {
  readonly person: Extract<Span, { mention: string }>
  readonly text: string
  readonly number: number
  readonly time: Extract<Span, { time: number }>
  readonly command: Extract<Span, { command: string }>
  readonly link: Extract<Span, { link: string }>
}

export type Values = Readonly<Record<string, ParamValue[ParamType]>>

/** How a placeholder stands in a text: `{who}`, `{n, plural, …}`, `{kind, select, …}`, `{n, number}`. */
export type Use = 'shown' | 'shown in bold' | 'plural' | 'select' | 'number'

export type Compiled = {
  readonly uses: ReadonlyMap<string, ReadonlySet<Use>>
  readonly tags: ReadonlySet<string>
  /** Every way the text can read, one for each choice of plural and select, with placeholders filled in. */
  readonly readings: (fill: (name: string) => string) => readonly string[]
  /** Throws when a value is missing. */
  readonly format: (values: Values) => Spans
}

/** Parses ICU MessageFormat with `<b>`. Throws an Error that says in one line what is wrong with the text. */
export function compile(text: string, locale: string): Compiled {
  const message = parsed(text, locale)
  const elements: readonly Element[] = message.getAst()
  const uses = new Map<string, Set<Use>>()
  const tags = new Set<string>()
  gather(elements, uses, tags, false)
  const names = [...uses.keys()]
  const format = names.length === 0 && tags.size === 0 ? always(elements) : (simple(elements) ?? rich(message))
  return {
    uses,
    tags,
    readings: (fill) => readings(elements, fill, ''),
    format: (values) => {
      for (const name of names) if (values[name] === undefined) throw new Error(`no value for {${name}}`)
      return format(values)
    },
  }
}

/** What is wrong between the placeholders of a text and what its key declares. */
export function usesProblems(compiled: Compiled, params: Readonly<Record<string, { type: ParamType }>>): string[] {
  const problems: string[] = []
  for (const [name, uses] of compiled.uses) {
    const type = params[name]?.type
    if (!type) problems.push(`unknown placeholder {${name}}`)
    else
      for (const use of uses)
        if (!fits[use].includes(type)) problems.push(`{${name}} is a ${type}: it cannot be ${use}`)
  }
  for (const name of Object.keys(params))
    if (!compiled.uses.has(name)) problems.push(`{${name}} is declared and not used`)
  return problems
}

/** The characters of spans, for labels and lengths. A time or a command has none: each platform spells it. */
export function plain(spans: Spans): string {
  let text = ''
  for (const span of spans) {
    if (typeof span === 'string') text += span
    else if ('bold' in span) text += span.bold
    else if ('mention' in span) text += span.name
    else throw new TypeError('a label holds no time, command or link')
  }
  return text
}

/** One element as the parser gives it; the numbers are its own `TYPE` constants. */
type Element = {
  readonly type: number
  readonly value?: string
  readonly children?: readonly Element[]
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>
}

const literal = 0
const argument = 1
const number = 2
const select = 5
const plural = 6
const pound = 7
const tag = 8

const fits: Readonly<Record<Use, readonly ParamType[]>> = {
  shown: ['person', 'text', 'number', 'time', 'command', 'link'],
  'shown in bold': ['text', 'number'],
  plural: ['number'],
  select: ['text'],
  number: ['number'],
}

function parsed(text: string, locale: string): IntlMessageFormat {
  try {
    return new IntlMessageFormat(text, locale)
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'no message'
    throw new Error(`is no ICU message: ${reason?.toLowerCase().replaceAll('_', ' ')}`, { cause: error })
  }
}

function gather(elements: readonly Element[], uses: Map<string, Set<Use>>, tags: Set<string>, bold: boolean): void {
  const use = (name: string, how: Use) => uses.set(name, (uses.get(name) ?? new Set()).add(how))
  for (const { type, value = '', children = [], options = {} } of elements) {
    if (type === argument) use(value, bold ? 'shown in bold' : 'shown')
    else if (type === number) use(value, 'number')
    else if (type === select || type === plural) {
      use(value, type === select ? 'select' : 'plural')
      for (const option of Object.values(options)) gather(option.value, uses, tags, bold)
    } else if (type === tag) {
      if (value !== 'b') throw new Error(`unknown tag <${value}>: only <b> exists`)
      if (bold) throw new Error('<b> inside <b>')
      tags.add(value)
      gather(children, uses, tags, true)
    } else if (type !== literal && type !== pound) throw new Error(`{${value}}: a date or time is a param of type time`)
  }
}

function readings(elements: readonly Element[], fill: (name: string) => string, counted: string): readonly string[] {
  let all: readonly string[] = ['']
  for (const { type, value = '', children = [], options = {} } of elements) {
    const next =
      type === literal
        ? [value]
        : type === pound
          ? [counted]
          : type === tag
            ? readings(children, fill, counted)
            : type === select || type === plural
              ? Object.values(options).flatMap((option) => readings(option.value, fill, fill(value)))
              : [fill(value)]
    all = all.flatMap((before) => next.map((after) => before + after))
  }
  return all
}

function always(elements: readonly Element[]): () => Spans {
  const spans: Spans = Object.freeze([elements.map((element) => element.value).join('')])
  return () => spans
}

type Part = string | { readonly name: string } | { readonly bold: readonly Part[] }

/** Texts of words, placeholders and bold alone need no ICU at run time: ten times faster. */
function simple(elements: readonly Element[]): ((values: Values) => Spans) | undefined {
  const parts = toParts(elements)
  return parts && ((values) => fill(parts, values))
}

function toParts(elements: readonly Element[]): readonly Part[] | undefined {
  const parts: Part[] = []
  for (const { type, value = '', children = [] } of elements) {
    if (type === literal) parts.push(value)
    else if (type === argument) parts.push({ name: value })
    else if (type === tag) {
      const bold = toParts(children)
      if (!bold) return undefined
      parts.push({ bold })
    } else return undefined
  }
  return parts
}

function fill(parts: readonly Part[], values: Values): Spans {
  const spans: Span[] = []
  let text = ''
  for (const part of parts) {
    const piece =
      typeof part === 'string' ? part : 'bold' in part ? { bold: plain(fill(part.bold, values)) } : values[part.name]
    if (typeof piece === 'string' || typeof piece === 'number') text += piece
    else if (piece !== undefined) {
      if (text !== '') spans.push(text)
      text = ''
      spans.push(piece)
    }
  }
  if (text !== '') spans.push(text)
  return spans
}

function rich(message: IntlMessageFormat): (values: Values) => Spans {
  const b = (parts: readonly (string | Exclude<Span, string>)[]) => ({ bold: parts.join('') })
  return (values) => {
    const spans = message.format<Exclude<Span, string>>({ ...values, b })
    return (Array.isArray(spans) ? spans : [spans]).filter((span) => span !== '')
  }
}
