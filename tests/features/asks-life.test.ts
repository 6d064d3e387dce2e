import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Event, endings, nextOf } from '../../src/features/asks/rules.ts'
import { ask, asksIn, offer, openRequests, requestsIn } from '../support/requests.ts'
import { day, hour, monday, type Room } from '../support/room.ts'

const minute = 60_000
const askers = ['ada', 'gus']
const helpers = ['ben', 'cleo', 'eli']

/** What the table says of each ask; the clock's own events are allowed, and have to be in time. */
type Model = { readonly states: Map<string, string>; readonly no: Set<string> }
type Step = fc.AsyncCommand<Model, Room>
type Ask = Awaited<ReturnType<typeof asksIn>>[number]

/** What changes no ask: only the tapper's own message. */
type Tap = 'not-now' | 'later'

/** One act on the ask of that number; `run` tells whether its person may do it now. */
const act = (
  event: Event | Tap,
  number: number,
  run: (room: Room, on: Ask, model: Model) => Promise<boolean>,
): Step => ({
  check: () => true,
  run: async (model, room) => {
    const asks = await asksIn(room)
    const on = asks[number % Math.max(1, asks.length)]
    if (!on) return
    const may = await run(room, on, model)
    const before = model.states.get(on.id) ?? 'open'
    const next = may && event !== 'not-now' && event !== 'later' ? nextOf(before, event)?.state : undefined
    model.states.set(on.id, next ?? before)
    await holds(model, room)
  },
  toString: () => `${event} of ${number}`,
})

const byHelper = (event: Event | Tap, number: number, who: number, name: string): Step =>
  act(event, number, async (room, on, model) => {
    const requests = (await requestsIn(room)).filter((request) => request.ask === on.id)
    const request = requests[who % Math.max(1, requests.length)]
    if (!request) return false
    const shown = room.sentTo(request.helper).some(({ message }) => message.subject === request.id)
    if (!shown) return false
    const agreed = on.state === 'matched' && on.helper === request.helper && !model.no.has(request.id)
    const free = on.state === 'open' && request.yes_at === null && !isPast(on, request) && !model.no.has(request.id)
    await room.act(request.helper, name, 'here', request.id)
    if ((free && event === 'not-now') || (request.yes_at !== null && event === 'back-out')) model.no.add(request.id)
    return event === 'back-out' ? agreed : event === 'yes' && free
  })

/** Asked before the last yes: what was taken stays taken. */
const isPast = (on: Ask, { at }: { at: number }) => on.accepted_at !== null && at < on.accepted_at

const byAsker = (event: Event, number: number, name: string): Step =>
  act(event, number, async (room, on) => {
    const request = (await requestsIn(room)).find(({ ask: id, helper }) => id === on.id && helper === on.helper)
    const asked = room.sentTo(on.asker).findLast(({ message }) => message.subject?.endsWith(`-${request?.id}`))
    const subject = event === 'take-back' ? on.id : (asked?.message.subject ?? '')
    await room.act(on.asker, name, undefined, subject)
    return event === 'take-back' || subject.startsWith('f')
  })

const send = (asker: number, teammate: string | undefined, widen: boolean): Step => ({
  check: () => true,
  run: async (model, room) => {
    await ask(room, askers[asker] ?? 'ada', { ...(teammate !== undefined && { teammate }), widen })
    for (const { id } of await asksIn(room)) if (!model.states.has(id)) model.states.set(id, 'open')
    await holds(model, room)
  },
  toString: () => `send ${askers[asker]} ${teammate} ${widen}`,
})

const wait = (ms: number): Step => ({
  check: () => true,
  run: async (model, room) => {
    await room.wait(ms)
    await holds(model, room)
  },
  toString: () => `wait ${ms / minute} min`,
})

/** The ask stands where the table says, or where the clock has led it; and there is always a way on. */
const holds = async (model: Model, room: Room) => {
  const timers = await room.store.transact((db) => db.selectFrom('timers').selectAll().execute())
  for (const one of await asksIn(room)) {
    const expected = model.states.get(one.id) ?? 'open'
    if (one.state !== expected) {
      const byClock: Event = expected === 'open' ? 'time-up' : 'unanswered'
      expect(nextOf(expected, byClock), `${expected} became ${one.state}`).toMatchObject({
        state: one.state,
        ending: one.ending,
      })
      if (byClock === 'time-up') expect(one.ended_at).toBe(one.told_at)
      model.states.set(one.id, one.state)
    }
    const kinds = timers.filter(({ subject }) => subject === one.id).map(({ kind }) => kind)
    if (one.state === 'open') expect(kinds).toEqual(['told'])
    if (one.state === 'matched') expect(kinds.some((kind) => kind === 'follow-up' || kind === 'close')).toBe(true)
    if (one.state === 'ended') expect([kinds, endings.some((end) => end === one.ending)]).toEqual([[], true])
  }
}

/** Every end was told: by the asker's own act, or by a message. */
const everyEndWasTold = async (room: Room) => {
  const ledger = await room.ledger()
  const requests = await requestsIn(room)
  for (const one of await asksIn(room)) {
    expect(one.state).toBe('ended')
    if (one.ending === 'nobody') {
      const news = ledger.find(({ view, subject }) => view === 'ask.nobody' && subject === one.id)
      expect(news).toMatchObject({ member: one.asker, status: 'sent', sent_at: one.told_at })
    }
    if (one.ending === 'helped' || one.ending === 'closed') {
      const own = requests.filter((request) => request.ask === one.id && request.helper === one.helper)
      const asked = ledger.filter(
        ({ view, subject }) => view === 'ask.follow-up' && subject.endsWith(own[0]?.id ?? '?'),
      )
      expect(asked.length).toBeGreaterThan(0)
      expect(asked.length).toBeLessThanOrEqual(3)
      expect(asked.every(({ status }) => status === 'sent')).toBe(true)
    }
  }
}

const number = fc.nat(5)
const step = fc.oneof(
  fc
    .tuple(fc.nat(1), fc.option(fc.constantFrom(...helpers, 'hana'), { nil: undefined }), fc.boolean())
    .map((given) => send(...given)),
  fc.constantFrom(minute, 25 * minute, hour, 3 * hour, 11 * hour, day, 3 * day).map(wait),
  fc.tuple(number, fc.nat(3)).map(([n, who]) => byHelper('yes', n, who, 'ask.happy')),
  fc.tuple(number, fc.nat(3)).map(([n, who]) => byHelper('not-now', n, who, 'ask.not-now')),
  fc.tuple(number, fc.nat(3)).map(([n, who]) => byHelper('later', n, who, 'ask.later')),
  fc.tuple(number, fc.nat(3)).map(([n, who]) => byHelper('back-out', n, who, 'ask.back-out')),
  number.map((n) => byAsker('take-back', n, 'ask.take-back')),
  number.map((n) => byAsker('helped', n, 'ask.helped')),
  number.map((n) => byAsker('not-talked', n, 'ask.not-talked')),
  number.map((n) => byAsker('still-need', n, 'ask.still-need')),
  number.map((n) => byAsker('close', n, 'ask.close')),
)

it('in any order of acts and hours an ask stands where the table says, goes on, and ends in a way that was told', async () => {
  const reached = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fc.commands([step], { size: '+1', maxCommands: 40 }), async (commands) => {
      const room = await openRequests()
      try {
        await offer(room, helpers, 'learn', 5)
        await fc.asyncModelRun(() => ({ model: { states: new Map(), no: new Set<string>() }, real: room }), commands)
        await room.walkTo(Math.max(room.now(), monday) + 45 * day)
        await everyEndWasTold(room)
        for (const { ending, round } of await asksIn(room)) {
          const end = `${round > 0 ? 'widened and ' : ''}${ending}`
          reached.set(end, (reached.get(end) ?? 0) + 1)
        }
      } finally {
        await room.close()
      }
    }),
    { numRuns: 60, seed: 7 },
  )
  expect([...reached.keys()]).toEqual(expect.arrayContaining(['helped', 'withdrawn', 'nobody', 'closed']))
}, 120_000)
