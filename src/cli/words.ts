import { writeFileSync } from 'node:fs'
import { checked, readSources } from '../../messages/catalog.ts'
import { keysSource } from '../../messages/generate.ts'
import { problemLine } from '../../messages/source.ts'

const keysFile = new URL('../../messages/keys.ts', import.meta.url)

/** Lints all words; `--write` also renews keys.ts. Answers the exit code. */
export async function runWords(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { entries, problems } = checked(readSources())
  const keys = keysSource(entries)
  if (args.includes('--write')) writeFileSync(keysFile, keys)
  for (const problem of problems) out(problemLine(problem))
  return problems.length > 0 ? 1 : 0
}

if (import.meta.main)
  process.exitCode = await runWords(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`))
