import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { type HelpKind, helpKinds } from '../../messages/help-kinds.ts'
import { localDate, localTime } from '../../src/engine/index.ts'
import { createMembers } from '../../src/features/members/index.ts'
import { createOffers } from '../../src/features/offers/index.ts'
import { capacityChosen, kindsChosen, kindsIn, nextCountAt } from '../../src/features/offers/rules.ts'
import { createPreferences } from '../../src/features/preferences/index.ts'
import { createFeatures } from '../../src/features.ts'
import { setPlan } from '../support/hellos.ts'
import { day, labelsOf, monday, openRoom, type Room, textOf, type Who, workspace } from '../support/room.ts'

const joined = (id: string, name: string): Who => ({ id, name, standing: 'joined', joined_at: monday - day })
const people: readonly Who[] = [
  joined('ada', 'Ada'),
  joined('ben', 'Ben'),
  joined('cleo', 'Cleo'),
  joined('eli', 'Eli'),
  { id: 'hana', name: 'Hana', standing: 'known' },
]

let room: Room
const offers = createOffers()
const open = async (more: readonly Who[] = []) => {
  const needs = { afterJoin: offers.question }
  const preferences = createPreferences({ parts: [offers.settings] })
  room = await openRoom([createMembers(needs), preferences, createOffers()], [...people, ...more])
}
afterEach(() => room?.close())

const save = (person: string, kinds: unknown, capacity: unknown = '2') =>
  room.form(person, 'offers.save', { kinds, capacity } as Record<string, string | readonly string[]>)
const offering = (kind: HelpKind) => room.store.transact((db) => offers.offering(db, workspace, kind))
const snapshot = () => room.store.transact((db) => db.selectFrom('counts').selectAll().execute())
/** What the window after a low tap would offer now. */
const offeredAfterLow = async () =>
  room.store.transact(async (db) => {
    const { listeners } = await offers.counts({ db, now: room.now(), tell: () => {} }, workspace)
    return listeners
  })

describe('what one can help with', () => {
  it('is asked once, in the window that follows Join, beside the edit of the invitation', async () => {
    await open()
    await room.tell('member.invited', 'hana')
    const reply = await room.press('hana', 'Join')
    expect(textOf(reply.update)).toContain("You're in.")
    expect(labelsOf(reply.say)).toEqual(['I can help with …', 'Not now'])
    expect(textOf(reply.say)).toContain('Nobody is told either way.')
    const again = await room.act('hana', 'welcome.join', undefined, 'hana')
    expect(again.say).toBeUndefined()
    expect(textOf(again.update)).toContain("You're in.")
    expect((await room.ledger()).map(({ view }) => view)).toEqual(['welcome.invite'])
  })

  it('is asked in one window with the welcome for whoever joins from the settings', async () => {
    await open()
    const { say, update } = await room.act('hana', 'welcome.join')
    expect(update).toBeUndefined()
    expect(textOf(say)).toContain("You're in.")
    expect(labelsOf(say)).toEqual(['Settings', 'I can help with …', 'Not now'])
    const later = await room.act('hana', 'offers.not-now', undefined, say?.subject)
    expect(textOf(later.say)).toContain("I won't ask again")
    expect(await offering('listener')).toEqual([])
  })

  it('is kept in the settings, with a row, and opens filled', async () => {
    await open()
    const before = await room.command('ada', 'settings')
    expect(textOf(before.say)).toContain('I can help with …: Nothing at present')
    expect(labelsOf(before.say)).toContain('I can help with …')
    const saved = await save('ada', ['connect', 'listener'], '1')
    expect(textOf(saved.say)).toContain('Saved. Thank you.')
    expect(textOf((await room.command('ada', 'settings')).say)).toContain(
      'I can help with …: Someone to listen, Someone new to talk to · One a week',
    )
    const { form } = await room.act('ada', 'offers.open')
    expect(form?.fields.map(({ name, type, value }) => [name, type, value])).toEqual([
      ['kinds', 'choices', ['listener', 'connect']],
      ['capacity', 'choice', '1'],
    ])
    expect(form?.fields.map(({ options }) => options?.length)).toEqual([5, 6])
    expect(await room.member('ada')).toMatchObject({ capacity: 1 })
  })

  it('begins with nothing ticked and two a week', async () => {
    await open()
    const { form } = await room.act('ben', 'offers.open')
    expect(form?.fields.map(({ value }) => value)).toEqual([[], '2'])
  })

  it.each([
    ['a kind that is none', ['listener', 'gossip'], '2', ['kinds']],
    ['a number that is not offered', ['listener'], '6', ['capacity']],
    ['a number that is none', [], '-1', ['capacity']],
    ['no number', [], '', ['capacity']],
    ['nothing that fits', 'x'.repeat(10_000), 'many', ['kinds', 'capacity']],
  ])('with %s gets one kind sentence and changes nothing', async (_, kinds, capacity, fields) => {
    await open()
    await save('ada', ['goal'], '3')
    const reply = await save('ada', kinds, capacity)
    expect(Object.keys(reply.errors ?? {})).toEqual(fields)
    expect(Object.values(reply.errors ?? {}).every((text) => text.endsWith('Nothing was changed.'))).toBe(true)
    expect(await offering('goal')).toEqual(['ada'])
    expect(await room.member('ada')).toMatchObject({ capacity: 3 })
  })

  it('reads the same form twice without harm, and takes back what is no longer ticked', async () => {
    await open()
    for (const _ of [1, 2]) await save('ada', ['learn', 'learn'])
    expect(await offering('learn')).toEqual(['ada'])
    expect(textOf((await save('ada', [])).say)).toContain("I won't look for requests for you")
    expect(await offering('learn')).toEqual([])
  })

  it('reaches those who joined and are here, whatever their pause or number', async () => {
    await open([
      { ...joined('fay', 'Fay'), paused_until: monday + 30 * day },
      { ...joined('gone', 'Gone'), gone_at: monday },
      { ...joined('guest', 'Guest'), outsider: 1 },
    ])
    for (const person of ['ben', 'fay', 'ada']) await save(person, ['listener'], person === 'ben' ? '0' : '2')
    await room.store.transact((db) =>
      db
        .insertInto('offers')
        .values(['gone', 'guest'].map((member) => ({ member, workspace, kinds: '["listener"]', at: monday })))
        .execute(),
    )
    expect(await offering('listener')).toEqual(['ada', 'ben', 'fay'])
    expect(await offering('learn')).toEqual([])
  })

  it('is for nobody who did not join, or comes from outside', async () => {
    await open([{ ...joined('guest', 'Guest'), outsider: 1 }])
    for (const person of ['hana', 'guest']) {
      expect((await room.act(person, 'offers.open')).form).toBeUndefined()
      expect(textOf((await save(person, ['listener'])).say)).toContain('nothing was changed')
      expect(labelsOf((await room.command(person, 'settings')).say)).not.toContain('I can help with …')
    }
    expect(await room.store.transact((db) => db.selectFrom('offers').selectAll().execute())).toEqual([])
  })

  it('goes with whoever leaves, and is no longer theirs when they come back', async () => {
    await open()
    await save('ada', ['listener'], '5')
    await room.command('ada', 'stop')
    expect(await offering('listener')).toEqual([])
    expect(await room.member('ada')).toMatchObject({ capacity: null })
    const back = await room.act('ada', 'welcome.join')
    expect(labelsOf(back.say)).toContain('I can help with …')
    expect(await offering('listener')).toEqual([])
  })

  it('stands in one’s own data, and is erased', async () => {
    await open()
    const shown = async () => textOf((await room.act('ada', 'settings.data')).say)
    expect(await shown()).not.toContain('I can help with')
    await save('ada', ['goal'], '0')
    expect(await shown()).toContain('I can help with: Someone to keep me going\nRequests in a week: None at present')
    await room.act('ada', 'settings.erase-yes')
    expect(await room.everything()).not.toMatch(/"ada"|"goal"/)
  })
})

describe('the weekly snapshot', () => {
  const sundayNight = Date.UTC(2026, 2, 8, 22, 59)

  it('is taken when the first joins and each Monday at the start of the day in the workspace’s zone', async () => {
    await open()
    await room.act('hana', 'welcome.join')
    expect(await snapshot()).toEqual([{ workspace, joined: 5, listeners: 0, at: monday }])
    await save('ada', ['listener'])
    await room.command('eli', 'stop')
    await room.walkTo(sundayNight)
    expect(await snapshot()).toEqual([{ workspace, joined: 5, listeners: 0, at: monday }])
    await room.wait(60_000)
    expect(await snapshot()).toEqual([{ workspace, joined: 4, listeners: 1, at: sundayNight + 60_000 }])
    await room.wait(35 * day)
    const [{ at = 0 } = {}] = await snapshot()
    expect([localDate(at, 'Europe/Berlin'), localTime(at, 'Europe/Berlin')]).toEqual(['2026-04-13', '00:00'])
  })

  it('changes nothing for anyone in between, whoever joins, leaves, offers or takes back', async () => {
    await open()
    await room.tell('member.joined', 'ada')
    const acts = [
      () => save('ada', ['listener']),
      () => save('ben', ['listener', 'goal']),
      () => save('cleo', ['listener']),
      () => room.act('hana', 'welcome.join'),
      () => room.command('eli', 'stop'),
      () => save('ada', []),
      () => save('ada', ['listener']),
    ]
    const seen = []
    for (const act of acts) {
      await act()
      await room.wait(day / 2)
      seen.push(await offeredAfterLow())
    }
    expect(new Set(seen)).toEqual(new Set([0]))
    await room.walkTo(sundayNight + 60_000)
    expect(await offeredAfterLow()).toBe(3)
    await save('cleo', [])
    await room.wait(6 * day)
    expect(await offeredAfterLow()).toBe(3)
    await room.wait(day)
    expect(await offeredAfterLow()).toBe(2)
  })

  it('counts at first need where nobody was heard joining, and from then on each week', async () => {
    await open()
    await room.store.transact((db) => offers.counts({ db, now: monday, tell: () => {} }, workspace))
    await room.tell('counts.taken', workspace)
    await save('ada', ['listener'])
    expect(await offeredAfterLow()).toBe(0)
    await room.wait(7 * day)
    expect(await offeredAfterLow()).toBe(1)
  })

  it('ends where Reachout was taken out, and begins again with whoever joins', async () => {
    await open()
    await room.tell('member.joined', 'ada')
    const removed = (at: number | null) =>
      room.store.transact((db) => db.updateTable('workspaces').set({ removed_at: at }).execute())
    await removed(room.now())
    await room.wait(8 * day)
    expect(await snapshot()).toEqual([])
    await removed(null)
    await room.tell('member.joined', 'ada')
    expect(await snapshot()).toMatchObject([{ joined: 4 }])
    await save('ada', ['listener'])
    await room.wait(7 * day)
    expect(await offeredAfterLow()).toBe(1)
  })

  it('counts whoever offers, whatever their pause or number', async () => {
    await open([{ ...joined('fay', 'Fay'), paused_until: monday + 60 * day }])
    await save('fay', ['listener'], '0')
    await room.tell('member.joined', 'ada')
    expect(await snapshot()).toMatchObject([{ joined: 5, listeners: 1 }])
  })

  it('comes next on a Monday at midnight, in every zone', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
    fc.assert(
      fc.property(zones, fc.integer({ min: monday, max: monday + 400 * day }), (zone, from) => {
        const at = nextCountAt(zone, from) ?? 0
        expect(at).toBeGreaterThan(from)
        expect(at - from).toBeLessThanOrEqual(7 * day + 3_600_000)
        expect(new Date(`${localDate(at, zone)}T12:00:00Z`).getUTCDay()).toBe(1)
      }),
      { numRuns: 200 },
    )
  })
})

describe('after a low tap', () => {
  const start = async (listeners: readonly string[]) => {
    room = await openRoom(createFeatures(), [...people, { id: 'dana', name: 'Dana', admin: 1 }])
    await room.tell('member.joined', 'ada')
    await setPlan(room, 'monday')
    for (const person of listeners) await save(person, ['listener'])
  }
  const lowTap = async () => labelsOf((await room.press('ada', 'Rough')).say)

  it('a hand with work is always offered, someone to listen from the Monday after three offered it', async () => {
    await start(['ben', 'cleo', 'eli'])
    expect(await lowTap()).toEqual(['A hand with work', 'Noted is enough', 'Support options'])
    await room.wait(7 * day)
    expect(await lowTap()).toEqual(['Someone to listen', 'A hand with work', 'Noted is enough', 'Support options'])
    await save('eli', ['goal'])
    const { subject } = room.sentTo('ada').at(-1)?.message ?? {}
    const again = await room.act('ada', 'check-in.tap', 'hard', subject)
    expect(labelsOf(again.say)).toContain('Someone to listen')
    await room.wait(7 * day)
    expect(await lowTap()).not.toContain('Someone to listen')
  })

  it('both open the form for a request, and the check-in reads the same after every tap', async () => {
    const read = new Set<string>()
    for (const label of ['Going well', 'All right', 'Hard going', 'Rough']) {
      await start(['ben', 'cleo', 'eli'])
      await room.wait(7 * day)
      const { say, update } = await room.press('ada', label)
      read.add(JSON.stringify([update, room.sentTo('ada')]))
      const buttons = (say?.blocks ?? []).flatMap((block) => (block.type === 'buttons' ? block.buttons : []))
      if (say)
        expect(buttons.map(({ action, value }) => [action, value]).slice(0, 2)).toEqual([
          ['ask.open', 'listener'],
          ['ask.open', 'fresh-eyes'],
        ])
      if (say) expect(say.summary).toBe(update?.summary)
      await room.close()
    }
    await open()
    expect(read.size).toBe(1)
  })
})

describe('the rules of offers', () => {
  it('keep exactly the kinds that there are, each once and in the order of the form', () => {
    const ticked = fc.array(fc.oneof(fc.constantFrom(...helpKinds), fc.string()))
    fc.assert(
      fc.property(ticked, (values) => {
        const kinds = kindsChosen(values)
        const strange = values.some((value) => !helpKinds.some((kind) => kind === value))
        expect(kinds === undefined).toBe(strange)
        if (kinds) expect(kinds).toEqual(helpKinds.filter((kind) => values.includes(kind)))
        if (kinds) expect(kindsIn(JSON.stringify(kinds))).toEqual(kinds)
      }),
    )
  })

  it('take the six numbers and nothing else', () => {
    expect(['0', '1', '2', '3', '4', '5'].map(capacityChosen)).toEqual([0, 1, 2, 3, 4, 5])
    for (const value of ['6', '-1', '1.5', ' 1', '', undefined, true, ['1']])
      expect(capacityChosen(value)).toBeUndefined()
  })
})
