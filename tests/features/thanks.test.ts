import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { readCatalog } from '../../messages/catalog.ts'
import { checkForm, checkMessage } from '../../messages/check.ts'
import { THANKS_LENGTH } from '../../messages/thanks.ts'
import { createBlocks } from '../../src/features/blocks/index.ts'
import { createMembers } from '../../src/features/members/index.ts'
import { createPreferences } from '../../src/features/preferences/index.ts'
import { createThanks } from '../../src/features/thanks/index.ts'
import { day, hour, labelsOf, monday, openRoom, type Room, textOf, type Who, workspace } from '../support/room.ts'

const joined = (id: string, name: string, more: Partial<Who> = {}): Who => ({
  id,
  name,
  standing: 'joined',
  joined_at: monday - day,
  ...more,
})
const people: readonly Who[] = [
  joined('ada', 'Ada'),
  joined('ben', 'Ben'),
  joined('eli', 'Eli'),
  { id: 'hana', name: 'Hana', standing: 'known' },
  { id: 'bot', name: 'Bot', outsider: 1 },
]

let room: Room
const features = () => {
  const blocks = createBlocks({ causedBy: (db, subject) => thanks.causedBy(db, subject) })
  const thanks = createThanks({ isBlocked: blocks.isBlocked, firstContact: blocks.firstContact })
  return [createMembers(), createPreferences(), thanks, blocks]
}
const open = async (them: readonly Who[] = people, at = monday) => {
  room = await openRoom(features(), them, at)
}
afterEach(() => room?.close())

const thank = (giver: string, teammate: string, text = 'You saved my day.') =>
  room.form(giver, 'thanks.send', { teammate, text })
const newest = (person: string) => room.sentTo(person).at(-1)?.message

describe('thanks', () => {
  it('open one form from the command, filled with what was typed; nothing is sent before Send', async () => {
    await open()
    const bare = await room.command('ada', 'thanks', {})
    expect(bare.form?.fields.map(({ name, value }) => [name, value])).toEqual([
      ['teammate', undefined],
      ['text', undefined],
    ])
    const { form } = await room.command('ada', 'thanks', { teammate: 'ben', text: ' you saved my day ' })
    expect(form?.fields.map(({ value }) => value)).toEqual(['ben', 'you saved my day'])
    expect(form?.submit).toBe('Send')
    expect(await room.ledger()).toEqual([])
  })

  it('reach one person in private, with the name first and the words as a quote below', async () => {
    await open()
    const reply = await thank('ada', 'ben', 'You saved\nmy day. <!channel> @everyone *b*')
    expect(textOf(reply.say)).toContain('I pass it on privately where I can, one to each person a day.')
    expect(room.sentTo('ben')).toHaveLength(1)
    const [first, quote, why] = newest('ben')?.blocks ?? []
    expect(textOf(first && { summary: '', blocks: [first as never] })).toMatch(/Ada/)
    expect(JSON.stringify([newest('ben')?.summary, first])).not.toMatch(/saved|day|channel/)
    expect(quote).toEqual({ type: 'text', spans: [expect.stringContaining('You saved\nmy day. <!channel>')] })
    expect(textOf(why && { summary: '', blocks: [why as never] })).toContain('Why this came: Ada named you.')
    expect(labelsOf(newest('ben'))).toEqual(['Not from this person', 'This felt wrong'])
    expect(newest('ben')?.summary).toBe('A private word from Reachout')
    expect(await room.ledger()).toMatchObject([
      { member: 'ben', view: 'thanks.given', because: 'named-you', lane: 'person', status: 'sent' },
    ])
    for (const other of ['ada', 'eli', 'hana']) expect(room.sentTo(other)).toEqual([])
  })

  it('stand in no plain column, no log and no summary', async () => {
    await open()
    await thank('ada', 'ben', 'PLANTED words')
    expect(await room.everything()).not.toContain('PLANTED')
    expect(room.logged.join()).not.toContain('PLANTED')
    expect(JSON.stringify(newest('ben'))).toContain('PLANTED')
  })

  it.each([
    ['nobody', '', 'Thanks', { teammate: 'Please choose someone who is here.' }],
    ['someone who does not exist', 'zoe', 'Thanks', { teammate: 'Please choose someone who is here.' }],
    ['oneself', 'ada', 'Thanks', { teammate: 'That is you, and well deserved.' }],
    ['a bot or a guest', 'bot', 'Thanks', { teammate: 'I can only bring thanks to members of this workspace.' }],
    ['no words', 'ben', ' \n ', { text: 'A few words are enough.' }],
    ['too many words', 'ben', 'x'.repeat(281), { text: 'There is room for 280 characters; these are 281.' }],
    ['far too many', 'ben', 'x'.repeat(10_000), { text: 'There is room for 280 characters; these are 10,000.' }],
    ['nothing at all', '', '', { teammate: 'Please choose', text: 'A few words are enough.' }],
  ])('to %s get one kind sentence at the field, and nothing is sent', async (_, teammate, text, errors) => {
    await open()
    const before = await room.everything()
    const reply = await thank('ada', teammate, text)
    expect(Object.keys(reply)).toEqual(['errors'])
    expect(Object.keys(reply.errors ?? {})).toEqual(Object.keys(errors))
    for (const [field, start] of Object.entries(errors)) expect(reply.errors?.[field]).toContain(start)
    expect(await room.ledger()).toEqual([])
    expect((await room.everything()).length - before.length).toBeLessThan(60)
  })

  it('hold exactly 280 characters, and show what was typed whole however long it is', async () => {
    await open()
    const most = '😀'.repeat(THANKS_LENGTH / 2)
    await thank('ada', 'ben', ` ${most} `)
    expect(textOf(newest('ben'))).toContain(most)
    const longest = 'w'.repeat(THANKS_LENGTH)
    await thank('eli', 'ben', longest)
    expect(textOf(newest('ben'))).toContain(longest)
    expect(newest('ben') && checkMessage(newest('ben') as never)).toEqual([])
    for (const length of [280, 281, 3_000, 10_000]) {
      const { form } = await room.command('ada', 'thanks', { text: 'x'.repeat(length) })
      expect(form && checkForm(form)).toEqual([])
      expect(String(form?.fields[1]?.value).length).toBe(Math.min(length, 3_000))
    }
  })

  it('wait for the morning of whoever is thanked', async () => {
    await open(people, monday + 10 * hour)
    await thank('ada', 'ben')
    expect(room.sentTo('ben')).toEqual([])
    await room.walkTo(monday + 23 * hour)
    expect(room.sentTo('ben')).toHaveLength(1)
  })

  it('never open with the same line until every other came', async () => {
    await open()
    const lines = []
    for (let i = 0; i < 8; i++) {
      await thank('ada', 'ben')
      lines.push(textOf(newest('ben')).split('\n')[0])
      await room.wait(day)
    }
    await room.walkTo(monday + 14 * day)
    const all = room.sentTo('ben').map(({ message }) => textOf(message).split('\n')[0])
    expect(all).toHaveLength(8)
    expect(new Set(all).size).toBe(8)
  })
})

describe('one thank-you per pair a day', () => {
  it('is delivered of twenty, and every answer is the same', async () => {
    await open()
    const replies = []
    for (let i = 0; i < 20; i++) replies.push(JSON.stringify(await thank('ada', 'ben', `Thanks ${i}`)))
    expect(new Set(replies).size).toBe(1)
    expect(room.sentTo('ben')).toHaveLength(1)
    expect(textOf(newest('ben'))).toContain('Thanks 0')
    await thank('eli', 'ben')
    expect(room.sentTo('ben')).toHaveLength(2)
  })

  it('counts the giver’s own dates', async () => {
    const lateSydney = joined('fay', 'Fay', { time_zone: 'Australia/Sydney' })
    await open([...people, lateSydney])
    await thank('fay', 'ben')
    await room.walkTo(Date.UTC(2026, 2, 2, 12, 59))
    await thank('fay', 'ben')
    expect(room.sentTo('ben')).toHaveLength(1)
    await room.walkTo(Date.UTC(2026, 2, 2, 13))
    await thank('fay', 'ben')
    expect(room.sentTo('ben')).toHaveLength(2)
  })

  it('gains one date at most from any number of time zones', async () => {
    await open()
    for (const zone of [
      'Europe/Berlin',
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'Asia/Tokyo',
      'Pacific/Kiritimati',
    ]) {
      await room.form('ada', 'settings.zone', { zone })
      await thank('ada', 'ben')
    }
    await room.wait(7 * day)
    expect(room.sentTo('ben')).toHaveLength(1)
    await room.close()
    await open(people, monday + 3 * hour)
    for (const zone of ['Pacific/Pago_Pago', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Pacific/Kiritimati']) {
      await room.form('ada', 'settings.zone', { zone })
      await thank('ada', 'ben')
    }
    await room.wait(7 * day)
    expect(room.sentTo('ben')).toHaveLength(2)
  })

  it('holds for any order of givers, receivers and days, and nobody’s answer ever differs', async () => {
    const who = fc.constantFrom('ada', 'ben', 'eli')
    const step = fc.record({ giver: who, to: who, wait: fc.constantFrom(0, hour, day) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await open()
        const pairs = new Set<string>()
        const answers = new Set<string>()
        for (const { giver, to, wait } of steps) {
          await room.wait(wait)
          const reply = await thank(giver, to)
          if (giver === to) expect(reply.say).toBeUndefined()
          else answers.add(JSON.stringify(reply))
          const date = new Date(room.now() + hour).toISOString().slice(0, 10)
          if (giver !== to) pairs.add(`${giver} ${to} ${date}`)
        }
        expect(answers.size).toBeLessThanOrEqual(1)
        await room.wait(4 * day)
        expect((await room.ledger()).map(({ status }) => status)).toEqual([...pairs].map(() => 'sent'))
        await room.close()
      }),
      { numRuns: 15 },
    )
    await open()
  })
})

describe('whatever the other person chose', () => {
  const states: readonly (readonly [string, Partial<Who>, number])[] = [
    ['joined', {}, 1],
    ['paused', { paused_until: monday + 30 * day }, 0],
    ['left', { standing: 'left' }, 0],
    ['gone', { gone_at: monday - day }, 0],
    ['never joined', { standing: 'known', joined_at: null }, 1],
  ]

  it('the giver reads the same bytes and sees the same', async () => {
    const seen = []
    for (const [, more, received] of states) {
      await open([...people.filter(({ id }) => id !== 'ben'), joined('ben', 'Ben', more)])
      const replies = [await room.command('ada', 'thanks', { teammate: 'ben' }), await thank('ada', 'ben')]
      replies.push(await thank('ada', 'ben'), await room.act('ada', 'settings.data'))
      await room.wait(3 * day)
      expect(room.sentTo('ben')).toHaveLength(received)
      seen.push(JSON.stringify([replies, room.sentTo('ada')]))
      await room.close()
    }
    await open()
    expect(new Set(seen).size).toBe(1)
  })

  it('someone who never joined gets one such message ever, whoever sends it', async () => {
    await open()
    for (const giver of ['ada', 'ben', 'eli']) await thank(giver, 'hana')
    await room.wait(7 * day)
    await thank('ada', 'hana')
    expect(room.sentTo('hana')).toHaveLength(1)
    await room.act('hana', 'welcome.join')
    await thank('ben', 'hana')
    expect(room.sentTo('hana')).toHaveLength(2)
  })

  it('someone who was erased and is known again gets none', async () => {
    await open()
    await thank('ada', 'hana')
    await room.act('hana', 'settings.erase-yes')
    const again = { workspace, platform: 'test', account: 'test:hana', person: 'hana', name: 'Hana' }
    const row = (await room.member('ada')) ?? { id: '' }
    await room.store.transact((db) =>
      db
        .insertInto('members')
        .values({ ...(row as never as Who & { standing: string }), ...again, id: 'hana2', standing: 'known' } as never)
        .execute(),
    )
    await thank('ben', 'hana')
    expect(room.sentTo('hana')).toHaveLength(1)
  })
})

describe('when a request came to a good end', () => {
  const helped = async (asker = 'ada', helper: string | null = 'ben') => {
    await room.store.transact((db) =>
      db
        .insertInto('asks')
        .values({
          ...{ id: 'ask1', workspace, asker, named: null, helper, state: 'ended', ending: 'helped', words: null },
          ...{ sent_at: monday, told_at: monday, accepted_at: monday, ended_at: monday, round: 0 },
        })
        .execute(),
    )
  }

  it('a window offers constant words, own words or nothing', async () => {
    await open()
    const { thanksWindow } = features()[2] as ReturnType<typeof createThanks>
    const window = thanksWindow(
      { words: (make) => readCatalog().render(['en'], make) },
      { person: 'ben', name: 'Ben' },
      'ask1',
    )
    expect(labelsOf(window)).toEqual(['Thank you, that helped', 'In my own words', 'Not needed'])
    expect(window.subject).toBe('ask1')
    expect(textOf(window)).toContain('Would you like to thank Ben?')
  })

  it('the constant words reach the helper, once, with the same answer', async () => {
    await open()
    await helped()
    const replies = []
    for (let i = 0; i < 3; i++) replies.push(JSON.stringify(await room.act('ada', 'thanks.quick', undefined, 'ask1')))
    replies.push(JSON.stringify(await thank('ada', 'ben')))
    expect(new Set(replies).size).toBe(1)
    expect(room.sentTo('ben')).toHaveLength(1)
    expect(textOf(newest('ben'))).toContain('“Thank you, that helped.”')
  })

  it('own words open the form with the helper in it, and nothing needed sends nothing', async () => {
    await open()
    await helped()
    const { form } = await room.act('ada', 'thanks.own-words', undefined, 'ask1')
    expect(form?.fields.map(({ value }) => value)).toEqual(['ben', undefined])
    expect(textOf((await room.act('ada', 'thanks.not-needed', undefined, 'ask1')).say)).toBe(
      'Of course. Nothing was sent.',
    )
    expect(await room.ledger()).toEqual([])
  })

  it('nobody else can use that window, and without a helper it is old', async () => {
    await open()
    await helped()
    for (const person of ['ben', 'eli', 'hana']) {
      expect(textOf((await room.act(person, 'thanks.quick', undefined, 'ask1')).say)).toContain('nothing was changed')
      const { form } = await room.act(person, 'thanks.own-words', undefined, 'ask1')
      expect(JSON.stringify(form)).not.toContain('"ben"')
    }
    expect(textOf((await room.act('ada', 'thanks.quick', undefined, 'none')).say)).toContain('nothing was changed')
    await room.close()
    await open()
    await helped('ada', null)
    expect(textOf((await room.act('ada', 'thanks.quick', undefined, 'ask1')).say)).toContain('nothing was changed')
    expect(await room.ledger()).toEqual([])
  })
})

describe('what is kept of thanks', () => {
  const data = async (person: string) => textOf((await room.act(person, 'settings.data')).say)

  it('is shown to both, once it arrived', async () => {
    await open(people, monday + 10 * hour)
    await thank('ada', 'ben', 'For the review')
    expect(await data('ada')).toContain('Thanks you gave: 2026-03-02: Ben, “For the review”')
    expect(await data('ben')).not.toContain('review')
    await room.wait(day)
    expect(await data('ben')).toContain('Thanks you were given: 2026-03-02: Ada, “For the review”')
    expect(await data('eli')).not.toContain('review')
  })

  it.each(['ada', 'ben'])('goes when %s is erased, also before it went out', async (person) => {
    await open(people, monday + 10 * hour)
    await thank('ada', 'ben', 'PLANTED')
    await room.act(person, 'settings.erase-yes')
    expect(await room.store.transact((db) => db.selectFrom('thanks').selectAll().execute())).toEqual([])
    await room.wait(2 * day)
    expect(room.sentTo('ben')).toEqual([])
  })

  it('goes with the ledger', async () => {
    await open()
    await thank('ada', 'ben')
    const rows = () => room.store.transact((db) => db.selectFrom('thanks').select('id').execute())
    const daily = { feature: 'engine', kind: 'expire', subject: 'all', at: monday, attempts: 0 }
    await room.store.transact((db) => db.insertInto('timers').values(daily).execute())
    await room.wait(89 * day)
    expect(await rows()).toHaveLength(1)
    await room.wait(3 * day)
    expect(await rows()).toEqual([])
  })
})
