import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { checked, readSources } from '../../messages/catalog.ts'
import { keysSource } from '../../messages/generate.ts'
import { type Forbidden, lint, readForbidden } from '../../messages/lint.ts'
import { problemLine } from '../../messages/source.ts'

/**
 * The verb `words`: says what is wrong with the words, a line each, and answers the exit code. `--write` renews
 * messages/keys.ts; without it, keys that are not current are a problem too.
 */
export async function runWords(args: readonly string[], out: (line: string) => void): Promise<number> {
  const sources = readSources()
  const keys = keysSource(checked(sources).entries)
  if (args.includes('--write')) writeFileSync(keysFile, keys)
  const lines = lint(sources, forbiddenPhrases()).map(problemLine)
  if (readFileSync(keysFile, 'utf8') !== keys) lines.push('keys.ts: is not current: npm run words -- --write')
  for (const line of lines) out(line)
  return lines.length > 0 ? 1 : 0
}

/** What each locale must not say, from messages/forbidden. */
export function forbiddenPhrases(): Readonly<Record<string, Forbidden>> {
  const files = readdirSync(forbiddenFolder).filter((name) => name.endsWith('.yaml'))
  return Object.fromEntries(
    files.map((name) => [
      name.slice(0, -'.yaml'.length),
      readForbidden(readFileSync(new URL(name, forbiddenFolder), 'utf8')),
    ]),
  )
}

const keysFile = new URL('../../messages/keys.ts', import.meta.url)
const forbiddenFolder = new URL('../../messages/forbidden/', import.meta.url)

if (import.meta.main)
  process.exitCode = await runWords(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`))
