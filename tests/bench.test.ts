import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isMet, type Sizes } from '../bench/figures.ts'
import { suites } from '../bench/suites.ts'
import { tableOf } from '../bench/table.ts'

const tiny: Sizes = { few: 20, many: 120, ticks: 3, wave: 120, replies: 4, tappers: 20, starts: 1 }

describe('the benchmark', () => {
  it.each(Object.entries(suites))('%s measures something beside its floor', async (_, suite) => {
    const folder = mkdtempSync(join(tmpdir(), 'reachout-bench-test-'))
    try {
      const figures = await suite(folder, tiny)
      expect(figures.length).toBeGreaterThan(0)
      for (const { what, ours, floor } of figures) {
        expect(Number.isFinite(ours), what).toBe(true)
        expect(Number.isFinite(floor?.value), what).toBe(true)
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('says of each figure what we want and whether it is so', () => {
    const floor = { what: 'bare', value: 10 }
    const slow = { what: 'slow', unit: 'ms', ours: 30, floor, aim: { most: 25 } } as const
    const fast = { what: 'fast', unit: '/s', ours: 12_345, floor, aim: { least: 10_000 } } as const
    const even = { what: 'even', unit: 'µs', ours: 14, floor, aim: { most: 1.5, of: 'ratio' } } as const
    expect([slow, fast, even].map(isMet)).toEqual([false, true, true])
    expect(tableOf([slow, fast, even])).toMatchInlineSnapshot(`
      "                        ours  floor  ours ÷ floor  aim
      slow (floor: bare)     30 ms  10 ms            3×  ≤ 25 ms     MISSED
      fast (floor: bare)  12,345/s   10/s        1,235×  ≥ 10,000/s  met
      even (floor: bare)     14 µs  10 µs          1.4×  ≤ 1.5×      met"
    `)
  })
})
