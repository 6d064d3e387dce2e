import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pickVariant } from '../messages/rotation.ts'

const variants = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 16 })

describe('rotation', () => {
  it('shows all variants before any comes again', () => {
    fc.assert(
      fc.property(variants, fc.string(), fc.nat(50), (ids, seed, cycle) => {
        const seen = ids.map((_, place) => pickVariant(ids, seed, cycle * ids.length + place))
        expect([...seen].sort()).toEqual([...ids].sort())
      }),
    )
  })

  it('never says the same twice in a row, not even where one cycle ends and the next begins', () => {
    fc.assert(
      fc.property(
        variants.filter((ids) => ids.length > 1),
        fc.string(),
        fc.nat(500),
        (ids, seed, turn) => {
          expect(pickVariant(ids, seed, turn + 1)).not.toBe(pickVariant(ids, seed, turn))
        },
      ),
    )
  })

  it('picks the same for the same member and turn', () => {
    fc.assert(
      fc.property(variants, fc.string(), fc.nat(), (ids, seed, turn) => {
        expect(pickVariant(ids, seed, turn)).toBe(pickVariant([...ids], seed, turn))
      }),
    )
  })

  it('goes another way for another member and in another cycle', () => {
    const ids = Array.from({ length: 12 }, (_, at) => `v${at}`)
    const year = (seed: string, from: number) => ids.map((_, at) => pickVariant(ids, seed, from + at)).join()
    const members = Array.from({ length: 200 }, (_, at) => `member-${at}`)
    expect(new Set(members.map((member) => year(member, 0))).size).toBe(200)
    expect(new Set(Array.from({ length: 50 }, (_, cycle) => year('ada', cycle * 12))).size).toBe(50)
  })

  it('opens with each variant about equally often', () => {
    const ids = ['a', 'b', 'c', 'd']
    const counts = new Map(ids.map((id) => [id, 0]))
    for (let member = 0; member < 4000; member++) {
      const id = pickVariant(ids, `member-${member}`, 0)
      counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })

  it('refuses a turn that is none and a key without variants', () => {
    expect(() => pickVariant([], 'ada', 0)).toThrow(RangeError)
    expect(() => pickVariant(['a'], 'ada', -1)).toThrow(RangeError)
    expect(() => pickVariant(['a'], 'ada', 0.5)).toThrow(RangeError)
  })
})
