import { afterEach, describe, expect, it } from 'vitest'
import { ask, asksIn, endsOf, newest, offer, openRequests, requestsIn, seven, tap } from '../support/requests.ts'
import { day, hour, labelsOf, monday, type Room, textOf, type Who } from '../support/room.ts'

const minute = 60_000
const told = monday + 23 * hour

let room: Room
const open = async (people?: readonly Who[], at?: number) => {
  room = await openRequests(people, at)
  return room
}
afterEach(() => room?.close())

/** Ben said yes on Monday at ten. */
const matched = async () => {
  await open()
  await offer(room, ['cleo', 'eli'])
  await ask(room, 'ada', { teammate: 'ben' })
  await room.press('ben', 'Happy to')
}
const answers = ['It helped', "We haven't talked yet", 'Still need a hand', 'Close it']

describe('the follow-up', () => {
  it('comes a day after the yes, outside the quiet hours of the one who asked', async () => {
    await matched()
    await room.walkTo(monday + day - 1)
    expect(room.sentTo('ada')).toHaveLength(1)
    await room.wait(1)
    expect(textOf(newest(room, 'ada'))).toMatch(/Ben.*stays with you\./)
    expect(labelsOf(newest(room, 'ada'))).toEqual([...answers, 'Support options'])
    await room.close()

    await open(undefined, monday + 4 * day)
    await ask(room, 'ada', { teammate: 'ben' })
    await room.press('ben', 'Happy to')
    await room.walkTo(monday + 7 * day - hour - 1)
    expect(room.sentTo('ada')).toHaveLength(1)
    await room.wait(1)
    expect(room.sentTo('ada')).toHaveLength(2)
  })

  it('reads the same bytes after each of the four, and so does everything else she was sent', async () => {
    const read = new Set<string>()
    const ben = new Set<string>()
    for (const label of answers) {
      await matched()
      await room.wait(day)
      const { update, say } = await room.press('ada', label)
      expect(labelsOf(update)).toEqual(['My requests', 'Support options'])
      expect(say).toBeDefined()
      read.add(JSON.stringify(room.sentTo('ada').map(({ message }) => message)))
      ben.add(JSON.stringify(room.sentTo('ben')))
      expect(textOf((await room.pressOld('ada', `ask.helped`)).say)).toContain('older message')
      await room.close()
    }
    expect(read.size).toBe(1)
    expect(ben.size).toBe(1)
    await open()
  })

  it('"It helped" ends it and offers thanks', async () => {
    await matched()
    await room.wait(day)
    const { say } = await room.press('ada', 'It helped')
    expect(labelsOf(say)).toEqual(['Thank you, that helped', 'In my own words', 'Not needed'])
    expect(await asksIn(room)).toMatchObject([{ ending: 'helped', helper: 'ben' }])
    await tap(room, 'ada', say, 'Thank you, that helped')
    expect(await endsOf(room, 'ben', 'thanks.given')).toEqual(['sent'])
  })

  it('"We haven\'t talked yet" asks again a day later, three times in all, and then closes with words', async () => {
    await matched()
    await room.wait(day)
    const first = await room.press('ada', answers[1] ?? '')
    expect(textOf(first.say)).toContain("I'll ask again 2026-03-04T09:00:00.000Z")
    await room.wait(day)
    await room.press('ada', answers[1] ?? '')
    await room.wait(day)
    const last = await room.press('ada', answers[1] ?? '')
    expect(textOf(last.say)).toContain("I won't ask again, and I close this request 2026-03-12T09:00:00.000Z.")
    await room.wait(7 * day)
    expect(await endsOf(room, 'ada', 'ask.follow-up')).toEqual(['sent', 'sent', 'sent'])
    expect(await asksIn(room)).toMatchObject([{ ending: 'closed' }])
  })

  it('"Still need a hand" opens it again, widened, and tells the new time', async () => {
    await matched()
    await room.wait(day)
    const { say } = await room.press('ada', 'Still need a hand')
    expect(textOf(say)).toContain(
      "I'm looking for someone else now. You'll hear from me by 2026-03-04T08:00:00.000Z, either way.",
    )
    expect(await asksIn(room)).toMatchObject([{ state: 'open', round: 1, widen: 1 }])
    await room.wait(20 * minute)
    expect(room.sentTo('cleo').length + room.sentTo('eli').length).toBe(1)
    const other = room.sentTo('cleo').length > 0 ? 'cleo' : 'eli'
    await room.press(other, 'Happy to')
    await room.wait(day)
    await room.press('ada', 'It helped')
    expect(await asksIn(room)).toMatchObject([{ ending: 'helped', helper: other }])
  })

  it('"Close it" ends it', async () => {
    await matched()
    await room.wait(day)
    const { say } = await room.press('ada', 'Close it')
    expect(textOf(say)).toContain('Closed. Thank you for telling me')
    expect(await asksIn(room)).toMatchObject([{ ending: 'closed' }])
    await room.wait(14 * day)
    expect(await endsOf(room, 'ada', 'ask.follow-up')).toEqual(['sent'])
  })

  it('without any answer closes in a week, with words', async () => {
    await matched()
    await room.wait(8 * day - 1)
    expect(await asksIn(room)).toMatchObject([{ state: 'matched' }])
    await room.wait(1)
    expect(await asksIn(room)).toMatchObject([{ ending: 'closed' }])
    expect(textOf(newest(room, 'ada'))).toContain("I've closed this request, so that nothing stays open.")
    expect(labelsOf(newest(room, 'ada'))).toEqual(['My requests', 'Support options'])
  })
})

describe('when nobody could', () => {
  const unanswered = async () => {
    await open()
    await offer(room, ['cleo'])
    await ask(room, 'ada', { text: 'Planted words', kind: 'goal', minutes: '30' })
    await room.walkTo(told)
  }

  it('one person can be asked: the form once more, filled', async () => {
    await unanswered()
    const { form } = await room.press('ada', 'Ask one person')
    expect(form?.fields.map(({ value }) => value)).toEqual(['Planted words', undefined, 'goal', '30', true])
    expect(form?.fields[1]?.required).toBe(true)
    const values = { text: 'Planted words', teammate: 'ben', kind: 'goal', minutes: '30' }
    await room.form('ada', 'ask.send', values, form?.subject)
    expect(room.sentTo('ben')).toHaveLength(1)
  })

  it('it can be tried again tomorrow, once, saying when it leaves and by when they hear', async () => {
    await unanswered()
    const { say } = await room.press('ada', 'Try again tomorrow')
    expect(textOf(say)).toContain(
      "I'll ask again 2026-03-04T08:00:00.000Z. You'll hear from me by 2026-03-04T16:00:00.000Z, either way.",
    )
    expect((await room.press('ada', 'Try again tomorrow')).say).toEqual(say)
    expect((await asksIn(room)).filter(({ state }) => state === 'open')).toHaveLength(1)
    await room.walkTo(told + day - 1)
    expect((await requestsIn(room)).length).toBe(0)
    await offer(room, ['eli'], 'goal')
    await room.walkTo(told + day + 20 * minute)
    expect(room.sentTo('eli')).toHaveLength(1)
    await tap(room, 'ada', say, 'Take it back')
    expect(textOf((await room.press('ada', 'Try again tomorrow')).say)).toContain('older message')
  })

  it('the words can be copied, by a private window, and nothing is posted', async () => {
    await unanswered()
    const before = (await room.ledger()).length
    const { say } = await room.press('ada', 'Copy it for a channel')
    expect(say?.blocks[1]).toEqual({ type: 'text', spans: ['Planted words'] })
    expect((await room.ledger()).length).toBe(before)
    expect(textOf((await room.press('ada', 'Support options')).say)).toContain('In danger now')
  })
})

describe("one's own requests", () => {
  it('stand in a private window with those that wait for one, one at a time, and the limits in words', async () => {
    await open()
    expect(textOf((await room.act('ada', 'ask.mine')).say)).toContain('You have no open request')
    await ask(room, 'ada', { teammate: 'ben', text: 'First' })
    await room.wait(minute)
    await ask(room, 'ada', { teammate: 'cleo', text: 'Second', widen: false })
    await ask(room, 'gus', { teammate: 'ada', text: 'Third' })
    const first = (await room.act('ada', 'ask.mine')).say
    expect(textOf(first)).toContain('“First”\n[Take it back]\n1 of 3')
    expect(textOf(first)).toContain('There is room for 2 open requests at a time and 5 requests a day')
    const second = (await tap(room, 'ada', first, 'Next')).say
    expect(textOf(second)).toContain('“Second”\n[Take it back] [Find someone else too]\n2 of 3')
    const third = (await tap(room, 'ada', second, 'Next')).say
    expect(labelsOf(third).slice(0, 3)).toEqual(['Happy to', 'Later', 'Not now'])
    expect(labelsOf(third)).not.toContain('Next')
    const yes = await tap(room, 'ada', third, 'Happy to')
    expect(textOf(yes.say)).toContain("It's Gus. Please say hello first.")
    await tap(room, 'ada', second, 'Take it back')
    expect((await asksIn(room)).map(({ state }) => state).sort()).toEqual(['ended', 'matched', 'open'])
  })

  it('a request that was put off still waits there, and one that was answered does not', async () => {
    await open()
    await ask(room, 'ada', { teammate: 'ben' })
    await room.press('ben', 'Later')
    const window = (await room.act('ben', 'ask.mine')).say
    expect(labelsOf(window)).toContain('Happy to')
    expect(textOf((await tap(room, 'ben', window, 'Not now')).say)).toContain('nothing more to do here')
    expect(labelsOf((await room.act('ben', 'ask.mine')).say)).not.toContain('Happy to')
  })

  it('are counted in the settings', async () => {
    await open()
    const settings = async () => (await room.command('ada', 'settings')).say
    expect(textOf(await settings())).toContain('Requests: None of yours is open')
    await ask(room, 'ada')
    expect(textOf(await settings())).toContain('Requests: 1 of yours is open')
    expect(labelsOf(await settings())).toContain('My requests')
  })
})

describe('somebody goes', () => {
  it('the asker leaves: requests are withdrawn, words and name are gone from every message', async () => {
    await open()
    await ask(room, 'ada', { teammate: 'ben', text: 'Planted words' })
    await ask(room, 'ada', { teammate: 'cleo', text: 'Planted words' })
    await room.press('cleo', 'Happy to')
    await room.command('ada', 'stop')
    expect((await asksIn(room)).map(({ ending, words }) => [ending, words])).toEqual(Array(2).fill(['withdrawn', null]))
    expect(JSON.stringify([room.sentTo('ben'), room.sentTo('cleo')])).not.toMatch(/Planted|Ada/)
    await room.wait(2 * day)
    expect(room.sentTo('ada').map(({ message }) => textOf(message).includes('How'))).toEqual([false])
  })

  it('the asker is gone from the platform: the same', async () => {
    await open()
    await ask(room, 'ada', { teammate: 'ben', text: 'Planted words' })
    await room.person('ada', { gone: true })
    expect(await asksIn(room)).toMatchObject([{ ending: 'withdrawn', words: null }])
    expect(JSON.stringify(room.sentTo('ben'))).not.toMatch(/Planted|Ada/)
  })

  it('the asker is erased in the middle: nothing of them is left', async () => {
    await open()
    await offer(room, ['cleo'])
    await ask(room, 'ada', { teammate: 'ben', text: 'Planted words' })
    await room.wait(5 * hour)
    await ask(room, 'gus', { teammate: 'ada' })
    await room.form('gus', 'ask.avoid', { people: ['ada'] })
    await room.act('ada', 'settings.erase-yes')
    expect(JSON.stringify([room.sentTo('ben'), room.sentTo('cleo')])).not.toMatch(/Planted|Ada/)
    expect(await room.everything()).not.toMatch(/"ada"|test:ada/)
    expect((await asksIn(room)).map(({ asker, state }) => [asker, state])).toEqual([['gus', 'open']])
    await room.wait(2 * day)
    expect(textOf(newest(room, 'gus'))).toContain('Nobody could this time.')
  })

  it('the helper leaves, is gone or is erased after a yes: the asker is told as if they had backed out', async () => {
    const told: string[] = []
    const goes = [
      () => room.press('ben', "I can't after all"),
      () => room.command('ben', 'stop'),
      () => room.person('ben', { gone: true }),
      () => room.act('ben', 'settings.erase-yes'),
    ]
    for (const go of goes) {
      await matched()
      await room.wait(hour)
      await go()
      told.push(JSON.stringify(room.sentTo('ada').map(({ message }) => message.blocks)))
      expect(await asksIn(room)).toMatchObject([{ state: 'open', helper: null, round: 1 }])
      await room.close()
    }
    expect(new Set(told).size).toBe(1)
    await open()
  })

  it('a named teammate who was erased reads like everyone: same window, same limits', async () => {
    const windows: string[] = []
    for (const erased of [false, true]) {
      await open()
      await room.act('ben', erased ? 'settings.erase-yes' : 'settings.open')
      const first = await ask(room, 'ada', { teammate: 'ben' })
      const second = await ask(room, 'ada', { teammate: 'ben' })
      windows.push(JSON.stringify([first.say?.blocks, second.errors]))
      await room.close()
    }
    expect(new Set(windows).size).toBe(1)
    await open()
  })

  it('30 days after it ended everything of it goes, and the words leave the messages too', async () => {
    await matched()
    await room.store.transact(async (db) => {
      const daily = { feature: 'engine', kind: 'expire', subject: 'all', at: monday, attempts: 0 }
      await db.insertInto('timers').values(daily).execute()
    })
    await room.wait(day)
    await room.press('ada', 'Close it')
    await room.wait(29 * day)
    expect(await asksIn(room)).toHaveLength(1)
    await room.wait(2 * day)
    expect([await asksIn(room), await requestsIn(room)]).toEqual([[], []])
    expect(textOf(newest(room, 'ben'))).toBe('Thank you for having a look. There is nothing more to do here.')
  })
})

describe('my data', () => {
  it('says in words what is kept, and nothing of the other before a yes', async () => {
    await open()
    await ask(room, 'ada', { teammate: 'ben', text: 'Planted words' })
    await room.form('ada', 'ask.avoid', { people: ['dana'] })
    await room.command('ada', 'reachout', { text: 'Half a thought' })
    const mine = textOf((await room.act('ada', 'settings.data')).say)
    expect(mine).toContain('Your request: 2026-03-02, open, Planted words')
    expect(mine).toContain('Not sent yet: Half a thought')
    expect(mine).toContain('People your requests never reach: Dana')
    const his = textOf((await room.act('ben', 'settings.data')).say)
    expect(his).toContain('Request to you: 2026-03-02, no answer')
    expect(his).not.toMatch(/Ada|Planted/)
    await room.press('ben', 'Not now')
    expect(textOf((await room.act('ben', 'settings.data')).say)).toContain('you said not now')
  })
})

describe('at rest', () => {
  it('words, kind, taps and drafts stand in no plain column and no log line', async () => {
    await open()
    await offer(room, ['cleo'], 'connect')
    await room.command('gus', 'reachout', { text: 'Planted draft' })
    await ask(room, 'ada', { teammate: 'ben', text: 'Planted words', kind: 'listener' })
    await ask(room, 'ada', { text: 'Planted words', kind: 'connect' })
    await room.wait(hour)
    await room.press('cleo', 'Not now')
    await room.press('ben', 'Happy to')
    await room.wait(day)
    await room.press('ada', 'Close it')
    const kept = (await room.everything()) + room.logged.join()
    expect(kept).not.toMatch(/Planted|\\"listener|"listener"|not-now|"minutes"/)
    const firsts = seven.flatMap(({ id }) => room.sentTo(id)).map(({ message }) => [message.summary, message.blocks[0]])
    expect(JSON.stringify(firsts)).not.toContain('Planted')
  })
})
