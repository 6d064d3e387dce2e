import { afterEach, describe, expect, it } from 'vitest'
import { memoryShelf } from '../src/lab/shelf.ts'
import {
  changeMember,
  day,
  endsOf,
  hour,
  inSettings,
  messageWith,
  offer,
  send,
  start,
  thank,
  walkTo,
  words,
} from './support/asking.ts'
import { demand } from './support/demand.ts'
import { type OpenApi, openApi } from './support/open-api.ts'
import { secret } from './support/program.ts'

const open: OpenApi[] = []
afterEach(async () => {
  for (const room of open.splice(0)) await room.close()
})

const begin = async (): Promise<OpenApi> => {
  const room = await openApi({ ...memoryShelf(), secret })
  open.push(room)
  return room
}

type Act = (room: OpenApi) => Promise<unknown>
const nothing: Act = async () => undefined
const days = 21
/** A message that has changed says when: these days tell of the others. */
const looks: ReadonlySet<number> = new Set([1, 2, 9, days])
/** Half past nine where Ben is. */
const benIsUp = 5.5 * hour

/** All that anybody but Ben is shown now. */
const othersSee = async (room: OpenApi): Promise<unknown> => {
  const { now, members } = await room.api.overview()
  const sights = Object.entries(await room.sights()).filter(([path]) => path !== '' && path !== '/deliveries')
  return [
    now,
    members.map(({ unread, pausedUntil, ...member }) =>
      member.id === 'ben' ? member : { ...member, unread, pausedUntil },
    ),
    sights.filter(([path]) => !path.includes('/ben/')),
    (await room.api.deliveries()).filter(({ to }) => to !== 'ben'),
  ]
}

const onRequest =
  (...labels: readonly string[]): Act =>
  async (room) => {
    const [first = '', ...more] = labels
    let { private: window } = await room.press('ben', first, await messageWith(room, 'ben', first))
    for (const label of more) ({ private: window } = await room.press('ben', label, window))
  }

const inMine: Act = async (room) => room.press('ben', 'Not now', await inSettings(room, 'ben', 'My requests'))

const reactions: Readonly<Record<string, Act>> = {
  'is silent': nothing,
  'taps Not now': onRequest('Not now'),
  'taps Not now in his own list': inMine,
  'taps Later': onRequest('Later'),
  'is reminded, and still says nothing': onRequest('Later', 'In 1 hour'),
  'wants to hear nothing more from this person': onRequest('Not from this person'),
  'finds that it felt wrong': onRequest('This felt wrong'),
  'pauses for two weeks': async (room) => inSettings(room, 'ben', 'Pause', 'Two weeks'),
  'wants no more requests': (room) => offer(room, ['ben'], ['learn'], '0'),
}

/** From where the two differ on, the two of them, for a person to read. */
const firstDifference = (one: readonly string[], other: readonly string[]): string => {
  const at = one.findIndex((text, n) => text !== other[n])
  if (at < 0) return one.length === other.length ? '' : 'one is longer'
  const [a = '', b = ''] = [one[at], other[at]]
  const from = [...a].findIndex((letter, n) => letter !== b[n])
  return `sight ${at}: ${a.slice(Math.max(0, from - 200), from + 100)}\n${b.slice(from, from + 100)}`
}

describe.each(['open', 'named'] as const)(
  'an ask that is %s reads the same for everybody else, for 21 days',
  (route) => {
    const live = async (react: Act): Promise<readonly string[]> => {
      const room = await begin()
      await offer(room, ['ben', 'cleo', 'eli'])
      const seen = [await send(room, 'ada', route === 'named' ? { teammate: 'ben' } : {})] as unknown[]
      await walkTo(room, benIsUp)
      expect(await endsOf(room, 'ben')).toEqual(['sent'])
      await react(room)
      seen.push(await othersSee(room))
      for (let n = 1; n <= days; n++) {
        const { happened } = await walkTo(room, n * day)
        seen.push(happened.filter(({ member }) => member !== 'ben'))
        if (looks.has(n)) seen.push(await othersSee(room))
        const nobody = await messageWith(room, 'ada', 'Try again tomorrow')
        if (n === 2) seen.push(await room.press('ada', 'Try again tomorrow', demand(nobody)))
        if (n === 8) seen.push(await send(room, 'ada', { teammate: 'ben' }), await send(room, 'cleo'))
      }
      return seen.map((one) => JSON.stringify(one))
    }

    it('whatever Ben does about it but say yes', async () => {
      const worlds = new Map<string, readonly string[]>()
      for (const [name, react] of Object.entries(reactions)) worlds.set(name, await live(react))
      const silent = demand(worlds.get('is silent'))
      for (const [name, world] of worlds) expect(firstDifference(world, silent), name).toBe('')
      expect(silent.join()).toContain('Nobody could this time.')
      expect(silent.join().match(/"kind":"ask.helper"/g)?.length).toBeGreaterThan(looks.size)
    })
  },
)

/** What is so of Ben, from Monday 15:00 UTC on, and how the request that is sent on Tuesday then ends for him. */
const states: Readonly<Record<string, { be?: Act; react?: Act; ends: readonly string[] }>> = {
  'is silent': { ends: ['sent'] },
  'says not now': { react: onRequest('Not now'), ends: ['sent'] },
  'is paused': { be: async (room) => inSettings(room, 'ben', 'Pause', 'Two weeks'), ends: ['planned'] },
  'is gone from the platform': { be: (room) => changeMember(room, 'ben', { gone_at: start }), ends: ['left'] },
  'is full': {
    be: async (room) => {
      await walkTo(room, 20 * hour)
      await send(room, 'cleo', { teammate: 'ben', widen: false })
    },
    ends: ['sent', 'capacity'],
  },
  'wants to hear nothing more from her': { be: onRequest('Not from this person'), ends: ['blocked'] },
  'has left': { be: (room) => room.api.command('ben', '/reachout stop'), ends: ['left'] },
  'has had everything erased': {
    be: (room) => inSettings(room, 'ben', 'My data', 'Erase everything', 'Yes, erase everything'),
    ends: [],
  },
  'never joined': { be: (room) => changeMember(room, 'ben', { standing: 'known', joined_at: null }), ends: ['sent'] },
  'never joined and was asked before': {
    be: async (room) => {
      await changeMember(room, 'ben', { standing: 'known', joined_at: null })
      await thank(room, 'gus', 'ben', 'for the coffee')
    },
    ends: [],
  },
  'cannot be reached': { be: (room) => room.api.trouble('unreachable', 'ben'), ends: ['unreachable'] },
}

describe('whoever names Ben', () => {
  /** All that Ada is shown, and can open by herself. */
  const adaSees = async (room: OpenApi): Promise<unknown> => [
    (await room.api.overview()).members[0],
    await room.api.messages('ada'),
    await room.api.ledger('ada'),
    await room.api.conversations('ada'),
    await inSettings(room, 'ada'),
    await inSettings(room, 'ada', 'My requests'),
  ]

  /** The form, its answer, and its answer to a second one. */
  const askBen = async (room: OpenApi): Promise<unknown> => {
    const forms = [
      await room.api.command('ada', '/reachout @ben I am stuck'),
      await room.api.command('ada', '/reachout @ben'),
    ]
    const sent = []
    for (const { form } of forms)
      sent.push(await room.api.submit('ada', demand(form).id, { ...words, teammate: 'ben' }))
    return [forms, sent]
  }

  const press = async (room: OpenApi, label: string, further?: string): Promise<unknown> => {
    const answer = await room.press('ada', label, demand(await messageWith(room, 'ada', label), label))
    return further ? [answer, await room.press('ada', further, answer.private)] : answer
  }

  const askOne = async (room: OpenApi): Promise<unknown> => {
    const { form } = await room.press('ada', 'Ask one person', demand(await messageWith(room, 'ada', 'Ask one person')))
    return room.api.submit('ada', demand(form).id, { ...words, teammate: 'ben' })
  }

  /** On which day she does what. */
  const acts: Readonly<Record<number, (room: OpenApi) => Promise<unknown>>> = {
    1: askBen,
    2: async (room) => [
      await press(room, 'Copy it for a channel'),
      await askOne(room),
      await inSettings(room, 'ada', 'My data'),
    ],
    4: async (room) => [await press(room, 'Try again tomorrow', 'Take it back')],
    7: askBen,
    8: (room) => thank(room, 'ada', 'ben', 'once more'),
    9: async (room) => [await thank(room, 'ada', 'ben', 'and again'), await thank(room, 'ada', 'ben', 'twice')],
    14: async (room) => send(room, 'ada', { teammate: 'ben', widen: false }),
    18: askBen,
  }

  const live = async ({ be = nothing, react = nothing, ends }: (typeof states)[string]): Promise<readonly string[]> => {
    const room = await begin()
    await room.press('hana', 'Join', await inSettings(room, 'hana'))
    await offer(room, ['cleo', 'eli'])
    const seen: unknown[] = [await thank(room, 'ada', 'ben', 'for yesterday')]
    await walkTo(room, 6 * hour)
    await be(room)
    for (let n = 1; n <= days; n++) {
      seen.push((await walkTo(room, n * day)).now)
      if (looks.has(n) || acts[n]) seen.push(await adaSees(room), await acts[n]?.(room), await adaSees(room))
      if (n !== 1) continue
      await walkTo(room, day + benIsUp)
      expect((await endsOf(room, 'ben')).slice(0, ends.length + 1)).toEqual(ends)
      await react(room)
      seen.push(await adaSees(room))
    }
    return seen.map((one) => JSON.stringify(one) ?? '')
  }

  it('reads the same at the same times, whatever is so of him', async () => {
    const silent = await live(demand(states['is silent']))
    for (const [name, state] of Object.entries(states)) {
      expect(`${name} ${firstDifference(await live(state), silent)}`).toBe(`${name} `)
    }
    expect(silent.join()).toContain('Nobody could this time.')
  })
})
