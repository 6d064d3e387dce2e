import { describe, expect, it } from 'vitest'
import { stuck } from './simulation/faults.ts'
import { type Mutant, simulate } from './simulation/run.ts'

const SEEDS = 60
const BATCH = 10
/** A guarantee that is taken away shows within so many seeds. */
const MUTANT_SEEDS = 30

describe('two engines on one store, through two weeks of trouble', () => {
  for (let from = 1; from <= SEEDS; from += BATCH) {
    it(`loses nothing, sends nothing twice and stays gentle: seeds ${from} to ${from + BATCH - 1}`, async () => {
      for (let seed = from; seed < from + BATCH; seed++) {
        const run = await simulate(seed, { jumps: seed % 3 === 0 })
        expect(run.problems, `again: npm run simulate -- --seeds 1 --from ${seed}`).toEqual([])
        expect(run.posts).toBeGreaterThan(20)
        expect(run.deaths).toBeGreaterThan(0)
        expect(run.asked).toBeGreaterThan(10)
        expect(run.told).toBeGreaterThan(5)
      }
    }, 120_000)
  }

  it('plays the same seed again to the byte', async () => {
    const [first, second] = [await simulate(7, { jumps: true }), await simulate(7, { jumps: true })]
    expect(second).toEqual(first)
  }, 60_000)

  it('publishes what happens to requests that are stuck longer than the quarantine', async () => {
    let posts = 0
    let duplicates = 0
    for (let seed = 1; seed <= 5; seed++) {
      const run = await simulate(seed, { faults: stuck })
      posts += run.posts
      duplicates += run.duplicates
      expect(run.problems.filter((problem) => problem.startsWith('lost'))).toEqual([])
    }
    process.stdout.write(`stuck requests: ${duplicates} of ${posts} posts came twice\n`)
  }, 120_000)
})

describe('the judge notices when a guarantee is taken away', () => {
  const mutants: readonly Mutant[] = ['unique-key', 'lease-check', 'quarantine', 'find']
  it.each(mutants)(
    '%s',
    async (mutant) => {
      const problems: string[] = []
      for (let seed = 1; seed <= MUTANT_SEEDS && problems.length === 0; seed++) {
        problems.push(...(await simulate(seed, { mutant })).problems)
      }
      expect(problems).not.toEqual([])
    },
    120_000,
  )
})
