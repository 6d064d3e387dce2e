import { globSync, readFileSync } from 'node:fs'
import { parseSync } from 'vite'

export type SourceFile = { readonly path: string; readonly text: string }

export const root = new URL('../../', import.meta.url)

/** The project's own TypeScript below these folders, by path from the root. What is generated says so in its first line. */
export const sourceFiles = (...folders: readonly string[]): readonly SourceFile[] =>
  folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root.pathname }))
    .sort()
    .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }))
    .filter(({ text }) => !/^[^\n]*\bgenerated\b/i.test(text))

type Node = { readonly type: string; readonly start: number; readonly end: number }

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Every node of a file's syntax tree, parents first. */
export function* nodesOf({ path, text }: SourceFile): Generator<Node> {
  const { program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  yield* below(program)
}

function* below(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value) yield* below(one)
  else if (isNode(value)) {
    yield value
    for (const child of Object.values(value)) yield* below(child)
  }
}
