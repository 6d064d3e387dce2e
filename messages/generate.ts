import { baseLocale } from './catalog.ts'
import { compile } from './format.ts'
import type { Entry } from './source.ts'

/** The text of keys.ts: every key of the base locale with its params, so that a wrong one fails to compile. */
export function keysSource(entries: readonly Entry[]): string {
  const rows = entries
    .filter((entry) => entry.locale === baseLocale && !entry.override)
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(row)
  return [
    `// Generated from messages/${baseLocale} by \`npm run words -- --write\`. Do not edit.`,
    'export type Keys = {',
    ...rows,
    '}',
    '',
  ].join('\n')
}

function row(entry: Entry): string {
  const params = Object.entries(entry.params ?? {}).map(([name, { type }]) => `${name}: '${type}'`)
  const varied = !entry.texts.has('')
  const shape = `{ ${params.join('; ')} }`.replace('{  }', '{}')
  return `  '${entry.key}': { params: ${shape}; varied: ${varied}; plain: ${isPlain(entry)} }`
}

const spoken = ['person', 'text', 'number']

function isPlain(entry: Entry): boolean {
  const bold = [...entry.texts.values()].some(({ text }) => compile(text, entry.locale).tags.size > 0)
  return !bold && Object.values(entry.params ?? {}).every(({ type }) => spoken.includes(type))
}
