import { afterEach, describe, expect, it } from 'vitest'
import type { AnswerJson } from '../adapters/playground/types.ts'
import { endsOf, hour, inSettings, memberId, messageWith, offer, send, walkTo, words } from './support/asking.ts'
import { demand } from './support/demand.ts'
import { type OpenApi, openApi, textOf } from './support/open-api.ts'

const open: OpenApi[] = []
afterEach(async () => {
  for (const room of open.splice(0)) await room.close()
})

const begin = async (): Promise<OpenApi> => {
  const room = await openApi()
  open.push(room)
  return room
}

const planted = 'Qqzx wombat marzipan'
/** Cleo, Dana and Eli are all awake by then; Ada's told time is the next morning. */
const asked = 6 * hour
const helpers = ['cleo', 'dana', 'eli'] as const
const zone = 'Asia/Kathmandu'

/** Every window that somebody can open by themselves, and what stands in it. */
const opened = async (room: OpenApi, who: string): Promise<readonly AnswerJson[]> => {
  const settings = await inSettings(room, who)
  const list = JSON.stringify(settings).includes("Who I don't hear from")
    ? [await inSettings(room, who, "Who I don't hear from")]
    : []
  const mine = await inSettings(room, who, 'My requests')
  const data = await inSettings(room, who, 'My data')
  const found = await messageWith(room, who, 'This felt wrong')
  const wrong = found ? [await room.press(who, 'This felt wrong', found)] : []
  return [...[settings, mine, data, ...list].map((message) => ({ private: message })), ...wrong]
}

/** All that a helper has or can get to see. */
const seenBy = async (room: OpenApi, who: string): Promise<string> =>
  JSON.stringify([
    await room.api.messages(who),
    await room.api.ledger(who),
    await room.api.conversations(who),
    await opened(room, who),
  ])

/** On the newest message that has the button. */
const onRequest = async (room: OpenApi, who: string, label: string) =>
  room.press(who, label, await messageWith(room, who, label))

const askBlind = async (room: OpenApi): Promise<RegExp> => {
  const settings = await inSettings(room, 'ada')
  const { form } = await room.press('ada', 'Time zone', settings)
  await room.api.submit('ada', demand(form).id, { zone })
  await offer(room, helpers)
  await send(room, 'ada', { text: planted })
  return new RegExp(`\\bada\\b|${await memberId(room, 'ada')}|Kathmandu|wombat`, 'i')
}

describe('among seven who joined', () => {
  it('no helper has name, id, zone or words before their own yes, wherever they look', async () => {
    const room = await begin()
    const traces = await askBlind(room)
    await walkTo(room, asked)
    for (const who of helpers) {
      expect(await endsOf(room, who), who).toEqual(['sent'])
      expect(await seenBy(room, who), who).not.toMatch(traces)
    }
    const { message } = await room.press('cleo', 'Happy to', await messageWith(room, 'cleo', 'Happy to'))
    expect(textOf(message)).toContain('Please say hello first.')
    expect(await seenBy(room, 'cleo')).toMatch(traces)
  })
})

describe('before their own yes', () => {
  it.each([
    ['says not now', (room: OpenApi, who: string) => onRequest(room, who, 'Not now')],
    [
      'puts it off and is reminded',
      async (room: OpenApi, who: string) => {
        const { private: window } = await onRequest(room, who, 'Later')
        await room.press(who, 'In 1 hour', window)
        await walkTo(room, asked + 2 * hour)
        return onRequest(room, who, 'Later')
      },
    ],
    [
      'wants to hear nothing more of whoever it is',
      (room: OpenApi, who: string) => onRequest(room, who, 'Not from this person'),
    ],
    [
      'finds that it felt wrong',
      async (room: OpenApi, who: string) => {
        const { private: window } = await onRequest(room, who, 'This felt wrong')
        return room.press(who, 'Not from this person', window)
      },
    ],
  ])('a helper who %s learns nothing, then or in three weeks', async (_, act) => {
    const room = await begin()
    const traces = await askBlind(room)
    await walkTo(room, asked)
    expect(JSON.stringify(await act(room, 'dana'))).not.toMatch(traces)
    for (const later of [asked + 3 * hour, 4 * 24 * hour, 21 * 24 * hour]) {
      await walkTo(room, later)
      expect(await seenBy(room, 'dana')).not.toMatch(traces)
    }
  })

  it('whoever wants to hear nothing more may name anybody: no answer says who it was, and it can be undone', async () => {
    const room = await begin()
    await askBlind(room)
    await walkTo(room, asked)
    await onRequest(room, 'dana', 'Not from this person')
    const answers = new Set<string>()
    for (const teammate of ['ada', 'ben', 'cleo', 'eli', 'fay', 'gus']) {
      const { private: sent, errors } = await send(room, 'dana', { teammate, widen: false })
      expect(errors).toBeUndefined()
      answers.add(textOf(sent))
      await room.press('dana', 'Take it back', sent)
      await walkTo(room, asked + answers.size * 24 * hour)
    }
    const list = await inSettings(room, 'dana', "Who I don't hear from")
    expect(textOf(list)).toContain('Someone unnamed')
    expect(textOf((await room.press('dana', 'Hear from someone unnamed again', list)).private)).toContain('nobody')
  })
})

describe('a second yes', () => {
  it('that comes too late shows nothing, from the message, its reminder, or a window that stood open', async () => {
    const room = await begin()
    const traces = await askBlind(room)
    await walkTo(room, asked)
    const { private: later } = await onRequest(room, 'dana', 'Later')
    const { private: set } = await room.press('dana', 'In 1 hour', later)
    expect(textOf(set)).toContain('once. Nobody is told.')
    await walkTo(room, asked + hour)
    const before = {
      reminder: await messageWith(room, 'dana', 'Happy to'),
      window: await inSettings(room, 'dana', 'My requests'),
      eli: await messageWith(room, 'eli', 'Happy to'),
      eliWindow: await inSettings(room, 'eli', 'My requests'),
    }
    const yes = demand(await messageWith(room, 'cleo', 'Happy to'))
    await room.press('cleo', 'Happy to', yes)
    const late = [
      await room.press('dana', 'Happy to', before.reminder),
      await room.press('dana', 'Happy to', before.window),
      await room.press('eli', 'Happy to', before.eli),
      await room.press('eli', 'Happy to', before.eliWindow),
    ]
    expect(late.map(({ private: window }) => textOf(window))).toEqual(
      [stale, taken, stale, taken].map((says) => expect.stringMatching(says)),
    )
    expect(JSON.stringify(late)).not.toMatch(traces)
    for (const at of [asked + 2 * hour, 2 * 24 * hour, 21 * 24 * hour]) {
      await walkTo(room, at)
      for (const who of ['dana', 'eli']) expect(await seenBy(room, who), who).not.toMatch(traces)
    }
  })
})

describe('a team of six', () => {
  const hintIn = async (room: OpenApi) => (await room.api.command('ada', '/reachout')).form?.fields[1]?.hint
  const week = 7 * 24 * hour

  it('says in the form that the name goes along, from the weekly count on, and then it does', async () => {
    const room = await begin()
    await offer(room, ['ben', 'cleo'])
    await room.api.command('gus', '/reachout stop')
    expect(await hintIn(room)).toContain('after a yes, not before')
    await walkTo(room, week - 11 * hour)
    expect(await hintIn(room)).toContain('after a yes, not before')
    await walkTo(room, week)
    expect(await hintIn(room)).toContain('in a team this small your name goes with it')
    await send(room, 'ada', { text: planted })
    await walkTo(room, week + asked)
    for (const who of ['ben', 'cleo']) {
      const request = await messageWith(room, who, 'Happy to')
      expect(textOf(request), who).toContain('The one who asks is')
      expect(JSON.stringify(request), who).toMatch(/"mention":"ada"/)
      expect(JSON.stringify(request), who).not.toContain('wombat')
    }
  })

  it('hides a name still that the form of before said would be hidden', async () => {
    const room = await begin()
    const traces = await askBlind(room)
    await room.api.command('gus', '/reachout stop')
    await walkTo(room, 4 * 24 * hour)
    const { form } = await room.api.command('ada', '/reachout')
    await walkTo(room, week)
    await room.api.submit('ada', demand(form).id, { ...words, text: planted })
    await walkTo(room, week + asked)
    for (const who of helpers) {
      expect((await endsOf(room, who)).length, who).toBe(2)
      expect(await seenBy(room, who), who).not.toMatch(traces)
    }
  })
})

const stale = /older message, so nothing was changed/
const taken = /Taken care of/
