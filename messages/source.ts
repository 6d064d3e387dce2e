import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import type { ParamType } from './format.ts'
import { type Role, roles } from './limits.ts'

/** One file of words as it lies on disk, or an admin's own wording (`override`). */
export type Source = {
  /** `en/check-in.yaml`: what a problem names. */
  readonly file: string
  readonly locale: string
  readonly yaml: string
  /** May replace texts that are not fixed; what is wrong in it is left out, never thrown. */
  readonly override?: boolean
}

/** Where and what is wrong. Lines and columns count from 1. */
export type Problem = {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly key?: string
  readonly variant?: string
  readonly problem: string
}

export type Param = { readonly type: ParamType; readonly longest: number }

export type Text = { readonly text: string; readonly line: number; readonly column: number }

/** One key of one file. A text without variants stands under the id ''. */
export type Entry = {
  readonly key: string
  readonly file: string
  readonly locale: string
  readonly line: number
  readonly column: number
  readonly about: string | undefined
  readonly as: Role
  readonly fixed: boolean
  readonly override: boolean
  /** Undefined: declared in the base locale alone. */
  readonly params: Readonly<Record<string, Param>> | undefined
  readonly texts: ReadonlyMap<string, Text>
}

export type Read = { readonly entries: readonly Entry[]; readonly problems: readonly Problem[] }

/** Characters that a value may have unless the file says otherwise; names as long as Slack lets them be. */
export const longestValues: Readonly<Record<ParamType, number>> = {
  person: 80,
  text: 100,
  number: 6,
  time: 40,
  command: 40,
  link: 100,
}

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const dotted = /^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/
const camel = /^[a-z][a-zA-Z0-9]*$/

const roleNames = Object.keys(roles) as [Role, ...Role[]]

const paramSchema = z.union([
  z.enum(['person', 'text', 'number', 'time', 'command', 'link']),
  z.strictObject({ text: z.int().positive() }),
])

const entrySchema = z
  .strictObject({
    about: z.string().min(1).optional(),
    as: z.enum(roleNames).optional(),
    params: z.record(z.string().regex(camel, 'a param is camelCase'), paramSchema).optional(),
    fixed: z.boolean().optional(),
    text: z.string().min(1).optional(),
    variants: z.record(z.string().regex(kebab, 'a variant id is kebab-case'), z.string().min(1)).optional(),
  })
  .refine((entry) => (entry.text === undefined) !== (entry.variants === undefined), 'needs either text or variants')
  .refine((entry) => !(entry.fixed && entry.variants), 'a fixed text has no variants')

/** Reads one file. What is wrong stands in `problems`; entries with a problem are left out. */
export function readSource(source: Source): Read {
  const lines = new LineCounter()
  const doc = parseDocument(source.yaml, { lineCounter: lines })
  const at = (path: readonly PropertyKey[]) => position(doc, lines, path)
  const problems: Problem[] = doc.errors.map((error) => ({
    file: source.file,
    ...toPosition(lines, error.pos[0]),
    problem: error.message.split('\n')[0] ?? 'is no YAML',
  }))
  if (problems.length > 0) return { entries: [], problems }
  const plain: unknown = doc.toJS() ?? {}
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain))
    return { entries: [], problems: [{ file: source.file, line: 1, column: 1, problem: 'a file of words maps keys' }] }
  const entries: Entry[] = []
  for (const [key, value] of Object.entries(plain)) {
    const read = readEntry(source, key, value, at)
    problems.push(...read.problems)
    entries.push(...read.entries)
  }
  return { entries, problems }
}

/** `en/check-in.yaml:10:12 check-in.ask quick-look: unknown placeholder {nam}` */
export function problemLine(problem: Problem): string {
  const where = [`${problem.file}:${problem.line}:${problem.column}`, problem.key, problem.variant].filter(Boolean)
  return `${where.join(' ')}: ${problem.problem}`
}

type Position = { readonly line: number; readonly column: number }

type At = (path: readonly PropertyKey[]) => Position

function readEntry(source: Source, key: string, value: unknown, at: At): Read {
  const here = { file: source.file, ...at([key]), key }
  if (!dotted.test(key))
    return { entries: [], problems: [{ ...here, problem: 'a key is kebab-case, dotted: feature.name' }] }
  const parsed = entrySchema.safeParse(typeof value === 'string' ? { text: value } : value)
  if (!parsed.success)
    return {
      entries: [],
      problems: parsed.error.issues.map((issue) => ({
        ...here,
        ...at([key, ...issue.path]),
        problem: (issue.code === 'invalid_key' && issue.issues[0]?.message) || issue.message,
      })),
    }
  const { params, text, variants, ...rest } = parsed.data
  const texts = new Map<string, Text>()
  if (text !== undefined) texts.set('', { text, ...at([key, 'text']) })
  for (const [id, words] of Object.entries(variants ?? {})) texts.set(id, { text: words, ...at([key, 'variants', id]) })
  const entry: Entry = {
    ...here,
    locale: source.locale,
    about: rest.about,
    as: rest.as ?? 'text',
    fixed: rest.fixed ?? false,
    override: source.override ?? false,
    params: params && Object.fromEntries(Object.entries(params).map(([name, param]) => [name, toParam(param)])),
    texts,
  }
  return { entries: [entry], problems: [] }
}

function toParam(param: z.infer<typeof paramSchema>): Param {
  return typeof param === 'string'
    ? { type: param, longest: longestValues[param] }
    : { type: 'text', longest: param.text }
}

/** The position of the deepest node that exists along the path; of a pair, its key. */
function position(doc: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): Position {
  let node: unknown = doc.contents
  let offset = 0
  for (const step of path) {
    if (!isMap(node)) break
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step)
    if (!pair) break
    offset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset
    node = pair.value
  }
  return toPosition(lines, offset)
}

function toPosition(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line, column: col }
}
