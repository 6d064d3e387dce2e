/** `npm run bench`, or `npm run bench -- planning delivering` for some of the suites. */
import { type Figure, usual } from './figures.ts'
import { inFolder } from './folder.ts'
import { machineFacts } from './machine.ts'
import { suites } from './suites.ts'
import { tableOf } from './table.ts'

const UNKNOWN_NAME = 64
const INTERRUPTED = 130

const run = async (names: readonly string[]): Promise<void> => {
  process.stdout.write(`${await inFolder(async (folder) => machineFacts(folder))}\n\n`)
  const figures: Figure[] = []
  for (const name of names) {
    process.stderr.write(`${name} …\n`)
    figures.push(...(await inFolder((folder) => suites[name]?.(folder, usual) ?? Promise.resolve([]))))
  }
  process.stdout.write(`${tableOf(figures)}\n`)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(INTERRUPTED))
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in suites))
if (unknown.length > 0) {
  process.stderr.write(`There is no suite ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}\n`)
  process.exitCode = UNKNOWN_NAME
} else {
  await run(asked.length > 0 ? asked : Object.keys(suites))
}
