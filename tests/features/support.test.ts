import { afterEach, describe, expect, it } from 'vitest'
import { checkMessage } from '../../messages/check.ts'
import { createMembers } from '../../src/features/members/index.ts'
import { crisisPhrases, isCrisis, normalise } from '../../src/features/support/crisis.ts'
import { builtInDirectory, FRESH_DAYS, findHelp, readDirectory } from '../../src/features/support/directory.ts'
import { createSupport } from '../../src/features/support/index.ts'
import { day, labelsOf, monday, openRoom, type Room, textOf, type Who } from '../support/room.ts'

const people: readonly Who[] = [
  { id: 'ada', name: 'Ada', standing: 'joined' },
  { id: 'ben', name: 'Ben', standing: 'joined', time_zone: 'America/New_York' },
  { id: 'hana', name: 'Hana', standing: 'invited', time_zone: 'Asia/Tokyo' },
  { id: 'dana', name: 'Dana', admin: 1, standing: 'joined', time_zone: 'Europe/London' },
]
/** The day on which the shipped entries were read. */
const read = Date.UTC(2026, 10, 23)

let room: Room
const open = async (at = monday) => {
  room = await openRoom([createSupport(), createMembers()], people, at)
}
afterEach(() => room?.close())

describe('the support card', () => {
  it('names the emergency number, the line of the country and the international directory', async () => {
    await open()
    const { say } = await room.act('ben', 'support.open')
    expect(textOf(say)).toContain('In danger now, you or someone else: Call 911.')
    expect(textOf(say)).toContain(
      'United States: 988 Suicide & Crisis Lifeline: call or text 988. Day and night. Free. 988lifeline.org',
    )
    expect(textOf(say)).toContain('Anywhere else: findahelpline.com lists lines')
    expect(textOf(say)).toContain('Checked 2026-11-23')
    expect(textOf(say)).toContain('a guess from your time zone')
  })

  it('names no number where none was read at its source', async () => {
    await open()
    const { say } = await room.act('hana', 'support.open')
    expect(textOf(say)).toContain('Call the emergency number of the place where you are.')
    expect(textOf(say)).not.toMatch(/ \d{2,}[ .]|guess/)
    expect(textOf(say)).toContain('findahelpline.com')
  })

  it('leaves no row, no count and no log', async () => {
    await open()
    const before = await room.everything()
    await room.act('ben', 'support.open')
    const after = JSON.parse(await room.everything()) as object[]
    const rows = JSON.parse(before) as object[]
    expect(after.length - rows.length).toBe(1)
    expect(after.filter((row) => !rows.some((old) => JSON.stringify(old) === JSON.stringify(row)))).toEqual([
      { id: 'event 1', at: monday },
    ])
    expect([room.logged, room.told, await room.ledger()]).toEqual([[], [], []])
  })

  it("puts the organisation's own programme before the lines, and takes it off again", async () => {
    await open()
    expect((await room.act('dana', 'support.programme')).form?.fields).toHaveLength(1)
    const saved = await room.form('dana', 'support.programme', { text: ' Call Kim, <!channel> *1234*. ' })
    expect(textOf(saved.say)).toContain('From Harbour: Call Kim, <!channel> *1234*.')
    const { say } = await room.act('ada', 'support.open')
    expect(textOf(say).indexOf('From Harbour')).toBeLessThan(textOf(say).indexOf('Germany: '))
    expect((await room.act('dana', 'support.programme')).form?.fields[0]).toMatchObject({
      value: 'Call Kim, <!channel> *1234*.',
    })
    await room.form('dana', 'support.programme', { text: '' })
    expect(textOf((await room.act('ada', 'support.open')).say)).not.toContain('From Harbour')
  })

  it('refuses a programme that is too long or not an admin’s, and keeps the old one', async () => {
    await open()
    await room.form('dana', 'support.programme', { text: 'Kim' })
    const long = await room.form('dana', 'support.programme', { text: 'x'.repeat(10_000) })
    expect(long.errors?.text).toContain('within 600 characters')
    for (const reply of [
      await room.act('ada', 'support.programme'),
      await room.form('ada', 'support.programme', { text: 'me' }),
    ])
      expect(textOf(reply.say)).toContain('for the admins of your workspace')
    expect(textOf((await room.act('ada', 'support.open')).say)).toContain('From Harbour: Kim')
  })

  it('falls back to the international entry when what it knows is older than 180 days', async () => {
    await open(read + FRESH_DAYS * day)
    expect(textOf((await room.act('ben', 'support.open')).say)).toContain('call or text 988')
    await room.wait(day)
    const { say } = await room.act('ben', 'support.open')
    expect(textOf(say)).not.toMatch(/988|911/)
    expect(textOf(say)).toContain('findahelpline.com')
  })

  it('fits everywhere, in every zone there is', async () => {
    await open()
    await room.form('dana', 'support.programme', { text: 'x'.repeat(600) })
    for (const zone of builtInZones()) {
      await room.store.transact((db) =>
        db.updateTable('members').set({ own_time_zone: zone }).where('id', '=', 'ada').execute(),
      )
      const { say } = await room.text('ada', 'I want to die')
      expect(say && checkMessage(say), zone).toEqual([])
    }
  })
})

describe('the directory', () => {
  it('holds nothing without a source and the date on which it was read', () => {
    const { countries, international } = builtInDirectory()
    const entries = Object.values(countries)
      .flatMap(({ emergency, line }) => [emergency, line])
      .filter(Boolean)
    expect(entries.length).toBeGreaterThan(30)
    for (const entry of [international, ...entries]) {
      expect(entry?.source).toMatch(/^https:\/\//)
      expect(entry?.read).toMatch(/^\d{4}-\d\d-\d\d$/)
    }
  })

  it('gives each zone to one country at most', () => {
    const zones = builtInZones()
    expect(zones.length).toBe(new Set(zones).size)
  })

  it.each([
    ['Europe/Berlin', '112', '0800 111 0 111'],
    ['Europe/London', '999', '116 123'],
    ['Europe/Madrid', '112', undefined],
    ['Australia/Sydney', '000', '13 11 14'],
    ['America/Indiana/Knox', '911', '988'],
    ['America/Toronto', undefined, undefined],
    ['Asia/Kolkata', undefined, undefined],
  ])('knows for %s: %s, %s', (zone, emergency, line) => {
    const found = findHelp(builtInDirectory(), zone, read)
    expect([found.emergency?.number, found.line?.call]).toEqual([emergency, line])
  })

  it.each([
    ['a number that is none', 'call: "call me"'],
    ['an entry without a date', 'call: "1"\n      source: https://example.org'],
    ['a misspelt field', 'cal: "1"'],
  ])('is refused with %s', (_, line) => {
    const yaml = `international: { name: a, site: https://a.org, source: https://a.org, read: 2026-01-01 }
countries:
  DE:
    zones: [Europe/Berlin]
    line:
      name: x
      ${line}`
    expect(() => readDirectory(yaml)).toThrow(/support directory: /)
  })
})

describe('what is typed to the bot', () => {
  it('is not kept, not passed on and not dropped in silence', async () => {
    await open()
    const { say } = await room.text('ada', 'my zebra secret')
    expect(textOf(say)).toContain("I'm a program and nobody reads this chat. I haven't kept what you wrote")
    expect(labelsOf(say)).toEqual(['Ask someone', 'Keep as my private note', 'Support options'])
    expect(JSON.stringify(say)).not.toContain('zebra')
    expect(await room.everything()).not.toContain('zebra')
    expect(room.logged.join()).not.toContain('zebra')
    expect(await room.ledger()).toEqual([])
  })

  it('offers no note to someone who keeps none', async () => {
    await open()
    expect(labelsOf((await room.text('hana', 'hello?')).say)).toEqual(['Ask someone', 'Support options'])
  })

  it('is answered with the card, at once and alone, when it is an explicit crisis phrase', async () => {
    await open()
    const { say } = await room.text('ben', 'Honestly… I WANT   to die!!')
    expect(textOf(say)).toMatch(
      /^Thank you for writing this\. I'm a program: nobody has read it and nobody has been told\./,
    )
    expect(textOf(say)).toContain('call or text 988')
    expect(say?.summary).toBe('A note from Reachout')
    expect(await room.everything()).not.toMatch(/want/i)
    expect([room.logged, room.told, await room.ledger()]).toEqual([[], [], []])
  })

  it.each(crisisPhrases().phrases)('counts: %s', (phrase) => {
    expect(normalise(phrase)).toBe(phrase)
    expect(isCrisis(`so ${phrase.toUpperCase()}, really`, crisisPhrases())).toBe(true)
    expect(isCrisis(`x${phrase}x`, crisisPhrases())).toBe(false)
  })

  it.each([
    "I'm going to kill myself",
    'I’m gonna kill myself.',
    'im suicidal',
    "I don't want to live any more",
    'i dont want to be alive',
    "I've been cutting myself",
    'I wanna die',
    "I can't go on living",
    'I cannot go on living',
    'i\u200B want\nto\tdie',
    "They'd be better off without me",
    'I think he wants to kill himself',
  ])('counts however it is written: %s', (text) => {
    expect(isCrisis(text, crisisPhrases())).toBe(true)
  })

  it.each(everyday())('does not count: %s', (text) => {
    expect(isCrisis(text, crisisPhrases())).toBe(false)
  })
})

const builtInZones = (): readonly string[] =>
  Object.values(builtInDirectory().countries)
    .flatMap(({ zones }) => zones)
    .map((zone) => (zone === 'Australia/' ? 'Australia/Sydney' : zone.replace(/^(US)\/$/, '$1/Central')))
    .filter((zone) => !zone.endsWith('/'))

/** Turns of speech, and talk of work, that have nothing to do with danger. */
function everyday(): readonly string[] {
  return [
    'this deadline is killing me',
    'I could kill for a coffee',
    'that joke killed me',
    'my phone died in the meeting',
    'I am dying to see the demo',
    'I nearly died laughing',
    'I want to die of embarrassment after that call',
    'this build makes me die a little inside',
    'kill the process and start again',
    'please kill that branch',
    'deploying on a Friday is suicide',
    'that plan is career suicide',
    'the server committed, then hung',
    'I want to end this meeting',
    'I want to end my subscription',
    "I'm dead tired",
    'over my dead body will we ship that',
    'the feature is dead, long live the feature',
    'dead code everywhere',
    'I cannot live without my calendar',
    'I hurt my back at the gym',
    "I'm going to hurt in the morning after that run",
    'I would kill to have that budget',
    'traffic was murder today',
    'he slays in every review',
    'we are better off without that vendor',
    'cutting scope again',
    "I'd die for one of those cakes",
    'this spreadsheet will be the death of me',
    "I don't want to live in this codebase",
    'shoot me an email',
    'I am hanging in there',
    'the project is on life support',
    'a suicide prevention training is on Monday',
    'to to to',
    '',
  ]
}
