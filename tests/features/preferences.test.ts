import { afterEach, describe, expect, it } from 'vitest'
import { checkMessage } from '../../messages/check.ts'
import { createMembers } from '../../src/features/members/index.ts'
import { createPreferences } from '../../src/features/preferences/index.ts'
import { pauseForDays, pauseUntilDate, toPages, toPairs, zoneNamed } from '../../src/features/preferences/rules.ts'
import { day, hour, labelsOf, monday, openRoom, type Room, textOf, type Who } from '../support/room.ts'

const people: readonly Who[] = [
  { id: 'ada', name: 'Ada', standing: 'joined', joined_at: monday - day },
  { id: 'fay', name: 'Fay', standing: 'joined', joined_at: monday - day, time_zone: 'Australia/Sydney' },
  { id: 'hana', name: 'Hana', standing: 'invited' },
  { id: 'gus', name: 'Gus', standing: 'left' },
]

let room: Room
const open = async (more: Parameters<typeof openRoom>[0] = []) => {
  room = await openRoom([createMembers(), createPreferences(), ...more], people)
}
afterEach(() => room?.close())

describe('the settings window', () => {
  it('shows pause, zone and what other features add, to its person alone', async () => {
    const part = async () => ({
      rows: [{ label: 'Your hello', spans: ['Mondays at 10:00'] }],
      buttons: [{ label: 'Another day', action: 'hello.day' }],
    })
    room = await openRoom([createMembers(), createPreferences({ parts: [part] })], people)
    const { say, update } = await room.command('ada', 'settings')
    expect(textOf(say)).toContain('Messages from me: On\nYour hello: Mondays at 10:00\nTime zone: Europe/Berlin')
    expect(labelsOf(say)).toEqual(['Another day', 'Pause', 'Time zone', 'My data', 'Leave', 'Support options'])
    expect(update).toBeUndefined()
    expect(await room.ledger()).toEqual([])
  })

  it('reads the same for who was only invited, who left and who was never heard of', async () => {
    await open()
    const windows = []
    for (const person of ['hana', 'gus', 'stranger']) windows.push((await room.command(person, 'settings')).say)
    expect(new Set(windows.map((window) => JSON.stringify(window))).size).toBe(1)
    expect(labelsOf(windows[0])).toEqual(['Join', 'My data', 'Support options'])
    expect(textOf((await room.command('hana', 'pause')).say)).toContain("You're not taking part")
  })

  it('says when only the workspace tells a zone', async () => {
    room = await openRoom([createPreferences()], [{ id: 'ada', standing: 'joined', time_zone: null }])
    expect(textOf((await room.command('ada', 'settings')).say)).toContain(
      "Europe/Berlin, the workspace's. I don't know yours yet.",
    )
  })
})

describe('a pause', () => {
  it('takes two taps, ends at the start of a day of its person, and ends at one tap', async () => {
    await open()
    expect(labelsOf((await room.act('fay', 'settings.pause')).say)).toEqual(['A week', 'Two weeks', 'Until a date'])
    const paused = await room.act('fay', 'settings.pause-days', '7')
    expect(textOf(paused.say)).toContain('Paused until 2026-03-08T13:00:00.000Z.')
    expect(await room.member('fay')).toMatchObject({ paused_until: Date.UTC(2026, 2, 8, 13) })
    expect(textOf((await room.command('fay', 'settings')).say)).toContain('Paused until')
    await room.act('fay', 'settings.resume')
    expect(await room.member('fay')).toMatchObject({ paused_until: null })
  })

  it('that is over is not shown any more', async () => {
    await open()
    await room.act('ada', 'settings.pause-days', '7')
    await room.wait(7 * day)
    expect(textOf((await room.command('ada', 'settings')).say)).toContain('Messages from me: On')
  })

  it('until a date counts from midnight there', async () => {
    await open()
    expect((await room.act('fay', 'settings.pause-until')).form?.fields).toMatchObject([{ name: 'date', type: 'date' }])
    const reply = await room.form('fay', 'settings.pause-until', { date: '2026-04-20' })
    expect(textOf(reply.say)).toContain('Paused until 2026-04-19T14:00:00.000Z.')
  })

  it.each([
    [{}],
    [{ date: '' }],
    [{ date: '2026-03-02' }],
    [{ date: '2020-01-01' }],
    [{ date: '2026-02-30' }],
    [{ date: 'soon' }],
  ])('until %j gets one kind sentence and changes nothing', async (values) => {
    await open()
    const reply = await room.form('ada', 'settings.pause-until', values)
    expect(reply).toEqual({
      errors: { date: 'Please choose a day after today, for example 2026-03-09. Nothing was changed.' },
    })
    expect(await room.member('ada')).toMatchObject({ paused_until: null })
  })

  it('has only the lengths that were offered', async () => {
    await open()
    for (const value of ['700', '-7', '', undefined])
      expect(textOf((await room.act('ada', 'settings.pause-days', value)).say)).toContain('nothing was changed')
  })

  it('counts local days, whatever the clock does', () => {
    const beforeSpring = Date.UTC(2026, 2, 27, 22)
    expect(pauseForDays(beforeSpring, 'Europe/Berlin', 7)).toBe(Date.UTC(2026, 3, 2, 22))
    expect(pauseUntilDate(beforeSpring, 'Europe/Berlin', '2026-03-28')).toBe(Date.UTC(2026, 2, 27, 23))
    expect(pauseUntilDate(beforeSpring + 2 * hour, 'Europe/Berlin', '2026-03-28')).toBeUndefined()
  })
})

describe('a time zone', () => {
  it('set by hand wins, and is told', async () => {
    await open()
    expect((await room.act('ada', 'settings.zone')).form?.fields[0]).toMatchObject({
      type: 'zone',
      value: 'Europe/Berlin',
    })
    const reply = await room.form('ada', 'settings.zone', { zone: 'Asia/Tokyo' })
    expect(textOf(reply.say)).toContain('Your time zone is Asia/Tokyo')
    expect(await room.member('ada')).toMatchObject({ own_time_zone: 'Asia/Tokyo', time_zone: 'Europe/Berlin' })
    expect(room.told).toEqual(['member.zone ada'])
  })

  it.each(['Mars/Olympus', '', '+05:00', '<!channel>', 'x'.repeat(10_000), '../../etc/passwd'])(
    '%.20s is kindly refused, and nothing changes',
    async (zone) => {
      await open()
      const reply = await room.form('ada', 'settings.zone', { zone })
      expect(reply.errors?.zone).toContain("I don't know a time zone of that name.")
      expect(await room.member('ada')).toMatchObject({ own_time_zone: null })
    },
  )

  it.each([
    ['europe/berlin', 'Europe/Berlin'],
    [' America/New York ', 'America/New_York'],
    ['Berlin', 'Europe/Berlin'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
  ])('%s is understood', (typed, zone) => {
    expect(zoneNamed(typed)).toBe(zone)
  })
})

describe('my data', () => {
  it('shows all that is stored, in words', async () => {
    await open()
    await room.act('ada', 'settings.pause-days', '14')
    const text = textOf((await room.act('ada', 'settings.data')).say)
    expect(text).toContain(
      'Name: Ada\nTaking part: joined\nJoined on: 2026-03-01\nPaused until: 2026-03-16\nTime zone: Europe/Berlin',
    )
    expect(textOf((await room.act('stranger', 'settings.data')).say)).toBe('My data. Nothing is stored about you.')
  })

  it('shows a no to the invitation to the one who said it', async () => {
    await open()
    await room.store.transact((db) =>
      db.updateTable('members').set({ standing: 'known' }).where('id', '=', 'hana').execute(),
    )
    await room.tell('member.invited', 'hana')
    await room.press('hana', 'No, thanks')
    expect(textOf((await room.act('hana', 'settings.data')).say)).toContain('Invitation: you said no, thanks')
  })

  it('goes on in further parts, and every part fits', async () => {
    const note = 'ßß ß'.repeat(700)
    const notes = Array.from({ length: 30 }, (_, i) => ({ Week: `2026-W${i}`, Note: `${i} ${note}` }))
    const keeps = { export: async () => ({ 'Check-ins': notes }), erase: async () => {}, expire: async () => {} }
    await open([{ name: 'notes', keeps }])
    const seen = []
    for (let page = 0; ; page++) {
      const { say } = await room.act('ada', 'settings.data', String(page))
      seen.push(textOf(say))
      expect(say && checkMessage(say)).toEqual([])
      if (!labelsOf(say).includes('More')) break
    }
    const letters = seen.join(' ').split('ß').length - 1
    expect(letters).toBe(30 * 3 * 700)
    expect(textOf((await room.act('ada', 'settings.data', '9999')).say)).toBe(seen.at(-1))
  })

  it('cuts long texts without breaking a character', () => {
    const [page] = toPages([{ label: 'Note', text: '😀'.repeat(701) }])
    expect(page?.map(({ text }) => text).join('')).not.toContain('\uFFFD')
    expect(page?.every(({ text }) => text.isWellFormed())).toBe(true)
    expect(toPairs({ a: { One: true, Two: [null, '', { Three: 3 }] } }, { yes: 'yes', no: 'no' })).toEqual([
      { label: 'One', text: 'yes' },
      { label: 'Two · Three', text: '3' },
    ])
  })

  it('is erased after one question', async () => {
    await open()
    const asked = await room.act('ada', 'settings.erase')
    expect(labelsOf(asked.say)).toEqual(['Yes, erase everything', 'Keep it'])
    expect(await room.everything()).toContain('Ada')
    const done = await room.act('ada', 'settings.erase-yes')
    expect(textOf(done.say)).toContain('Erased.')
    expect(await room.everything()).not.toMatch(/ada/i)
  })
})
