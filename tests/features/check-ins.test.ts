import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { answers } from '../../messages/check-in.ts'
import {
  codeOf,
  freshPace,
  NOTE_LIMIT,
  type Pace,
  paceWeek,
  restored,
  weeksBetween,
} from '../../src/features/check-ins/rules.ts'
import { historyOf, openHellos, setPlan, week } from '../support/hellos.ts'
import { day, hour, labelsOf, monday, type Room, textOf } from '../support/room.ts'

let room: Room
afterEach(() => room?.close())

const start = async (...options: Parameters<typeof openHellos>): Promise<Room> => {
  room = await openHellos(...options)
  await setPlan(room, 'monday')
  return room
}
const newest = (person: string) => room.sentTo(person).at(-1)?.message
const subjectOf = (person: string) => newest(person)?.subject ?? ''
const rows = () => room.store.transact((db) => db.selectFrom('check_ins').selectAll().execute())

describe('the pace', () => {
  const afterSent = (pace: Pace): Pace => ({ ...pace, silent: pace.silent + 1, rested: 0, turn: pace.turn + 1 })
  const weeks = (count: number, answered: (index: number) => boolean = () => false) => {
    let pace: Pace = freshPace
    let out = ''
    for (let index = 0; index < count; index++) {
      const next = paceWeek(pace)
      pace = next.mode && next.mode !== 'rest' ? afterSent(next.pace) : next.pace
      out += next.mode === undefined ? '.' : { ask: 'A', still: 'S', rest: '-' }[next.mode]
      if (answered(index)) pace = { ...pace, ...restored }
    }
    return out
  }

  it('backs off in silence: weekly, every 2 weeks, every 4, "still want these?", then nothing', () => {
    expect(weeks(24)).toBe('AA-A-A---A---A---S......')
  })

  it('is weekly again after any act, however far it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (act) => {
        expect(weeks(act + 3, (index) => index === act).slice(act + 1)).toBe('AA')
      }),
    )
  })

  it('stays weekly for whoever acts at least every second week', () => {
    expect(weeks(20, (index) => index % 2 === 1)).toBe('A'.repeat(20))
  })

  it('counts only what was sent: weeks in which nothing goes out change no step', () => {
    const modes = fc.array(fc.boolean(), { maxLength: 60 })
    fc.assert(
      fc.property(modes, (sends) => {
        let pace: Pace = freshPace
        for (const send of sends) {
          const next = paceWeek(pace)
          if (!send) expect(next.pace.step - pace.step).toBeLessThanOrEqual(1)
          pace = send && next.mode && next.mode !== 'rest' ? afterSent(next.pace) : next.pace
        }
        const never = Array.from({ length: 30 }).reduce<Pace>((one) => paceWeek(one).pace, freshPace)
        expect(never).toEqual(freshPace)
      }),
    )
  })

  it('tells its person how often it comes', () => {
    const at = (step: number, silent = 0) => weeksBetween({ ...freshPace, step, silent })
    expect([at(0), at(0, 2), at(1), at(2), at(3), at(3, 1), at(4)]).toEqual([1, 2, 2, 4, 4, undefined, undefined])
  })

  it('seals every answer at one length', () => {
    expect(new Set(answers.map((answer) => codeOf(answer).length))).toEqual(new Set([1]))
  })
})

describe('a check-in', () => {
  it('opens with the name, a small line and its buttons', async () => {
    await start()
    expect(textOf(newest('ada'))).toMatch(/^H(i|ello) Ada\b/)
    expect(textOf(newest('ada'))).toContain(
      'Private to you. Your Monday hello. I start at most 2 messages a week myself.',
    )
    expect(labelsOf(newest('ada'))).toEqual([
      'Going well',
      'All right',
      'Hard going',
      'Rough',
      'I could use a hand',
      'Support options',
      'More',
    ])
    expect(newest('ada')?.summary).toBe('Your weekly hello from Reachout')
  })

  it('reads the same, byte for byte, after each of the four taps', async () => {
    const read: string[] = []
    const sizes = new Set<number | undefined>()
    for (const label of ['Going well', 'All right', 'Hard going', 'Rough']) {
      await start()
      const reply = await room.press('ada', label)
      expect(JSON.stringify(newest('ada'))).toBe(JSON.stringify(reply.update))
      read.push(JSON.stringify(newest('ada')))
      sizes.add((await rows()).find((row) => row.member === 'ada')?.answer?.length)
      await room.close()
    }
    expect(new Set(read).size).toBe(1)
    expect(sizes.size).toBe(1)
    await start()
    await room.press('ada', 'Rough')
    expect(textOf(newest('ada'))).toBe('Noted. Thank you.\n[Change] [I could use a hand] [Support options]')
  })

  it('answers a high tap with the edit alone, a low one with a private window too', async () => {
    await start({ offers: async () => [{ label: 'Someone to listen', action: 'ask.listener' }] })
    expect((await room.press('ada', 'All right')).say).toBeUndefined()
    const { say } = await room.press('eli', 'Hard going').catch(() => ({ say: undefined }))
    expect(say).toBeUndefined()
    await room.wait(4 * hour)
    const low = await room.press('eli', 'Hard going')
    expect(textOf(low.say)).toContain('Nothing has been sent to anyone.')
    expect(labelsOf(low.say)).toEqual(['Someone to listen', 'Noted is enough', 'Support options'])
    const closed = await room.act('eli', 'check-in.enough', undefined, low.say?.subject)
    expect(textOf(closed.say)).toContain('It stays with you')
  })

  it('keeps what was tapped and noted out of every plain column and every log line', async () => {
    await start()
    await room.press('ada', 'Rough')
    const note = '<!channel> @everyone `planted` \u202e words'
    const saved = await room.form('ada', 'check-in.change', { answer: 'rough', note }, subjectOf('ada'))
    expect(labelsOf(saved.say)).toContain('Noted is enough')
    const kept = (await room.everything()) + room.logged.join() + JSON.stringify(room.sentTo('ada'))
    expect(kept).not.toContain('planted')
    expect(kept).not.toContain('rough"')
    const form = await room.press('ada', 'Change')
    expect(form.form?.fields.map((field) => field.value)).toEqual(['rough', note])
  })

  it('can be changed until the next one came; then it keeps its ways to help', async () => {
    await start()
    await room.press('ada', 'Going well')
    const old = subjectOf('ada')
    await room.form('ada', 'check-in.change', { answer: 'all-right', note: 'mine' }, old)
    await room.wait(week)
    expect(room.sentTo('ada').map(({ message }) => labelsOf(message).length)).toEqual([2, 7])
    expect(labelsOf(room.sentTo('ada')[0]?.message)).toEqual(['I could use a hand', 'Support options'])
    const late = await room.form('ada', 'check-in.change', { answer: 'rough', note: 'late' }, old)
    expect(textOf(late.say)).toContain('older message')
    const stranger = await room.form('eli', 'check-in.change', { answer: 'rough', note: '' }, subjectOf('ada'))
    expect(textOf(stranger.say)).toContain('older message')
    expect((await rows()).filter((row) => row.member === 'ada').map((row) => row.answered)).toEqual([1, 0])
  })

  it('keeps its words when it passed untapped', async () => {
    await start()
    const before = textOf(newest('ada')).split('\n')[0]
    await room.wait(week)
    const passed = room.sentTo('ada')[0]?.message
    expect(textOf(passed).split('\n')[0]).toBe(before)
    expect(labelsOf(passed)).toEqual(['I could use a hand', 'Support options'])
  })

  it('never repeats an opening within a dozen', async () => {
    await start()
    for (let index = 0; index < 12; index++) {
      await room.press('ada', 'All right')
      await room.wait(week)
    }
    const rowsOfAda = (await rows()).filter((row) => row.member === 'ada' && row.sent_at !== null)
    expect(rowsOfAda.map((row) => row.turn).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 13 }, (_, turn) => turn),
    )
  })
})

describe('a note', () => {
  it('that is too long is refused at its field, and nothing is changed', async () => {
    await start()
    await room.press('ada', 'Going well')
    const long = await room.form(
      'ada',
      'check-in.change',
      { answer: 'hard', note: 'x'.repeat(10_000) },
      subjectOf('ada'),
    )
    expect(long.errors).toEqual({
      note: 'A note has room for 1,000 characters; this one has 10,000. It is all still here: shorten it and save again.',
    })
    expect((await room.press('ada', 'Change')).form?.fields[0].value).toBe('well')
    const none = await room.form('ada', 'check-in.change', { note: 'fine' }, subjectOf('ada'))
    expect(none.errors).toEqual({ answer: 'Please pick one of the four.' })
  })

  it('that is empty removes the one before; the same form twice does no harm', async () => {
    await start()
    await room.press('ada', 'Going well')
    const whole = { answer: 'well', note: 'y'.repeat(NOTE_LIMIT) }
    const first = await room.form('ada', 'check-in.change', whole, subjectOf('ada'))
    expect(await room.form('ada', 'check-in.change', whole, subjectOf('ada'))).toEqual(first)
    await room.form('ada', 'check-in.change', { answer: 'well', note: '  ' }, subjectOf('ada'))
    expect((await rows()).find((row) => row.member === 'ada')?.note).toBeNull()
  })

  it('can be kept for the open check-in, and its message does not tell', async () => {
    await start()
    const before = JSON.stringify(newest('ada'))
    const opened = await room.act('ada', 'check-in.note')
    expect(opened.form?.fields.map((field) => field.name)).toEqual(['note'])
    await room.form('ada', 'check-in.note', { note: 'for me' }, opened.form?.subject)
    expect(JSON.stringify(newest('ada'))).toBe(before)
    expect((await room.act('ada', 'check-in.note')).form?.fields[0].value).toBe('for me')
    expect(textOf((await room.act('hana', 'check-in.note')).say)).toContain('no open hello')
  })
})

describe('over the weeks', () => {
  it('silence makes it rarer exactly as promised, and every week ends in the ledger', async () => {
    await start()
    await room.wait(22 * week)
    const ends = (await historyOf(room, 'ada')).map((one) => one.split(' ')[1])
    expect(ends.map((end) => ({ sent: 'A', 'backed-off': '-' })[end ?? ''] ?? end).join('')).toBe('AA-A-A---A---A---A')
    const last = room.sentTo('ada').at(-1)?.message
    expect(textOf(last)).toContain('do you still want these hellos?')
    expect(labelsOf(last)).toContain('Going well')
  })

  it('any act makes it weekly again', async () => {
    await start()
    await room.wait(21 * week + day)
    expect(room.sentTo('ada')).toHaveLength(7)
    await room.command('ada', 'help')
    await room.wait(2 * week)
    expect(room.sentTo('ada')).toHaveLength(9)
  })

  it('leaves out the next one on request, tells it as paused, and only that one', async () => {
    await start()
    const more = await room.press('ada', 'More')
    expect(textOf(more.say)).toContain('Why this came: you joined')
    expect(textOf(more.say)).toContain('Mondays')
    await room.act('ada', 'check-in.skip-next', undefined, more.say?.subject)
    await room.wait(2 * week)
    expect(await historyOf(room, 'ada')).toEqual(['2026-W10 sent', '2026-W11 paused', '2026-W12 sent'])
    expect((await rows()).filter((row) => row.member === 'ada').map((row) => row.open)).toEqual([0, 0, 1])
  })

  it('paused weeks are no silence', async () => {
    await start()
    await room.store.transact((db) =>
      db
        .updateTable('members')
        .set({ paused_until: monday + 5 * week - day })
        .where('id', '=', 'ada')
        .execute(),
    )
    await room.wait(6 * week)
    const ends = (await historyOf(room, 'ada')).map((one) => one.split(' ')[1])
    expect(ends).toEqual(['sent', 'paused', 'paused', 'paused', 'paused', 'sent', 'backed-off'])
  })
})

describe('what is kept', () => {
  it('leaving takes taps and notes at once, and coming back in the same week asks nothing twice', async () => {
    await start()
    await room.press('ada', 'Rough')
    await room.command('ada', 'stop')
    expect((await rows()).filter((row) => row.answer !== null || row.note !== null)).toEqual([])
    expect(labelsOf(newest('ada'))).toEqual(['I could use a hand', 'Support options'])
    await room.act('ada', 'welcome.join')
    await room.wait(week - hour)
    expect(room.sentTo('ada')).toHaveLength(1)
    await room.wait(hour)
    expect(room.sentTo('ada')).toHaveLength(2)
  })

  it('answers go before they are 35 days old, whatever happens to the check-in', async () => {
    await start()
    await room.press('ada', 'Rough')
    await room.store.transact(async (db) => {
      await db.deleteFrom('subscriptions').execute()
      const daily = { feature: 'engine', kind: 'expire', subject: 'all', at: monday, attempts: 0 }
      await db.insertInto('timers').values(daily).execute()
    })
    await room.wait(33 * day)
    expect((await rows()).find((row) => row.member === 'ada')?.answer).not.toBeNull()
    await room.wait(2 * day - 1)
    expect((await rows()).find((row) => row.member === 'ada')?.answer).toBeNull()
    expect(textOf(newest('ada'))).toContain('Noted. Thank you.')
  })
})
