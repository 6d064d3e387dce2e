import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MessageJson } from '../adapters/playground/types.ts'
import { type Listening, listen } from './support/listen.ts'
import { type Client, createClient } from './support/toy-client.ts'
import { createToy, saying, type Toy } from './support/toy-lab.ts'
import { answerOf, everyField, stale, toyCommands } from './support/toy-product.ts'

let toy: Toy
let server: Listening
let api: Client
let readiness: { ready: boolean; because?: string } = { ready: true }

beforeAll(async () => {
  toy = await createToy(
    answerOf(() => toy),
    { commands: toyCommands, ready: async () => readiness },
  )
  server = await listen(toy.playground.http.listener)
  api = createClient(server)
})
beforeEach(() => api.reset())
afterAll(() => server.close())

const said = (message: MessageJson | undefined) => message?.blocks[0]
const text = (words: string) => ({ type: 'text', spans: [words] })

describe('looking', () => {
  it('shows the time, the people and how much each has not seen', async () => {
    expect(await api.overview()).toEqual({
      now: '2026-03-02T09:00:00.000Z',
      members: [
        {
          id: 'ada',
          name: 'Ada',
          timeZone: 'Europe/Berlin',
          locale: 'en',
          admin: false,
          standing: 'joined',
          unread: 1,
        },
        {
          id: 'ben',
          name: 'Ben',
          timeZone: 'America/New_York',
          locale: 'en',
          admin: false,
          standing: 'joined',
          unread: 0,
        },
        {
          id: 'dana',
          name: 'Dana',
          timeZone: 'Europe/London',
          locale: 'en',
          admin: true,
          standing: 'joined',
          unread: 0,
        },
      ],
    })
  })

  it('shows messages oldest first, with every kind of block and span as plain data', async () => {
    const at = Date.UTC(2026, 2, 3, 8, 30)
    toy.plan('ben', {
      summary: 'A note',
      subject: 'never shown',
      blocks: [
        { type: 'text', spans: ['Hi ', { bold: 'you' }, { mention: 'ada', name: 'Ada' }], small: true },
        { type: 'rows', rows: [{ label: 'When', spans: [{ time: at, style: 'both' }] }] },
        { type: 'divider' },
        { type: 'text', spans: [{ link: 'https://example.org/', text: 'here' }, { command: 'help' }] },
        { type: 'buttons', buttons: [{ label: 'Go', action: 'toy.go', style: 'primary' }] },
        { type: 'buttons', buttons: [{ label: 'Read', action: 'toy.read', url: 'https://example.org/', value: 'x' }] },
      ],
    })
    toy.plan('ben', saying('second'))
    await api.text('ada', 'hello')
    const [first, second] = await api.messages('ben')
    expect(first).toEqual({
      id: 'm-d2',
      at: '2026-03-02T09:00:00.000Z',
      summary: 'A note',
      blocks: [
        { type: 'text', spans: ['Hi ', { bold: 'you' }, { mention: 'ada', name: 'Ada' }], small: true },
        { type: 'rows', rows: [{ label: 'When', spans: [{ time: '2026-03-03T08:30:00.000Z', style: 'both' }] }] },
        { type: 'divider' },
        { type: 'text', spans: [{ link: 'https://example.org/', text: 'here' }, { command: 'help' }] },
        { type: 'buttons', buttons: [{ label: 'Go', action: 'toy.go', style: 'primary' }] },
        { type: 'buttons', buttons: [{ label: 'Read', action: 'toy.read', value: 'x', url: 'https://example.org/' }] },
      ],
    })
    expect(said(second)).toEqual(text('second'))
  })

  it('counts as unread what came since this person last acted, and edits not at all', async () => {
    const unread = async () => (await api.overview()).members.map((member) => member.unread)
    toy.plan('ben', saying('one'))
    await api.clock({ advance: 'PT1M' })
    expect(await unread()).toEqual([1, 1, 0])
    const [message] = await api.messages('ada')
    await api.press('ada', { message: message?.id, action: 'toy.tap', value: 'well' })
    expect(await unread()).toEqual([0, 1, 0])
    await api.text('ben', 'thanks')
    expect(await unread()).toEqual([0, 0, 0])
  })

  it('keeps the ledger of one person and, for tests, of all', async () => {
    toy.plan('ben', saying('later'), toy.isNow() + 60_000)
    const [ada, ben] = await api.deliveries()
    expect(ada).toEqual({
      id: 'd1',
      to: 'ada',
      kind: 'check-in.ask',
      because: 'schedule',
      dueAt: '2026-03-02T09:00:00.000Z',
      status: 'sent',
      sentAt: '2026-03-02T09:00:00.000Z',
      message: 'm-d1',
    })
    expect(ben).toMatchObject({ id: 'd2', to: 'ben', status: 'planned' })
    expect(ben).not.toHaveProperty('message')
    expect(await api.ledger('ada')).toEqual([ada])
  })

  it('lets names and words through untouched and inert', async () => {
    const nasty = '<!channel> @everyone &amp; *x* `y` <b>z</b> \u202Eabc \u0000 😀'
    toy.plan('ben', saying(nasty))
    await api.text('ada', nasty)
    expect(toy.heard.at(-1)).toMatchObject({ kind: 'text', text: nasty })
    expect(said((await api.messages('ben'))[0])).toEqual(text(nasty))
  })
})

describe('acting', () => {
  it('tells the engine who pressed what on which delivery, and shows the message as it reads then', async () => {
    const answer = await api.press('ada', { message: 'm-d1', action: 'toy.tap', value: 'well' })
    expect(toy.heard.at(-1)).toMatchObject({
      kind: 'action',
      name: 'toy.tap',
      value: 'well',
      subject: 'subject-1',
      delivery: 'd1',
      workspace: 'playground',
      by: { address: { platform: 'playground', workspace: 'playground', kind: 'person', id: 'ada' }, name: 'Ada' },
    })
    expect(answer.message).toEqual((await api.messages('ada'))[0])
    expect(answer.message).toMatchObject({ id: 'm-d1', edited: '2026-03-02T09:00:00.000Z' })
    expect(said(answer.private)).toEqual(text('Only you see this.'))
    expect(await api.messages('ada')).toHaveLength(1)
  })

  it('takes a whole button back as it stands, and none for a value', async () => {
    const whole = { message: 'm-d1', label: 'Going well', action: 'toy.tap', value: 'well', style: 'primary' }
    expect((await api.press('ada', whole)).message).toBeDefined()
    expect(said((await api.press('ada', { message: 'm-d1', action: 'toy.tap', value: null })).private)).toEqual(
      text(stale),
    )
  })

  it('answers an old, foreign or invented button with one kind sentence', async () => {
    const window = (await api.text('ada', 'window')).private?.id
    for (const [who, message, action, value] of [
      ['ben', 'm-d1', 'toy.tap', 'well'],
      ['ada', 'm-d1', 'toy.tap', 'other'],
      ['ada', 'nothing', 'toy.tap', 'well'],
      ['ada', window, 'toy.other', '1'],
      ['ada', window, 'toy.form', '2'],
      ['ben', window, 'toy.form', '1'],
    ]) {
      const answer = await api.press(who ?? '', { message, action, value })
      expect(answer).toEqual({ private: expect.objectContaining({ blocks: [text(stale)] }) })
    }
  })

  it('keeps a private window out of the messages, and hears its buttons with its subject', async () => {
    const { private: window } = await api.text('ada', 'window')
    expect(await api.messages('ada')).toHaveLength(1)
    const { form } = await api.press('ada', { message: window?.id, action: 'toy.form', value: '1' })
    expect(toy.heard.at(-1)).toMatchObject({ kind: 'action', name: 'toy.form', subject: 'subject-1', value: '1' })
    expect(toy.heard.at(-1)).not.toHaveProperty('delivery')
    const { subject, ...shown } = everyField
    expect(form).toEqual({ id: expect.any(String), ...shown })
    expect(subject).toBe('subject-2')
  })

  it('shows a tapped window as it reads now, under its own id, and its old buttons stand no longer', async () => {
    const { private: window } = await api.text('ada', 'window')
    const done = { message: window?.id, action: 'toy.done' }
    const { private: after } = await api.press('ada', done)
    expect(after).toMatchObject({ id: window?.id, blocks: [text('Done here.')], edited: '2026-03-02T09:00:00.000Z' })
    expect(said((await api.press('ada', done)).private)).toEqual(text(stale))
  })

  it('reads a command by its name, its other spellings, and its words with a mention', async () => {
    const heard = async (typed: string) => {
      await api.command('ada', typed)
      const last = toy.heard.at(-1)
      return last?.kind === 'command' ? [last.name, last.values] : last?.kind
    }
    expect(await heard('/reachout help')).toEqual(['help', {}])
    expect(await heard('  /reachout  QUIT ')).toEqual(['stop', {}])
    expect(await heard('/reachout')).toEqual(['reachout', { text: '' }])
    expect(await heard('/reachout stop it please')).toEqual(['reachout', { text: 'stop it please' }])
    expect(await heard('/reachout @Ben a hand?')).toEqual(['reachout', { text: 'a hand?', teammate: 'ben' }])
    expect(await heard('/reachout ask @dana, too')).toEqual(['reachout', { text: 'ask @dana, too', teammate: 'dana' }])
    expect(await heard('/reachout me@ben @everyone')).toEqual(['reachout', { text: 'me@ben @everyone' }])
    expect(await heard('/reachout Thanks')).toEqual(['thanks', {}])
    expect(await heard('/reachout thanks @Ben for today')).toEqual(['thanks', { text: 'for today', teammate: 'ben' }])
    expect(await heard('/reachout thanks, it works')).toEqual(['thanks', { text: 'it works' }])
    expect(await heard('/reachout no thanks @Ben')).toEqual(['reachout', { text: 'no thanks @Ben', teammate: 'ben' }])
    expect(await heard('/reachoutnow')).toEqual(['help', {}])
    expect(await heard('')).toEqual(['help', {}])
    await api.text('ada', '/reachout unsubscribe')
    expect(toy.heard.at(-1)).toMatchObject({ kind: 'command', name: 'stop' })
  })

  it('gives everything heard an id of its own', async () => {
    toy.heard.length = 0
    await api.text('ada', 'hi')
    await api.text('ada', 'hi')
    await api.command('ben', '/reachout help')
    expect(new Set(toy.heard.map(({ id }) => id)).size).toBe(3)
  })
})

describe('forms', () => {
  const openForm = async (who = 'ada') => {
    const { private: window } = await api.text(who, 'window')
    const { form } = await api.press(who, { message: window?.id, action: 'toy.form', value: '1' })
    return form?.id ?? ''
  }

  it('hears what was filled in, once', async () => {
    const id = await openForm()
    const values = { note: 'a', kind: 'b', who: ['ben'], on: false, day: '2026-03-02' }
    expect(said((await api.submit('ada', id, values)).private)).toEqual(text('Saved.'))
    expect(toy.heard.at(-1)).toMatchObject({ kind: 'form', name: 'toy.form', subject: 'subject-2', values })
    expect(said((await api.submit('ada', id, values)).private)).toEqual(text(stale))
  })

  it('shows what is wrong with a field and stays open', async () => {
    const id = await openForm()
    expect(await api.submit('ada', id, { note: '' })).toEqual({ errors: { note: 'Write a word or two.' } })
    expect(said((await api.submit('ada', id, { note: 'x' })).private)).toEqual(text('Saved.'))
  })

  it('is nobody else’s, and kindly refuses one that never was', async () => {
    const id = await openForm()
    expect(said((await api.submit('ben', id, { note: 'x' })).private)).toEqual(text(stale))
    expect(said((await api.submit('ada', 'f999', { anything: 1 })).private)).toEqual(text(stale))
    expect(said((await api.submit('ada', id, { note: 'x' })).private)).toEqual(text('Saved.'))
  })

  it('refuses a field that is not there and a value of another shape, and stays open', async () => {
    const id = await openForm()
    for (const values of [{ other: 'x' }, { note: 1 }, { note: null }, { who: 'ben' }, { who: [1] }, { on: 'yes' }]) {
      const answered = await api.post('/members/ada/forms', { form: id, values })
      expect([answered.status, JSON.parse(answered.text).error.code]).toEqual([400, 'bad-field'])
    }
    expect(said((await api.submit('ada', id, {})).private)).toEqual(text('Saved.'))
  })

  it('keeps the form open when nothing could be kept', async () => {
    const id = await openForm()
    readiness = { ready: false, because: 'disk' }
    await api.submit('ada', id, { note: 'x' })
    readiness = { ready: true }
    expect(said((await api.submit('ada', id, { note: 'x' })).private)).toEqual(text('Saved.'))
  })

  it('forgets the oldest windows first', async () => {
    const first = (await api.text('ada', 'window')).private?.id
    for (let i = 0; i < 50; i++) await api.text('ada', 'window')
    expect(said((await api.press('ada', { message: first, action: 'toy.form', value: '1' })).private)).toEqual(
      text(stale),
    )
  })
})
