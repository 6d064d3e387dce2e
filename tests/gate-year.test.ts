import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kinds, type MessageKind } from '../messages/kinds.ts'
import { type GateInput, gate, type Reader, type Verdict } from '../src/engine/gate.ts'
import type { QuietHours, Standing } from '../src/engine/member.ts'
import { firesBetween } from '../src/engine/schedule.ts'
import { wallText } from './support/wall-clock.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
const from = Date.parse('2026-01-01T00:00Z')
const until = from + 365 * dayMs

const joined = { openTo: ['joined'], about: '' } as const
const made: readonly MessageKind[] = [
  { ...joined, lane: 'own' },
  { ...joined, lane: 'person' },
  { ...joined, lane: 'person', ownRequest: true },
  { ...joined, lane: 'reply' },
]
const all: readonly MessageKind[] = [...Object.values(kinds), ...made]
const checkIn = kinds['check-in.ask']

type Year = {
  readonly zones: readonly string[]
  readonly quietHours: QuietHours
  readonly budget: number
  readonly pauses: readonly { readonly at: number; readonly days: number }[]
  readonly asked: readonly { readonly at: number; readonly kind: MessageKind }[]
}
type Ended = { readonly kind: MessageKind; readonly at: number; readonly verdict: Verdict; readonly holds: number }

const hour = (n: number): string => `${String(n % 24).padStart(2, '0')}:00`
const zone = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Auckland',
  'Asia/Kolkata',
  'Antarctica/Troll',
)
const instant = fc.integer({ min: from, max: until - 1 })
const quietHours = fc
  .record({ to: fc.integer({ min: 5, max: 12 }), long: fc.integer({ min: 10, max: 16 }), weekends: fc.boolean() })
  .map(({ to, long, weekends }) => ({ from: hour(to - long + 24), to: hour(to), weekends }))
const year: fc.Arbitrary<Year> = fc.record({
  zones: fc.array(zone, { minLength: 1, maxLength: 4 }),
  quietHours,
  budget: fc.integer({ min: 1, max: 3 }),
  pauses: fc.array(fc.record({ at: instant, days: fc.integer({ min: 1, max: 30 }) }), { maxLength: 4 }),
  asked: fc.array(fc.record({ at: instant, kind: fc.constantFrom(...all) }), { minLength: 150, maxLength: 250 }),
})

/** The zone changes in equal parts of the year; a pause lasts from when it was set. */
const zoneAt = ({ zones }: Year, at: number): string =>
  zones[Math.floor(((at - from) / (until + dayMs * 60 - from)) * zones.length)] ?? 'UTC'

const pausedAt = ({ pauses }: Year, at: number): number | undefined => {
  const ends = pauses.filter((one) => one.at <= at).map((one) => one.at + one.days * dayMs)
  return ends.length > 0 ? Math.max(...ends) : undefined
}

const readerAt = (year: Year, kind: MessageKind, at: number): Reader => {
  const pausedUntil = pausedAt(year, at)
  const standing: Standing = kind.openTo[0] ?? 'joined'
  const { quietHours, budget } = year
  return {
    standing,
    timeZone: zoneAt(year, at),
    quietHours,
    budget,
    capacity: 2,
    ...(pausedUntil !== undefined && { pausedUntil }),
  }
}

/** Weekly check-ins and all else that was asked for, each looked at when it is due, until it ended. */
const live = (year: Year, lateMs: number): Ended[] => {
  const rule = { every: 'week', on: ['wednesday'], at: '10:30' } as const
  const weekly = firesBetween(rule, zoneAt(year, from), from, until)
  const asked = year.asked.map((one) => ({ ...one, plannedAt: one.at, holds: 0 }))
  const queue = [...asked, ...weekly.map(({ at }) => ({ at, plannedAt: at, kind: checkIn, holds: 0 }))]
  const ended: Ended[] = []
  const sentOwn: { date: string; reserved: boolean }[] = []
  while (queue.length > 0) {
    queue.sort((a, b) => a.at - b.at)
    const next = queue.shift()
    if (!next) break
    const { at, kind, plannedAt, holds } = next
    const coming = weekly.find((fire) => fire.at >= at)
    const input: GateInput = { now: at, kind, plannedAt, lateMs, member: readerAt(year, kind, at), sentOwn }
    const verdict = gate({
      ...input,
      ...(holds > 0 && { heldTo: at }),
      ...(coming && coming.at - at < 6 * dayMs && { reservedOn: coming.date }),
    })
    if ('holdUntil' in verdict) {
      expect(verdict.holdUntil).toBeGreaterThan(at)
      queue.push({ ...next, at: verdict.holdUntil, holds: holds + 1 })
    } else ended.push({ kind, at, verdict, holds })
    if ('go' in verdict && kind.lane === 'own') {
      sentOwn.push({ date: verdict.date, reserved: kind.reserved ?? false })
    }
  }
  return ended
}

const isQuietByIntl = (at: number, zone: string, { from, to, weekends }: QuietHours): boolean => {
  const [date = '', time = ''] = wallText(at, zone).split(' ')
  const night = from < to ? from <= time && time < to : from <= time || time < to
  return night || (weekends && [0, 6].includes(new Date(`${date}T00:00Z`).getUTCDay()))
}

const went = (ended: readonly Ended[]): Ended[] => ended.filter(({ verdict }) => 'go' in verdict)

test('in a year with every kind nothing goes in quiet hours or in a pause, and holding comes to an end', () => {
  fc.assert(
    fc.property(year, (year) => {
      const ended = live(year, 4 * hourMs)
      for (const { holds } of ended) expect(holds).toBeLessThanOrEqual(year.pauses.length + year.zones.length + 1)
      for (const { kind, at } of went(ended)) {
        if (kind.lane === 'reply') continue
        expect(isQuietByIntl(at, zoneAt(year, at), year.quietHours)).toBe(false)
        if (!kind.ownRequest) expect(pausedAt(year, at) ?? 0).toBeLessThanOrEqual(at)
      }
    }),
    { numRuns: 40 },
  )
})

test('and never more than the budget on any seven local dates, nor two on one, wherever one travels', () => {
  fc.assert(
    fc.property(year, (year) => {
      const own = went(live(year, 4 * hourMs)).filter(({ kind }) => kind.lane === 'own')
      const days = own.map(({ at }) => Date.parse(`${wallText(at, zoneAt(year, at)).slice(0, 10)}T00:00Z`) / dayMs)
      expect(new Set(days).size).toBe(days.length)
      for (const first of days) {
        expect(days.filter((day) => day >= first && day < first + 7).length).toBeLessThanOrEqual(year.budget)
      }
    }),
    { numRuns: 60 },
  )
})

test('and what is reserved never finds its place taken by what is not', () => {
  const single = year.map((one) => ({
    ...one,
    zones: one.zones.slice(0, 1),
    asked: one.asked.map((asked) => (asked.kind === checkIn ? { ...asked, kind: made[0] ?? checkIn } : asked)),
  }))
  fc.assert(
    fc.property(single, (year) => {
      const ended = live(year, 4 * hourMs)
      const lost = ended.filter(({ kind, verdict }) => kind.reserved && 'skip' in verdict && verdict.skip === 'budget')
      expect(lost).toEqual([])
      expect(went(ended).filter(({ kind }) => kind.reserved).length).toBeGreaterThan(20)
    }),
    { numRuns: 40 },
  )
})
