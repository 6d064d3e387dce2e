import { describe, expect, test } from 'vitest'
import { kinds, type MessageKind } from '../messages/kinds.ts'
import { type GateInput, gate, type Reader } from '../src/engine/gate.ts'
import { quietHoursOf } from '../src/engine/member.ts'

const utc = (text: string): number => Date.parse(text)
const hourMs = 3_600_000

const joined = { openTo: ['joined'], about: '' } as const
const checkIn: MessageKind = { ...joined, lane: 'own', reserved: true }
const nudge: MessageKind = { ...joined, lane: 'own' }
const thanks: MessageKind = { ...joined, lane: 'person' }
const news: MessageKind = { ...joined, lane: 'person', ownRequest: true }
const answer: MessageKind = { ...joined, lane: 'reply' }

const ada: Reader = {
  standing: 'joined',
  timeZone: 'Europe/Berlin',
  quietHours: quietHoursOf.company,
  budget: 2,
  capacity: 2,
}
/** A Monday, 10:00 in Berlin. */
const monday = utc('2026-03-02T09:00Z')
const mondayNight = utc('2026-03-02T20:00Z')
const tuesdayNine = utc('2026-03-03T08:00Z')

const decide = (kind: MessageKind, now: number, more: Partial<GateInput> & { who?: Partial<Reader> } = {}) =>
  gate({ now, kind, plannedAt: now, lateMs: 4 * hourMs, sentOwn: [], ...more, member: { ...ada, ...more.who } })

const free = (date: string) => ({ date, reserved: false })
const kept = (date: string) => ({ date, reserved: true })

describe('who it is for', () => {
  test('someone who joined hears it, on their date', () => {
    expect(decide(checkIn, monday)).toEqual({ go: true, date: '2026-03-02' })
    const who = { timeZone: 'Pacific/Auckland' }
    expect(decide(answer, utc('2026-03-02T20:00Z'), { who })).toEqual({ go: true, date: '2026-03-03' })
  })

  test('someone who left, or is gone from the platform, hears nothing', () => {
    expect(decide(answer, monday, { who: { standing: 'left' } })).toEqual({ skip: 'left' })
    expect(decide(thanks, monday, { who: { goneAt: monday } })).toEqual({ skip: 'left' })
  })

  test('another standing than the kind is for withdraws it', () => {
    expect(decide(checkIn, monday, { who: { standing: 'invited' } })).toEqual({ skip: 'withdrawn' })
    expect(decide(kinds['welcome.invite'], monday)).toEqual({ skip: 'withdrawn' })
    const invited = decide(kinds['welcome.invite'], monday, { who: { standing: 'invited' } })
    expect(invited).toEqual({ go: true, date: '2026-03-02' })
  })

  test('an account that cannot be reached is not tried', () => {
    expect(decide(thanks, monday, { who: { unreachableSince: monday - 1 } })).toEqual({ skip: 'unreachable' })
  })
})

describe('a pause', () => {
  const who = { pausedUntil: utc('2026-03-06T17:30Z') }

  test('skips what is our own doing, at night too', () => {
    expect(decide(checkIn, monday, { who })).toEqual({ skip: 'paused' })
    expect(decide(nudge, mondayNight, { who })).toEqual({ skip: 'paused' })
  })

  test('holds what another person caused, past the weekend that follows it', () => {
    expect(decide(thanks, monday, { who })).toEqual({ holdUntil: utc('2026-03-09T08:00Z') })
  })

  test('holds no news of one’s own request, and no answer', () => {
    expect(decide(news, monday, { who })).toEqual({ go: true, date: '2026-03-02' })
    expect(decide(answer, monday, { who })).toEqual({ go: true, date: '2026-03-02' })
  })

  test('that has ended holds nothing', () => {
    expect(decide(checkIn, monday, { who: { pausedUntil: monday } })).toEqual({ go: true, date: '2026-03-02' })
  })
})

describe('quiet hours', () => {
  test('hold all but the answer to one’s own act', () => {
    for (const kind of [checkIn, nudge, thanks, news]) {
      expect(decide(kind, mondayNight)).toEqual({ holdUntil: tuesdayNine })
    }
    expect(decide(answer, mondayNight)).toEqual({ go: true, date: '2026-03-02' })
  })
})

describe('lateness', () => {
  const plannedAt = monday

  test('up to the limit it still goes, then not', () => {
    expect(decide(checkIn, monday + 4 * hourMs, { plannedAt })).toEqual({ go: true, date: '2026-03-02' })
    expect(decide(checkIn, monday + 4 * hourMs + 1, { plannedAt })).toEqual({ skip: 'too-late' })
  })

  test('counts from the end of the last hold', () => {
    const heldTo = tuesdayNine
    expect(decide(thanks, tuesdayNine + 4 * hourMs, { plannedAt, heldTo })).toEqual({ go: true, date: '2026-03-03' })
    expect(decide(thanks, tuesdayNine + 5 * hourMs, { plannedAt, heldTo })).toEqual({ skip: 'too-late' })
  })

  test('counts from the end of the night in which nobody looked', () => {
    const planned = { plannedAt: utc('2026-03-02T18:00Z') }
    expect(decide(thanks, tuesdayNine - 1, planned)).toEqual({ holdUntil: tuesdayNine })
    expect(decide(thanks, tuesdayNine + hourMs, planned)).toEqual({ go: true, date: '2026-03-03' })
    expect(decide(thanks, tuesdayNine + 5 * hourMs, planned)).toEqual({ skip: 'too-late' })
  })

  test('what is too late is not held for the morning first', () => {
    expect(decide(checkIn, mondayNight, { plannedAt })).toEqual({ skip: 'too-late' })
  })

  test('is told as held when the operator’s hold explains it', () => {
    const holds = { from: monday - hourMs, to: monday + 5 * hourMs }
    expect(decide(checkIn, monday + 5 * hourMs, { plannedAt, holds })).toEqual({ skip: 'held' })
    const short = { from: monday + hourMs, to: monday + hourMs + 60_000 }
    expect(decide(checkIn, monday + 6 * hourMs, { plannedAt, holds: short })).toEqual({ skip: 'too-late' })
    const before = { from: monday - 9 * hourMs, to: monday }
    expect(decide(checkIn, monday + 5 * hourMs, { plannedAt, holds: before })).toEqual({ skip: 'too-late' })
  })
})

describe('the budget', () => {
  const go = { go: true, date: '2026-03-02' }
  const over = { skip: 'budget' }

  test('is one a date', () => {
    expect(decide(checkIn, monday, { sentOwn: [free('2026-03-02')], who: { budget: 3 } })).toEqual(over)
  })

  test('is two on any seven dates, and as many as the admin says', () => {
    const sentOwn = [kept('2026-02-24'), free('2026-02-26')]
    expect(decide(checkIn, monday, { sentOwn })).toEqual(over)
    expect(decide(checkIn, monday, { sentOwn, who: { budget: 3 } })).toEqual(go)
    expect(decide(checkIn, monday, { sentOwn: [kept('2026-02-23'), free('2026-02-26')] })).toEqual(go)
  })

  test('counts the dates that someone who flew west has already lived', () => {
    expect(decide(checkIn, monday, { sentOwn: [free('2026-03-03'), kept('2026-03-04')] })).toEqual(over)
  })

  test('keeps one place for the check-in', () => {
    expect(decide(nudge, monday, { sentOwn: [free('2026-02-26')] })).toEqual(over)
    expect(decide(nudge, monday, { sentOwn: [kept('2026-02-26')] })).toEqual(go)
    expect(decide(nudge, monday, { who: { budget: 1 } })).toEqual(over)
  })

  test('keeps the date and the seven dates of the check-in to come', () => {
    expect(decide(nudge, monday, { reservedOn: '2026-03-02' })).toEqual(over)
    expect(decide(nudge, monday, { reservedOn: '2026-03-03' })).toEqual(go)
    expect(decide(nudge, monday, { sentOwn: [kept('2026-02-26')], reservedOn: '2026-03-04' })).toEqual(over)
    expect(decide(nudge, monday, { sentOwn: [kept('2026-02-25')], reservedOn: '2026-03-04' })).toEqual(go)
  })

  test('limits nothing that another person caused', () => {
    const sentOwn = [kept('2026-03-01'), free('2026-03-02')]
    for (const kind of [thanks, news, answer]) expect(decide(kind, monday, { sentOwn })).toEqual(go)
  })

  test('is that of the date on which a hold would end', () => {
    expect(decide(checkIn, mondayNight, { sentOwn: [kept('2026-03-02')] })).toEqual({ holdUntil: tuesdayNine })
    expect(decide(nudge, mondayNight, { sentOwn: [free('2026-02-25')] })).toEqual({ skip: 'budget' })
    expect(decide(nudge, mondayNight, { sentOwn: [free('2026-02-24')] })).toEqual({ holdUntil: tuesdayNine })
  })
})

describe('what others ask of one person', () => {
  const ask = kinds['ask.helper']
  const asked = (...dates: readonly string[]) => dates.map((date) => ({ date, named: false }))
  const named = (...dates: readonly string[]) => dates.map((date) => ({ date, named: true }))
  const put = (more: Partial<GateInput>) =>
    gate({ now: monday, kind: ask, plannedAt: monday, lateMs: 0, member: ada, sentOwn: [], ...more })

  test('keeps found asks within what they said they can take', () => {
    expect(put({ asked: asked('2026-02-26') })).toMatchObject({ go: true })
    expect(put({ asked: asked('2026-02-24', '2026-02-26') })).toEqual({ skip: 'capacity' })
    expect(put({ asked: asked('2026-02-22', '2026-02-23') })).toMatchObject({ go: true })
    expect(put({ member: { ...ada, capacity: 0 } })).toEqual({ skip: 'capacity' })
    expect(put({ member: { ...ada, capacity: 5 }, asked: asked('2026-02-24', '2026-02-26') })).toMatchObject({
      go: true,
    })
  })

  test('keeps asks that name them within three, whatever they offered', () => {
    const three = named('2026-02-24', '2026-02-25', '2026-02-26')
    expect(put({ named: true, asked: three.slice(1) })).toMatchObject({ go: true })
    expect(put({ named: true, asked: three })).toEqual({ skip: 'capacity' })
    expect(put({ named: true, member: { ...ada, capacity: 0 } })).toMatchObject({ go: true })
  })

  test('puts one a date to them, of both kinds together', () => {
    expect(put({ asked: named('2026-03-02') })).toEqual({ skip: 'capacity' })
    expect(put({ named: true, asked: asked('2026-03-02') })).toEqual({ skip: 'capacity' })
  })

  test('is no part of the budget', () => {
    expect(put({ sentOwn: [{ date: '2026-03-02', reserved: true }] })).toMatchObject({ go: true })
  })
})
