import { dirname, join } from 'node:path/posix'
import { describe, expect, it } from 'vitest'
import { nodesOf, type SourceFile, sourceFiles } from './support/source-files.ts'

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean }

/** Who may import what; a path ending in `/` stands for all below it. The first row that fits a file counts. */
type Row = { readonly files: string; readonly may: readonly string[]; readonly mayTypes?: readonly string[] }

const face = 'src/engine/index.ts'
/** A platform's own SDK, and what the adapter needs besides. */
const anyPackage = '*'

const rows: readonly Row[] = [
  { files: 'messages/', may: ['messages/', 'node:fs', 'intl-messageformat', 'yaml', 'zod', '@formatjs/'] },
  {
    files: 'src/engine/',
    may: ['src/engine/', 'messages/', 'src/store/store.ts', 'temporal-polyfill', 'kysely'],
    mayTypes: ['src/store/', 'node:http'],
  },
  { files: 'src/store/', may: ['src/store/', 'better-sqlite3', 'kysely', 'node:'], mayTypes: ['better-sqlite3'] },
  {
    files: 'src/features/',
    may: [face, 'messages/', 'kysely', 'yaml', 'zod', 'node:fs', 'temporal-polyfill'],
    mayTypes: ['src/store/'],
  },
  { files: 'adapters/', may: [face, 'messages/', anyPackage] },
  {
    files: 'src/lab/',
    may: ['src/', 'messages/', 'better-sqlite3', 'node:'],
    mayTypes: ['adapters/playground/lab.ts'],
  },
  { files: 'src/main.ts', may: ['src/', 'messages/', 'adapters/'] },
  { files: 'src/', may: ['src/', 'messages/', 'pino', 'node-cron', 'hono', '@hono/node-server', 'node:'] },
]

const imports = sourceFiles('messages', 'src', 'adapters').flatMap(importsOf)

describe('imports run one way', () => {
  it("messages, then the engine, then the features, then the program; adapters see the engine's face", () => {
    expect(imports.length).toBeGreaterThan(100)
    expect(imports.filter((one) => !isAllowed(one)).map(say)).toEqual([])
  })

  it('features never import features', () => {
    expect(imports.filter(crosses(/^(src\/features\/[^/]+)\//)).map(say)).toEqual([])
  })

  it('adapters never import adapters', () => {
    expect(imports.filter(crosses(/^(adapters\/[^/]+)\//)).map(say)).toEqual([])
  })

  it('only main.ts names an adapter, and the lab the types of what it lends', () => {
    const naming = imports.filter(({ from, to }) => to.startsWith('adapters/') && !from.startsWith('adapters/'))
    expect(new Set(naming.filter(({ typeOnly }) => !typeOnly).map(({ from }) => from))).toEqual(
      new Set(['src/main.ts']),
    )
  })

  it('sees an import that breaks the rule', () => {
    const text =
      "import { a } from '../engine/engine.ts'\nimport type { B } from '../store/tables.ts'\nconst c = await import('../../adapters/d/index.ts')\n"
    const found = importsOf({ path: 'src/features/f.ts', text })
    expect(found.map((one) => isAllowed(one))).toEqual([false, true, false])
  })
})

it('the engine and the features know no platform', () => {
  const naming = sourceFiles('src/engine', 'src/features').filter(({ text }) => /\b(slack|discord)\b/i.test(text))
  expect(naming.map(({ path }) => path)).toEqual([])
})

it('the engine, the features and the messages are given their time and their chance', () => {
  const own = /Date\.now\(|new Date\(\)|Math\.random\(|\bsetTimeout\(|\bsetInterval\(|performance\.now\(/
  const taking = sourceFiles('messages', 'src/engine', 'src/features').filter(({ text }) => own.test(text))
  expect(taking.map(({ path }) => path)).toEqual([])
})

function importsOf(file: SourceFile): Import[] {
  const found: Import[] = []
  for (const node of nodesOf(file)) {
    if (!/^(Import|Export).*(Declaration|Expression)$/.test(node.type) || !('source' in node)) continue
    const source = node.source as { value?: unknown } | null
    if (typeof source?.value !== 'string') continue
    found.push({ from: file.path, to: resolved(file.path, source.value), typeOnly: isTypeOnly(node) })
  }
  return found
}

function isTypeOnly(node: object): boolean {
  return ('importKind' in node && node.importKind === 'type') || ('exportKind' in node && node.exportKind === 'type')
}

function resolved(from: string, to: string): string {
  return to.startsWith('.') ? join(dirname(from), to) : to
}

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const row = rows.find(({ files }) => fits(from, files))
  if (!row) return false
  const allowed = typeOnly ? [...row.may, ...(row.mayTypes ?? [])] : row.may
  return to === from || allowed.some((path) => fits(to, path)) || isOwn(from, to)
}

const fits = (path: string, rule: string): boolean =>
  path === rule ||
  (rule === anyPackage && !/^(src|adapters|messages|tests)\//.test(path)) ||
  (/[/:]$/.test(rule) && path.startsWith(rule)) ||
  path.startsWith(`${rule}/`)

/** A feature's and an adapter's own folder. */
const isOwn = (from: string, to: string): boolean => {
  const own = /^(adapters|src\/features)\/[^/]+\//.exec(from)?.[0]
  return own !== undefined && to.startsWith(own)
}

const crosses =
  (folder: RegExp) =>
  ({ from, to }: Import): boolean => {
    const [, mine] = folder.exec(from) ?? []
    const [, theirs] = folder.exec(to) ?? []
    return mine !== undefined && theirs !== undefined && mine !== theirs
  }

const say = ({ from, to }: Import): string => `${from} imports ${to}`
