import { parseArgs } from 'node:util'
import { inModel, stuck } from './faults.ts'
import { type Mutant, type Run, simulate } from './run.ts'

/* npm run simulate -- --seeds 1000 [--from 1] [--stuck] [--without lease-check] */

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    stuck: { type: 'boolean', default: false },
    without: { type: 'string' },
  },
})

const options = {
  faults: values.stuck ? stuck : inModel,
  ...(values.without && { mutant: values.without as Mutant }),
}
const runs: Run[] = []
for (let n = 0; n < Number(values.seeds); n++) {
  const seed = Number(values.from) + n
  const run = await simulate(seed, { ...options, jumps: seed % 3 === 0 })
  runs.push(run)
  for (const problem of values.stuck ? [] : run.problems) {
    print(`seed ${seed}: ${problem}\n  again: npm run simulate -- --seeds 1 --from ${seed}`)
  }
}
const total = (count: (run: Run) => number): number => runs.reduce((sum, run) => sum + count(run), 0)
const posts = total((run) => run.posts)
const duplicates = total((run) => run.duplicates)
print(
  `${runs.length} seeds, ${posts} posts, ${total((run) => run.deaths)} crashes: ` +
    `${duplicates} twice (${Math.round((duplicates / posts) * 1e6)} ppm), ${total((run) => run.problems.length)} problems`,
)
process.exitCode = values.stuck || total((run) => run.problems.length) === 0 ? 0 : 1

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
