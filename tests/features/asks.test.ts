import { afterEach, describe, expect, it } from 'vitest'
import { ask, asksIn, endsOf, newest, offer, openRequests, requestsIn, seven, tap } from '../support/requests.ts'
import { day, hour, labelsOf, monday, type Room, textOf, type Who } from '../support/room.ts'

const minute = 60_000
/** 8 h after Monday at ten in Berlin, nights left out: 18:00 is quiet already. */
const told = monday + 23 * hour

let room: Room
const open = async (people?: readonly Who[], at?: number) => {
  room = await openRequests(people, at)
  return room
}
afterEach(() => room?.close())

const helpers = ['ben', 'cleo', 'eli']
const asked = () => helpers.filter((id) => room.sentTo(id).length > 0)

describe('the form', () => {
  it('opens from the command in any shape, filled with what was typed, and nothing leaves before Send', async () => {
    await open()
    const bare = await room.command('ada', 'reachout', { text: '' })
    expect(bare.form?.fields.map(({ name, type, value }) => [name, type, value])).toEqual([
      ['text', 'text', undefined],
      ['teammate', 'person', undefined],
      ['kind', 'choice', 'fresh-eyes'],
      ['minutes', 'choice', '15'],
      ['widen', 'toggle', true],
    ])
    expect(bare.form?.submit).toBe('Send')
    const typed = await room.command('ada', 'reachout', { text: ' I am stuck on the parser ', teammate: 'ben' })
    expect(typed.form?.fields.slice(0, 2).map(({ value }) => value)).toEqual(['I am stuck on the parser', 'ben'])
    await room.wait(day)
    expect(await asksIn(room)).toEqual([])
    expect((await room.ledger()).length).toBe(0)
  })

  it('keeps what was typed for an hour, and until Send', async () => {
    await open()
    const filled = async () => (await room.command('ada', 'reachout', {})).form?.fields[0].value
    await room.command('ada', 'reachout', { text: 'Planted words' })
    expect(await room.everything()).not.toContain('Planted words')
    await room.wait(hour - minute)
    expect(await filled()).toBe('Planted words')
    expect((await room.act('ada', 'ask.open', 'goal')).form?.fields.map(({ value }) => value)).toEqual([
      'Planted words',
      undefined,
      'goal',
      '15',
      true,
    ])
    await room.wait(minute)
    expect(await filled()).toBeUndefined()
    await room.command('ada', 'reachout', { text: 'Other words' })
    await ask(room, 'ada', { text: 'Other words' })
    expect(await filled()).toBeUndefined()
  })

  it('opens with a kind chosen from a button elsewhere, and with none it does not know', async () => {
    await open()
    const kindOf = async (value?: string) => (await room.act('ada', 'ask.open', value)).form?.fields[2]?.value
    expect([await kindOf('listener'), await kindOf(), await kindOf('gossip')]).toEqual([
      'listener',
      'fresh-eyes',
      'fresh-eyes',
    ])
  })

  it('says before anything is sent that in a small team the name goes along, or that nobody can be found', async () => {
    const hintIn = async (count: number) => {
      await open(seven.slice(0, count))
      const { form } = await room.command('ada', 'reachout', {})
      await room.close()
      return [form?.fields[1]?.hint, form?.fields[1]?.required]
    }
    expect(await hintIn(7)).toEqual([expect.stringContaining('after a yes, not before'), false])
    expect(await hintIn(6)).toEqual([expect.stringContaining('in a team this small your name goes with it'), false])
    expect(await hintIn(3)).toEqual([expect.stringContaining('in a team this small your name goes with it'), false])
    expect(await hintIn(2)).toEqual([expect.stringContaining('too small for me to find someone'), true])
    await open()
  })
})

describe('an open ask', () => {
  it('answers Send with by when they hear, and leaves after 2 to 20 minutes', async () => {
    await open()
    await offer(room, helpers)
    const sent = await ask(room, 'ada')
    expect(textOf(sent.say)).toBe(
      "On its way. You'll hear from me by 2026-03-03T08:00:00.000Z, either way. Nights don't count: nobody is asked while they rest.\n[Take it back] [Support options]",
    )
    await room.wait(2 * minute - 1)
    expect(asked()).toEqual([])
    await room.wait(18 * minute + 1)
    expect(asked()).toHaveLength(1)
  })

  it('shows a helper kind and size, why it came, and neither words nor name', async () => {
    await open()
    await offer(room, helpers)
    await ask(room, 'ada', { text: 'Planted words' })
    await room.wait(20 * minute)
    const message = newest(room, asked()[0] ?? '')
    expect(textOf(message)).toMatch(/^Someone here [^\n]+\.\nAbout 15 minutes\.\nYou see who it is after “Happy to”\./)
    expect(textOf(message)).toContain('“Not now” is a fine answer; nobody is told.')
    expect(textOf(message)).toContain('Why this came: you offered this kind of help.')
    expect(labelsOf(message)).toEqual(['Happy to', 'Later', 'Not now', 'Not from this person', 'This felt wrong'])
    expect(JSON.stringify(message)).not.toMatch(/Planted|[Aa]da/)
  })

  it('goes to one more at each fixed instant, to nobody twice, and then tells that nobody could', async () => {
    await open()
    await offer(room, helpers)
    await ask(room, 'ada')
    const counts: number[] = []
    for (let step = 1; step <= 7; step++) {
      await room.walkTo(monday + step * hour - 1)
      counts.push((await requestsIn(room)).length)
    }
    expect(counts).toEqual([1, 2, 3, 3, 3, 3, 3])
    expect(new Set((await requestsIn(room)).map(({ helper }) => helper)).size).toBe(3)
    await room.walkTo(told - 1)
    expect(room.sentTo('ada')).toEqual([])
    await room.walkTo(told)
    const end = newest(room, 'ada')
    expect(textOf(end)).toContain('Nobody could this time. That says nothing about you or your question.')
    expect(labelsOf(end)).toEqual(['Ask one person', 'Try again tomorrow', 'Copy it for a channel', 'Support options'])
    expect(helpers.map((id) => textOf(newest(room, id)))).toEqual(
      Array(3).fill('Thank you for having a look. There is nothing more to do here.'),
    )
    expect(await asksIn(room)).toMatchObject([{ state: 'ended', ending: 'nobody', ended_at: told }])
  })

  it('asks those first who were asked least in four weeks', async () => {
    await open()
    await offer(room, helpers)
    const first: string[] = []
    for (let week = 0; week < 3; week++) {
      await ask(room, 'ada')
      await room.wait(20 * minute)
      first.push((await requestsIn(room)).at(-1)?.helper ?? '')
      await room.act('ada', 'ask.take-back', undefined, (await asksIn(room)).find(({ state }) => state === 'open')?.id)
      await room.wait(7 * day)
    }
    expect(first.sort()).toEqual(helpers)
  })

  it('never reaches whom the asker leaves out, and nobody is told', async () => {
    await open()
    await offer(room, helpers)
    const form = await room.act('ada', 'ask.avoid')
    expect(form.form?.fields.map(({ name, type }) => [name, type])).toEqual([['people', 'people']])
    const many = await room.form('ada', 'ask.avoid', { people: ['ben', 'cleo', 'dana', 'eli', 'fay', 'gus'] })
    expect(many.errors).toEqual({ people: 'There is room for 5 people here. Please leave some out.' })
    const saved = await room.form('ada', 'ask.avoid', { people: ['ben', 'eli', 'nobody', 'ada'] })
    expect(textOf(saved.say)).toContain('Saved. Nobody is told.')
    expect((await room.act('ada', 'ask.avoid')).form?.fields[0].value).toEqual(['ben', 'eli'])
    expect(await room.everything()).not.toContain('["ben","eli"]')
    await ask(room, 'ada')
    await room.walkTo(told)
    expect(asked()).toEqual(['cleo'])
    await room.form('ada', 'ask.avoid', { people: [] })
    expect((await room.act('ada', 'ask.avoid')).form?.fields[0].value).toEqual([])
  })

  it('carries the name in a small team, and still never the words', async () => {
    await open(seven.slice(0, 6))
    await offer(room, ['ben'])
    await ask(room, 'ada', { text: 'Planted words' })
    await room.wait(20 * minute)
    expect(textOf(newest(room, 'ben'))).toContain('The one who asks is Ada.')
    expect(JSON.stringify(newest(room, 'ben'))).not.toContain('Planted')
  })
})

describe('a named ask', () => {
  it('leaves at once with name and words; the summary and the first line hold no words', async () => {
    await open()
    await ask(room, 'ada', { teammate: 'ben', text: 'Planted words' })
    const message = newest(room, 'ben')
    expect(message?.summary).toBe('Ada would like a hand')
    expect(textOf(message).split('\n').slice(1, 3)).toEqual([
      '“Planted words”',
      'Someone to show me how. About 15 minutes.',
    ])
    expect(textOf(message).split('\n')[0]).not.toContain('Planted')
    expect(textOf(message)).toContain('Why this came: someone here named you.')
    expect(await room.ledger()).toMatchObject([{ view: 'ask.helper', because: 'named-you', lane: 'person' }])
  })

  it('to listen shows no words before a yes', async () => {
    await open()
    await ask(room, 'ada', { teammate: 'ben', text: 'Planted words', kind: 'listener' })
    expect(JSON.stringify(newest(room, 'ben'))).not.toContain('Planted')
    const yes = await room.press('ben', 'Happy to')
    expect(textOf(yes.update)).toContain('“Planted words”')
  })

  it('goes to others from the middle on', async () => {
    await open()
    await offer(room, helpers)
    await ask(room, 'ada', { teammate: 'ben' })
    await room.walkTo(monday + 4 * hour - 1)
    expect(asked()).toEqual(['ben'])
    await room.wait(1)
    expect(asked()).toHaveLength(2)
    await room.wait(hour)
    expect(asked()).toHaveLength(3)
  })

  it('stays with one person when they want it so, until they widen it', async () => {
    await open()
    await offer(room, helpers)
    const sent = await ask(room, 'ada', { teammate: 'ben', widen: false })
    expect(labelsOf(sent.say)).toEqual(['Take it back', 'Find someone else too', 'Support options'])
    await room.wait(6 * hour - minute)
    expect(asked()).toEqual(['ben'])
    const wider = await tap(room, 'ada', sent.say, 'Find someone else too')
    expect(textOf(wider.say)).toContain("I'll find someone else too. You'll hear from me by 2026-03-03T08:00:00.000Z")
    await room.wait(minute)
    expect(asked()).toHaveLength(2)
    expect(textOf((await tap(room, 'ada', sent.say, 'Find someone else too')).say)).toContain('older message')
  })

  it('can be widened when all its instants have passed, and then soon', async () => {
    await open()
    await offer(room, ['cleo'])
    const sent = await ask(room, 'ada', { teammate: 'ben', widen: false })
    await room.wait(7 * hour + minute)
    await tap(room, 'ada', sent.say, 'Find someone else too')
    await room.wait(20 * minute)
    expect(asked()).toEqual(['ben', 'cleo'])
  })
})

describe('a yes', () => {
  const matched = async () => {
    await open()
    await offer(room, helpers)
    await ask(room, 'ada', { teammate: 'ben' })
    return room.press('ben', 'Happy to')
  }

  it('tells the asker, shows the helper who it is, and ends every other request', async () => {
    await open()
    await offer(room, helpers)
    await ask(room, 'ada')
    await room.wait(3 * hour)
    const reply = await room.press('cleo', 'Happy to')
    expect(textOf(reply.update)).toContain("Thank you. It's Ada. Please say hello first.\n“Help with the parser”")
    expect(labelsOf(reply.update)).toEqual(["I can't after all", 'Not from this person', 'This felt wrong'])
    expect(textOf(newest(room, 'ada'))).toMatch(/Cleo.* will say hello first\./)
    expect(['ben', 'eli'].map((id) => textOf(newest(room, id)))).toEqual(
      Array(2).fill('Taken care of. Thank you for being there.'),
    )
    await room.walkTo(told + hour)
    expect(room.sentTo('ada').map(({ message }) => message.summary)).toEqual(['About your request'])
    expect((await room.ledger()).filter(({ view }) => view === 'ask.nobody')).toEqual([])
  })

  it('of two at the same instant counts once; the other reads that it is taken care of', async () => {
    await open()
    await offer(room, helpers)
    await ask(room, 'ada')
    await room.wait(3 * hour)
    const [one, two] = (await requestsIn(room)).map(({ id, helper }) => ({ id, helper }))
    const replies = await Promise.all(
      [one, two].map((each) => room.act(each?.helper ?? '', 'ask.happy', 'here', each?.id)),
    )
    expect(replies.map(({ say }) => textOf(say).split('\n')[0]).sort()).toEqual([
      'Taken care of. Thank you for being there.',
      "Thank you. It's Ada. Please say hello first.",
    ])
    expect((await requestsIn(room)).filter(({ yes_at }) => yes_at !== null)).toHaveLength(1)
    expect(room.sentTo('ada')).toHaveLength(1)
    const late = await room.pressOld('eli', 'ask.happy')
    expect(textOf(late.say)).toContain('older message')
  })

  it('after the end changes nothing', async () => {
    await open()
    await ask(room, 'ada', { teammate: 'ben' })
    const [request] = await requestsIn(room)
    await room.walkTo(told)
    expect(textOf((await room.act('ben', 'ask.happy', 'here', request?.id)).say)).toContain('older message')
    expect(await asksIn(room)).toMatchObject([{ ending: 'nobody', helper: null }])
  })

  it('can be taken back by the helper: the asker is told, and others are asked at once', async () => {
    await matched()
    await room.wait(2 * hour)
    const reply = await room.press('ben', "I can't after all")
    expect(textOf(reply.update)).toBe('Thank you for saying so. Nothing more is needed from you here.')
    expect(textOf(newest(room, 'ada'))).toContain(
      "The one who had agreed can't after all. I'm looking for someone else now. You'll hear from me by 2026-03-03T10:00:00.000Z, either way.",
    )
    expect(textOf(room.sentTo('ada')[0]?.message)).toContain('This has changed since.')
    expect(await asksIn(room)).toMatchObject([{ state: 'open', round: 1, widen: 1, helper: null }])
    expect(asked()).toHaveLength(2)
    const other = asked().find((id) => id !== 'ben') ?? ''
    await room.press(other, 'Happy to')
    expect(textOf(newest(room, 'ada'))).toMatch(/Cleo|Eli/)
    expect(textOf(newest(room, 'ben'))).toBe('Thank you for saying so. Nothing more is needed from you here.')
  })

  it('beats taking it back, or is beaten by it: one outcome each', async () => {
    await open()
    const sent = await ask(room, 'ada', { teammate: 'ben' })
    const [request] = await requestsIn(room)
    const [back] = await Promise.all([
      tap(room, 'ada', sent.say, 'Take it back'),
      room.act('ben', 'ask.happy', 'here', request?.id),
    ])
    const [row] = await asksIn(room)
    const won = textOf(back.say).startsWith('Taken back.')
    expect(row).toMatchObject(won ? { ending: 'withdrawn', words: null } : { state: 'matched', helper: 'ben' })
    await room.close()
    await matched()
    const late = await room.act('ada', 'ask.take-back', undefined, (await asksIn(room))[0]?.id)
    expect(textOf(late.say)).toContain("Someone has said yes, so it can't be taken back any more.")
    expect(await asksIn(room)).toMatchObject([{ state: 'matched' }])
  })

  it('of someone found who reached their number says so, and from when on there may be more', async () => {
    await open()
    await offer(room, ['ben'], 'learn', 1)
    await ask(room, 'ada')
    await room.wait(20 * minute)
    const reply = await room.press('ben', 'Happy to')
    expect(textOf(reply.say)).toContain("That's one this week. Thank you. No more requests until 2026-03-08T23:00")
    expect(labelsOf(reply.say)).toEqual(['Change how many'])
    expect(textOf(reply.update)).toContain("It's Ada.")
  })
})

describe('not now and later', () => {
  it('read the same afterwards, and are sealed at one length', async () => {
    const read: string[] = []
    const sealed: (number | undefined)[] = []
    for (const label of ['Not now', 'Later']) {
      await open()
      await ask(room, 'ada', { teammate: 'ben' })
      const reply = await room.press('ben', label)
      expect(labelsOf(reply.update)).toEqual([])
      read.push(JSON.stringify(reply.update?.blocks) + newest(room, 'ben')?.summary)
      sealed.push((await requestsIn(room))[0]?.answer?.length)
      expect(room.sentTo('ada')).toEqual([])
      await room.close()
    }
    expect(new Set(read).size).toBe(1)
    expect(new Set(sealed).size).toBe(1)
    await open()
  })

  it('later brings one reminder at the instant chosen, with the same buttons', async () => {
    await open()
    await ask(room, 'ada', { teammate: 'ben' })
    const { say } = await room.press('ben', 'Later')
    expect(labelsOf(say)).toEqual(['In 1 hour', 'In 3 hours'])
    const set = await tap(room, 'ben', say, 'In 3 hours')
    expect(textOf(set.say)).toBe("I'll remind you 2026-03-02T12:00:00.000Z, once. Nobody is told.")
    expect(textOf((await tap(room, 'ben', say, 'In 1 hour')).say)).toBe(textOf(set.say))
    await room.wait(3 * hour)
    expect(room.sentTo('ben')).toHaveLength(2)
    expect(labelsOf(newest(room, 'ben'))).toEqual([
      'Happy to',
      'Later',
      'Not now',
      'Not from this person',
      'This felt wrong',
    ])
    expect(textOf(newest(room, 'ben'))).toContain('Why this came: you asked to be reminded, once.')
    const again = await room.press('ben', 'Later')
    expect(labelsOf(again.update)).toEqual([])
    expect(textOf(again.say)).toContain('nothing more to do here')
    await room.wait(day)
    expect(await endsOf(room, 'ben', 'ask.reminder')).toEqual(['sent'])
  })

  it('a yes from the reminder stands in the reminder', async () => {
    await open()
    await ask(room, 'ada', { teammate: 'ben' })
    const { say } = await room.press('ben', 'Later')
    await tap(room, 'ben', say, 'In 1 hour')
    await room.wait(hour)
    const yes = await room.press('ben', 'Happy to')
    expect(textOf(yes.update)).toContain("It's Ada.")
    expect(room.sentTo('ben').map(({ message }) => textOf(message).includes('Ada.'))).toEqual([false, true])
  })

  it('a reminder of what is over is left out', async () => {
    await open()
    const sent = await ask(room, 'ada', { teammate: 'ben' })
    const { say } = await room.press('ben', 'Later')
    await tap(room, 'ben', say, 'In 3 hours')
    await tap(room, 'ada', sent.say, 'Take it back')
    await room.wait(day)
    expect(await endsOf(room, 'ben', 'ask.reminder')).toEqual(['withdrawn'])
  })
})

describe('taking it back', () => {
  it('removes the words everywhere, and what was sent becomes one line', async () => {
    await open()
    const sent = await ask(room, 'ada', { teammate: 'ben', text: 'Planted words' })
    expect(JSON.stringify(room.sentTo('ben'))).toContain('Planted')
    const back = await tap(room, 'ada', sent.say, 'Take it back')
    expect(textOf(back.say)).toContain('Taken back. Your words are gone')
    expect(JSON.stringify(room.sentTo('ben'))).not.toMatch(/Planted|Ada/)
    expect(await asksIn(room)).toMatchObject([{ state: 'ended', ending: 'withdrawn', words: null }])
    expect(textOf((await tap(room, 'ada', sent.say, 'Take it back')).say)).toContain('Taken back.')
    await room.wait(7 * day)
    expect(room.sentTo('ada')).toEqual([])
  })

  it('before it left, nobody ever hears of it', async () => {
    await open(undefined, monday + 9 * hour)
    const sent = await ask(room, 'ada', { teammate: 'ben' })
    await tap(room, 'ada', sent.say, 'Take it back')
    await room.wait(2 * day)
    expect(room.sentTo('ben')).toEqual([])
    expect(await endsOf(room, 'ben')).toEqual(['withdrawn'])
  })
})
