import { afterEach, describe, expect, it } from 'vitest'
import type { Values } from '../../src/engine/index.ts'
import {
  ask,
  asksIn,
  endsOf,
  newest,
  offer,
  only,
  openRequests,
  requestsIn,
  seven,
  tap,
  wish,
} from '../support/requests.ts'
import { day, hour, labelsOf, monday, type Room, textOf, type Who } from '../support/room.ts'

const minute = 60_000

let room: Room
const open = async (people?: readonly Who[], at?: number) => {
  room = await openRequests(people, at)
  return room
}
afterEach(() => room?.close())

const nothingSent = async () => expect([await asksIn(room), await room.ledger()]).toEqual([[], []])
const takeBackAll = async (person: string) => {
  for (const { id, state } of await asksIn(room))
    if (state === 'open') await room.act(person, 'ask.take-back', undefined, id)
}

describe('bad input has one kind sentence at its field, and changes nothing', () => {
  it.each([
    ['no words', { text: '  ' }, 'text', 'Please write a few words'],
    [
      'too many words',
      { text: 'x'.repeat(10_000) },
      'text',
      'There is room for 1,000 characters, and this has 10,000.',
    ],
    ['oneself', { teammate: 'ada' }, 'teammate', 'That is you.'],
    ['a bot', { teammate: 'bot' }, 'teammate', "Bots and guests can't be asked here."],
    ['nobody of this name', { teammate: 'zed' }, 'teammate', "I can't find this person here."],
    ['no kind of help', { kind: 'gossip' }, 'kind', 'Please pick one of these.'],
    ['no length of time', { minutes: '90' }, 'minutes', 'Please pick one of these.'],
  ])('%s', async (_, values, field, sentence) => {
    await open()
    const { errors, say } = await ask(room, 'ada', values)
    expect(Object.keys(errors ?? {})).toEqual([field])
    expect(errors?.[field]).toContain(sentence)
    expect(say).toBeUndefined()
    await nothingSent()
  })

  it('nobody to find: the person is required', async () => {
    await open(only('ada', 'ben', 'hana'))
    const { errors } = await ask(room, 'ada')
    expect(errors).toEqual({
      teammate: 'This team is too small for me to find someone. Please pick one person to ask.',
    })
    const { say } = await ask(room, 'ada', { teammate: 'ben', widen: false })
    expect(textOf((await tap(room, 'ada', say, 'Find someone else too')).say)).toContain('This team is too small')
    expect(await asksIn(room)).toMatchObject([{ state: 'open', widen: 0 }])
  })

  it('somebody they chose not to hear from', async () => {
    await open()
    await room.form('ben', 'thanks.send', { teammate: 'ada', text: 'Thank you' })
    await room.press('ada', 'Not from this person')
    const { errors } = await ask(room, 'ada', { teammate: 'ben' })
    expect(errors?.teammate).toContain('You chose not to hear from this person.')
  })

  it('a guest neither asks nor is asked', async () => {
    await open()
    expect(textOf((await ask(room, 'bot')).say)).toContain('not set up')
    await nothingSent()
  })

  it('Send pressed twice makes one, and nobody else can send that form', async () => {
    await open()
    const { form } = await room.command('ada', 'reachout', {})
    const first = await room.form('ada', 'ask.send', { ...wish, teammate: 'ben' }, form?.subject)
    expect(await room.form('ada', 'ask.send', { ...wish, teammate: 'ben' }, form?.subject)).toEqual(first)
    expect(textOf((await room.form('gus', 'ask.send', wish, form?.subject)).say)).toContain('older message')
    expect(await asksIn(room)).toHaveLength(1)
    expect(room.sentTo('ben')).toHaveLength(1)
    await tap(room, 'ada', first.say, 'Take it back')
    expect(textOf((await room.form('ada', 'ask.send', wish, form?.subject)).say)).toContain('older message')
    expect(await asksIn(room)).toHaveLength(1)
  })
})

describe('what one person may send', () => {
  it('is two open at a time', async () => {
    await open()
    await ask(room, 'ada')
    await ask(room, 'ada')
    expect((await ask(room, 'ada')).errors?.text).toContain('You have 2 open requests')
    await takeBackAll('ada')
    expect((await ask(room, 'ada')).errors).toBeUndefined()
  })

  it('is five a day, by the date where they are', async () => {
    await open()
    for (let n = 0; n < 5; n++) {
      expect((await ask(room, 'ada')).errors).toBeUndefined()
      await takeBackAll('ada')
    }
    expect((await ask(room, 'ada')).errors?.text).toContain('You have sent 5 requests today')
    await room.walkTo(monday + 14 * hour - 1)
    expect((await ask(room, 'ada')).errors?.text).toContain('You have sent 5 requests today')
    await room.wait(1)
    expect((await ask(room, 'ada')).errors).toBeUndefined()
  })

  it('is one open at a time to the same person', async () => {
    await open()
    await ask(room, 'ada', { teammate: 'ben' })
    expect((await ask(room, 'ada', { teammate: 'ben' })).errors?.teammate).toContain('You have an open request to this')
    expect((await ask(room, 'ada', { teammate: 'cleo' })).errors).toBeUndefined()
  })
})

describe('no weapon', () => {
  it('twenty in a day to one person deliver one, and her windows read the same', async () => {
    await open()
    const windows = new Set<string>()
    for (let n = 0; n < 20; n++) {
      const { say } = await ask(room, 'ada', { teammate: 'ben' })
      if (say) windows.add(textOf(say))
      await takeBackAll('ada')
    }
    expect(windows.size).toBe(1)
    expect(room.sentTo('ben')).toHaveLength(1)
  })

  it('no yes closes the door of the pair for 14 days, unseen; for others it stays open', async () => {
    await open()
    const windows: string[] = []
    const tries = [0, 7, 15]
    for (const days of tries) {
      await room.walkTo(monday + days * day)
      windows.push(textOf((await ask(room, 'ada', { teammate: 'ben', widen: false })).say).replaceAll(/2026-\S+/g, ''))
      await room.wait(hour)
      await takeBackAll('ada')
      await room.wait(day)
    }
    expect(new Set(windows.map((text) => text.replace(' and weekends', ''))).size).toBeLessThanOrEqual(2)
    expect(await endsOf(room, 'ben')).toEqual(['sent', 'blocked', 'sent'])
    await ask(room, 'gus', { teammate: 'ben' })
    expect((await endsOf(room, 'ben')).at(-1)).toBe('sent')
  })

  it('a yes keeps the door open', async () => {
    await open()
    await ask(room, 'ada', { teammate: 'ben' })
    await room.press('ben', 'Happy to')
    await room.wait(day)
    await room.press('ada', 'It helped')
    await ask(room, 'ada', { teammate: 'ben' })
    expect(await endsOf(room, 'ben')).toEqual(['sent', 'sent'])
  })

  it('what never reached them closes no door', async () => {
    await open(undefined, monday + 9 * hour)
    await ask(room, 'ada', { teammate: 'ben' })
    await takeBackAll('ada')
    await room.walkTo(monday + day)
    await ask(room, 'ada', { teammate: 'ben' })
    expect((await endsOf(room, 'ben')).sort()).toEqual(['sent', 'withdrawn'])
  })

  it('who never joined hears one such message ever, whoever asks', async () => {
    await open()
    await ask(room, 'ada', { teammate: 'hana' })
    await room.wait(2 * day)
    await ask(room, 'gus', { teammate: 'hana' })
    await room.wait(2 * day)
    expect(room.sentTo('hana')).toHaveLength(1)
    expect((await requestsIn(room)).map(({ helper }) => helper)).toEqual(['hana', 'hana'])
  })

  it('one person hears one a date, three named ones in seven, found ones within their own number', async () => {
    await open()
    const askers = ['ada', 'cleo', 'dana', 'eli', 'fay', 'gus']
    await ask(room, 'ada', { teammate: 'ben' })
    await ask(room, 'cleo', { teammate: 'ben' })
    for (const [n, asker] of askers.slice(2).entries()) {
      await room.walkTo(monday + (n + 1) * day)
      await ask(room, asker, { teammate: 'ben' })
    }
    expect(await endsOf(room, 'ben')).toEqual(['sent', 'capacity', 'sent', 'sent', 'capacity', 'capacity'])
  })

  it('"Not from this person" turns the message into one line, and ends all from them by any route', async () => {
    await open()
    await offer(room, ['ben'])
    const before = await ask(room, 'ada', { teammate: 'ben', widen: false })
    const { update } = await room.press('ben', 'Not from this person')
    expect(textOf(update)).toBe('Thank you for having a look. There is nothing more to do here.')
    await takeBackAll('ada')
    await room.wait(28 * day)
    const after = await ask(room, 'ada', { teammate: 'ben', widen: false })
    expect(labelsOf(after.say)).toEqual(labelsOf(before.say))
    await ask(room, 'ada')
    await room.form('ada', 'thanks.send', { teammate: 'ben', text: 'Thank you' })
    await room.wait(7 * day)
    expect(room.sentTo('ben')).toHaveLength(1)
    expect(await endsOf(room, 'ben')).toEqual(['sent', 'blocked', 'blocked'])
  })

  it('whom she does not want to hear from is not found for her either', async () => {
    await open()
    await offer(room, ['ben'])
    await room.form('ben', 'thanks.send', { teammate: 'ada', text: 'Thank you' })
    await room.press('ada', 'Not from this person')
    await ask(room, 'ada')
    await room.wait(2 * day)
    expect(await endsOf(room, 'ben')).toEqual(['withdrawn'])
  })

  it('"This felt wrong" says whom to talk to, and sends nothing', async () => {
    await open()
    await ask(room, 'ada', { teammate: 'ben' })
    const before = (await room.ledger()).length
    const { say, update } = await room.press('ben', 'This felt wrong')
    expect(textOf(say)).toContain('Thank you for trusting that feeling.')
    expect(update).toBeUndefined()
    expect((await room.ledger()).length).toBe(before)
  })
})

/** What everyone but Ben is shown and finds in their ledger, hour by hour for a day, then day by day for three weeks. */
const sightsWithoutBen = async (): Promise<string> => {
  const others = seven.filter(({ id }) => id !== 'ben')
  const look = async () => {
    const ledger = (await room.ledger()).filter(({ member }) => member !== 'ben')
    const shown = others.map(({ id }) => room.sentTo(id))
    return JSON.stringify([
      shown,
      ledger.map(({ due_at, stale, ...row }) => row).sort((a, b) => (a.id < b.id ? -1 : 1)),
    ])
  }
  const sights = [await look()]
  for (let n = 0; n < 24; n++) {
    await room.wait(hour)
    sights.push(await look())
  }
  for (let n = 0; n < 21; n++) {
    await room.wait(day)
    sights.push(await look())
  }
  return sights.join('\n')
}

describe('no difference', () => {
  type World = {
    readonly row?: Partial<Who>
    /** Both take two acts, so that the acts after them have the same ids. */
    readonly before?: readonly [() => Promise<unknown>, () => Promise<unknown>]
    readonly after?: () => Promise<unknown>
  }
  const quiet = [() => room.command('ben', 'help'), () => room.command('ben', 'help')] as const
  const worlds: Readonly<Record<string, World>> = {
    silent: {},
    declining: { after: () => room.press('ben', 'Not now') },
    'putting it off': { after: () => room.press('ben', 'Later') },
    paused: { row: { paused_until: monday + 14 * day } },
    gone: { row: { gone_at: monday - day } },
    'who never joined': { row: { standing: 'known', joined_at: null } },
    'who left before': { row: { standing: 'left' } },
    unreachable: { row: { unreachable_since: monday - day } },
    'with no room for any': { row: { capacity: 0 } },
    blocking: {
      before: [
        () => room.form('ada', 'thanks.send', { teammate: 'ben', text: 'Hello' }),
        () => room.press('ben', 'Not from this person'),
      ],
      after: () => room.command('ben', 'help'),
    },
    leaving: { after: () => room.command('ben', 'stop') },
    erased: { after: () => room.act('ben', 'settings.erase-yes') },
  }

  const run = async (world: World, values: Values): Promise<string> => {
    // One more, so that who joined is enough with and without Ben: that count is all that may differ.
    const ivy: Who = { id: 'ivy', name: 'Ivy', standing: 'joined', joined_at: monday - day }
    await open([...seven, ivy].map((who) => (who.id === 'ben' ? { ...who, ...world.row } : who)))
    await offer(room, ['cleo', 'eli'])
    for (const act of world.before ?? quiet) await act()
    const { say, errors } = await ask(room, 'ada', values)
    await world.after?.()
    const sights = JSON.stringify([say, errors]) + (await sightsWithoutBen())
    await room.close()
    return sights
  }

  it.each([
    ['a named ask', { teammate: 'ben' }],
    ['one that stays with him', { teammate: 'ben', widen: false }],
  ])('%s to Ben gives everyone else the same bytes at the same times, whatever holds for him', async (_, values) => {
    const silent = await run(worlds.silent ?? {}, values)
    for (const [name, world] of Object.entries(worlds)) {
      const other = await run(world, values)
      expect(other === silent, name).toBe(true)
    }
    await open()
  })

  it('somebody found who says not now, or who has paused, changes nothing for anyone else', async () => {
    const seen = new Set<string>()
    const ends: string[] = []
    for (const world of ['silent', 'declining', 'paused', 'full'] as const) {
      const row = world === 'paused' ? { paused_until: monday + 14 * day } : {}
      await open(seven.map((who) => (who.id === 'ben' ? { ...who, ...row } : who)))
      await offer(room, ['ben', 'cleo', 'eli'])
      if (world === 'full') await offer(room, ['ben'], 'learn', 0)
      else await offer(room, ['ben'], 'learn', 2)
      await ask(room, 'ada')
      await room.wait(4 * hour)
      if (world === 'declining') await room.press('ben', 'Not now')
      seen.add(await sightsWithoutBen())
      ends.push((await endsOf(room, 'ben'))[0] ?? '')
      await room.close()
    }
    expect(ends).toEqual(['sent', 'sent', 'too-late', 'capacity'])
    expect(seen.size).toBe(1)
    await open()
  })
})

describe('blind is blind', () => {
  it('no helper has name, id, zone or words before their own yes, and who comes late never does', async () => {
    await open(seven.map((who) => (who.id === 'ada' ? { ...who, id: 'ada', time_zone: 'Asia/Kathmandu' } : who)))
    await offer(room, ['ben', 'cleo', 'eli'])
    await ask(room, 'ada', { text: 'Planted words' })
    await room.wait(8 * hour)
    const asked = ['ben', 'cleo', 'eli']
    const shows = async (id: string) =>
      JSON.stringify([
        room.sentTo(id),
        (await room.act(id, 'ask.mine')).say,
        (await room.act(id, 'settings.data')).say,
        (await room.ledger()).filter(({ member }) => member === id),
      ])
    const trace = /[Aa]da\b|Kathmandu|Planted/
    for (const id of asked) expect(await shows(id)).not.toMatch(trace)
    await room.press('ben', 'Happy to')
    await room.pressOld('cleo', 'ask.happy')
    const [late] = (await requestsIn(room)).filter(({ helper }) => helper === 'eli')
    await room.act('eli', 'ask.happy', 'here', late?.id)
    await room.wait(3 * day)
    for (const id of ['cleo', 'eli']) expect(await shows(id)).not.toMatch(trace)
    expect(JSON.stringify(newest(room, 'ben'))).toContain('Planted words')
  })
})

it('every action and form of one person, replayed by another, changes nothing', async () => {
  await open()
  await offer(room, ['cleo'])
  await ask(room, 'ada', { teammate: 'ben' })
  await ask(room, 'ada')
  await room.wait(20 * minute)
  await room.press('ben', 'Happy to')
  await room.wait(day + hour)
  const subjects = [
    ...(await asksIn(room)).map(({ id }) => id),
    ...(await requestsIn(room)).flatMap(({ id }) => [id, `y-${id}`, `f1-${id}`]),
  ]
  const actions = ['happy', 'later', 'remind', 'not-now', 'back-out', 'take-back', 'widen', 'helped', 'not-talked']
  const more = ['still-need', 'close', 'one-person', 'tomorrow', 'copy']
  const tables = async () => JSON.stringify([await asksIn(room), await requestsIn(room), room.sentTo('ben')])
  const before = await tables()
  for (const subject of subjects)
    for (const name of [...actions, ...more])
      for (const value of [undefined, 'here', 'hour']) {
        const { say, form } = await room.act('gus', `ask.${name}`, value, subject)
        expect([textOf(say).includes('older message'), form]).toEqual([true, undefined])
      }
  expect(await tables()).toBe(before)
})
