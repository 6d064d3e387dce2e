import { afterEach, describe, expect, it } from 'vitest'
import type { AnswerJson, FormJson } from '../adapters/playground/types.ts'
import { createFeatures } from '../src/features.ts'
import { demand } from './support/demand.ts'
import { type OpenApi, openApi, textOf } from './support/open-api.ts'
import { day, openRoom } from './support/room.ts'

const hostile = [
  '<!channel>',
  '@everyone',
  '<@U123> <#C123> @here',
  '`code` ```block``` *bold* _it_ ~no~ ||spoiler||',
  '[click](https://evil.example) <https://evil.example|safe>',
  '\u202Eabc\u2066def\u200F\u061C',
  '<img src=x onerror=alert(1)><script>alert(1)</script>',
  '{who} {n, plural, one {#} other {#}} <b>bold</b> &lt;',
  "'; drop table members; --",
  'a\u0000b\uFEFF\uD83D\uDE00 \uD800',
] as const

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

const begin = async (): Promise<OpenApi> => {
  const room = await openApi()
  open.push(room)
  await beHeard(room)
  return room
}

/** Whoever acts has seen all and is not silent: from here on only what else is done makes a difference. */
const beHeard = async (room: OpenApi) => {
  for (const { id } of (await room.api.overview()).members) await room.api.command(id, '/reachout help')
}

/** All that is kept and shown, save that something was heard. */
const stateOf = async (room: OpenApi) => {
  const { inbox: _, vault: __, ...tables } = await room.tables()
  return { ...tables, ...(await room.sights()) }
}

/** What a person reads when they did something that cannot be done. */
const sentenceOf = ({ private: window, errors, form, message }: AnswerJson): string => {
  expect([form, message]).toEqual([undefined, undefined])
  const said = errors ? Object.values(errors) : [textOf(window)]
  expect(said).toHaveLength(1)
  return said[0] ?? ''
}

/** One kind answer that says what to do, and nothing else has changed. */
const refuses = async (room: OpenApi, act: () => Promise<AnswerJson>, says: RegExp) => {
  const before = await stateOf(room)
  const sentence = sentenceOf(await act())
  expect(sentence).toMatch(says)
  expect(sentence).toMatch(/^[A-Z].{20,200}[.]$/)
  expect(sentence).not.toMatch(/error|invalid|wrong|fail|!/i)
  expect(await stateOf(room)).toEqual(before)
}

const openForm = async (
  room: OpenApi,
  who: string,
  command: string,
  ...labels: readonly string[]
): Promise<FormJson> => {
  let answer: AnswerJson = await room.api.command(who, command)
  for (const label of labels) answer = await room.press(who, label, answer.private)
  return demand(answer.form, `a form behind ${labels.join()}`)
}

const changeForm = async (room: OpenApi): Promise<FormJson> =>
  demand((await room.press('ada', 'Change')).form, 'the form')

describe('a note', () => {
  it('of 10,000 characters is refused at its field, and is all still there to be shortened', async () => {
    const room = await begin()
    await room.press('ada', 'All right')
    const form = await changeForm(room)
    const values = { answer: 'rough', note: 'n'.repeat(10_000) }
    await refuses(room, () => room.api.submit('ada', form.id, values), /room for 1,000 characters; this one has 10,000/)
    expect((await room.api.submit('ada', form.id, { ...values, note: 'shorter' })).errors).toBeUndefined()
    expect(JSON.stringify((await changeForm(room)).fields)).toContain('"value":"shorter"')
  })

  it('that is empty is none, and the answer is kept', async () => {
    const room = await begin()
    await room.press('ada', 'All right')
    for (const note of ['', ' ', '\n\t \u00A0']) {
      const { private: saved } = await room.api.submit('ada', (await changeForm(room)).id, { answer: 'well', note })
      expect(textOf(saved)).toContain('Saved, for your eyes only.')
      const [answer, kept] = (await changeForm(room)).fields
      expect([answer?.value, kept?.value]).toEqual(['well', undefined])
    }
  })

  it('arrives as it was typed and does nothing', async () => {
    const room = await begin()
    await room.press('ada', 'All right')
    for (const note of hostile) {
      await room.api.submit('ada', (await changeForm(room)).id, { answer: 'well', note })
      const [, kept] = (await changeForm(room)).fields
      expect(kept?.value).toBe(note.trim().toWellFormed())
      const { private: settings } = await room.api.command('ada', '/reachout settings')
      const { private: data } = await room.press('ada', 'My data', settings)
      const rows = demand(data).blocks.flatMap((block) => (block.type === 'rows' ? block.rows : []))
      expect(rows.filter(({ spans }) => spans.some((span) => span === note.trim().toWellFormed()))).toHaveLength(1)
      expect(JSON.stringify(await room.api.messages('ada'))).not.toContain(JSON.stringify(note).slice(1, -1))
    }
  })

  it('of an answer that is none is refused at its field', async () => {
    const room = await begin()
    await room.press('ada', 'All right')
    const form = await changeForm(room)
    await refuses(room, () => room.api.submit('ada', form.id, { answer: 'superb', note: 'x' }), /pick one of the four/)
    await refuses(room, () => room.api.submit('ada', form.id, { note: 'x' }), /pick one of the four/)
  })
})

describe('what no longer stands', () => {
  const stale = /older message, so nothing was changed/

  it('a button of last week changes nothing', async () => {
    const room = await begin()
    const [first] = await room.api.messages('ada')
    await room.api.clock({ advance: 'P7D' })
    await beHeard(room)
    await refuses(room, () => room.press('ada', 'Rough', first), stale)
    await refuses(room, () => room.press('ada', 'More', first), stale)
  })

  it('a tap where one was tapped already changes nothing', async () => {
    const room = await begin()
    const [first] = await room.api.messages('ada')
    await room.press('ada', 'Going well')
    await refuses(room, () => room.press('ada', 'Rough', first), stale)
  })

  it('an invitation that was declined cannot be joined by its old button', async () => {
    const room = await begin()
    await room.api.clock({ to: '2026-03-03T01:00:00.000Z' })
    const [invitation] = await room.api.messages('hana')
    await room.press('hana', 'No, thanks')
    await refuses(room, () => room.press('hana', 'Join', invitation), stale)
  })

  it('a form sent twice counts once', async () => {
    const room = await begin()
    await room.press('ada', 'All right')
    const form = await changeForm(room)
    await room.api.submit('ada', form.id, { answer: 'well', note: 'first' })
    await refuses(room, () => room.api.submit('ada', form.id, { answer: 'rough', note: 'second' }), stale)
  })

  it('a form about a check-in that has passed changes nothing', async () => {
    const room = await begin()
    await room.press('ada', 'All right')
    const form = await changeForm(room)
    await room.api.clock({ advance: 'P7D' })
    await beHeard(room)
    await refuses(room, () => room.api.submit('ada', form.id, { answer: 'rough', note: 'late' }), stale)
  })

  it('a button of a message that never was changes nothing', async () => {
    const room = await begin()
    for (const message of ['', 'nowhere', '../../etc/passwd', 'm-1'])
      await refuses(room, () => room.api.press('ada', { message, action: 'settings.erase-yes' }), stale)
  })
})

describe('a form', () => {
  it('takes no zone that is none, and stays open for one that is', async () => {
    const room = await begin()
    const form = await openForm(room, 'ben', '/reachout settings', 'Time zone')
    for (const zone of ['Mars/Olympus', '', '+05:00', 'x'.repeat(10_000), ...hostile])
      await refuses(room, () => room.api.submit('ben', form.id, { zone }), /don't know a time zone of that name/)
    expect(textOf((await room.api.submit('ben', form.id, { zone: 'Asia/Kolkata' })).private)).toContain('Asia/Kolkata')
  })

  it('takes no day that is not to come, and stays open for one that is', async () => {
    const room = await begin()
    const form = await openForm(room, 'ben', '/reachout pause', 'Until a date')
    const past = ['2026-03-01', '2026-03-02', '1999-01-01', '2026-02-30', 'tomorrow', '', 'x'.repeat(10_000)]
    for (const date of [...past, ...hostile])
      await refuses(room, () => room.api.submit('ben', form.id, { date }), /a day after today, for example 2026-03-09/)
    expect(textOf((await room.api.submit('ben', form.id, { date: '2026-03-20' })).private)).toContain('Paused until')
  })

  it('takes no plan that cannot be', async () => {
    const room = await begin()
    const form = await openForm(room, 'dana', '/reachout admin', 'Change day and time')
    for (const [weekday, time, says] of [
      ['monday', '25:00', /time of day/],
      ['monday', '', /time of day/],
      ['monday', '`10:00`', /time of day/],
      ['monday', '03:00', /quiet hours/],
      ['sunday', '10:00', /Weekends are quiet/],
      ['someday', '10:00', /one of the days/],
      ['', '10:00', /one of the days/],
    ] as const)
      await refuses(room, () => room.api.submit('dana', form.id, { day: weekday, time }), says)
  })

  it('invites nobody when nobody was chosen, and nobody who is not there', async () => {
    const room = await begin()
    const form = await openForm(room, 'dana', '/reachout admin', 'Invite people')
    await refuses(room, () => room.api.submit('dana', form.id, { people: [] }), /choose someone/)
    const before = await stateOf(room)
    await room.api.submit('dana', form.id, { people: ['zoe', ...hostile] })
    expect(await stateOf(room)).toEqual(before)
  })

  it('shows what an admin typed as it was typed, to others too', async () => {
    const room = await begin()
    for (const text of hostile) {
      const form = await openForm(room, 'dana', '/reachout admin', 'Our own support programme')
      await room.api.submit('dana', form.id, { [demand(form.fields[0]).name]: text })
      const { private: card } = await room.press('ada', 'Support options')
      const spans = demand(card).blocks.flatMap((block) => {
        if (block.type === 'text') return block.spans
        return block.type === 'rows' ? block.rows.flatMap((row) => row.spans) : []
      })
      const shown = spans.filter((span) => typeof span === 'string' && span.includes(text.toWellFormed()))
      expect(shown, text).toHaveLength(1)
    }
  })
})

describe('typed words', () => {
  it('change nothing, and nothing of them comes back', async () => {
    const room = await begin()
    const before = await stateOf(room)
    for (const text of ['x'.repeat(10_000), ...hostile]) {
      const answer = await room.api.text('ada', text)
      expect(answer.private).toBeDefined()
      expect(JSON.stringify(answer)).not.toContain(JSON.stringify(text).slice(1, -1))
      expect(JSON.stringify(answer)).not.toContain('"mention"')
    }
    expect(await stateOf(room)).toEqual(before)
  })
})

describe('a name', () => {
  it.each(hostile)('is shown as a name and nothing else: %j', async (name) => {
    const people = [
      { id: 'ada', name, standing: 'joined', joined_at: 0 },
      { id: 'dana', name, admin: 1 },
      { id: 'hana', name: 'Hana' },
    ]
    const room = await openRoom(createFeatures(), people)
    open.push(room)
    await room.form('dana', 'schedule.change', { day: 'monday', time: '10:00' })
    await room.form('dana', 'members.invite', { people: ['hana'] })
    await room.wait(7 * day)
    const [hello] = room.sentTo('ada')
    const spans = demand(hello).message.blocks[0].spans
    expect(spans.filter((span) => typeof span !== 'string')).toEqual([{ mention: 'ada', name: name.toWellFormed() }])
    const [invitation] = room.sentTo('hana')
    const first = demand(invitation).message.blocks[0].spans
    expect(first.filter((span) => typeof span === 'string').join('')).toContain(name.toWellFormed())
    expect(first.filter((span) => typeof span !== 'string')).toEqual([{ mention: 'hana', name: 'Hana' }])
    expect(JSON.stringify([demand(hello).message.summary, demand(invitation).message.summary])).not.toContain(name)
  })
})
