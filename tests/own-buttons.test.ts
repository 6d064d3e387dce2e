import { afterEach, describe, expect, it } from 'vitest'
import type { AnswerJson, FormJson, MessageJson } from '../adapters/playground/types.ts'
import { createFeatures } from '../src/features.ts'
import { day, hour, inSettings, messageWith, offer, send, thank, walkTo } from './support/asking.ts'
import { demand } from './support/demand.ts'
import { buttonsOf, type OpenApi, openApi, textOf } from './support/open-api.ts'

const open: OpenApi[] = []
afterEach(async () => {
  for (const room of open.splice(0)) await room.close()
})

type Press = { readonly by: string; readonly body: { message: string; action: string; value?: string } }
type Sent = { readonly by: string; readonly form: FormJson; readonly values: Readonly<Record<string, unknown>> }
type Seen = { readonly presses: Press[]; readonly forms: Sent[] }

/** The same room, where every button and form that anybody is shown is written down. */
const noting = (room: OpenApi): OpenApi & { readonly seen: Seen } => {
  const seen: Seen = { presses: [], forms: [] }
  const noteMessage = (by: string, message: MessageJson | undefined) => {
    for (const { action, value, url } of message ? buttonsOf(message) : [])
      if (message && url === undefined)
        seen.presses.push({ by, body: { message: message.id, action, ...(value !== undefined && { value }) } })
  }
  const note = (by: string, answer: AnswerJson): AnswerJson => {
    noteMessage(by, answer.message)
    noteMessage(by, answer.private)
    if (answer.form) seen.forms.push({ by, form: answer.form, values: filled(answer.form) })
    return answer
  }
  const { api } = room
  const noted: OpenApi['api'] = {
    ...api,
    messages: async (by) => {
      const messages = await api.messages(by)
      for (const message of messages) noteMessage(by, message)
      return messages
    },
    command: async (by, text) => note(by, await api.command(by, text)),
    text: async (by, text) => note(by, await api.text(by, text)),
    press: async (by, body) => note(by, await api.press(by, body)),
    submit: async (by, form, values) => {
      const known = seen.forms.find((one) => one.form.id === form && one.by === by)
      if (known) seen.forms.push({ ...known, values: { ...values } })
      return note(by, await api.submit(by, form, values))
    },
  }
  return { ...room, api: noted, press: pressing(noted), seen }
}

const pressing =
  (api: OpenApi['api']): OpenApi['press'] =>
  async (who, label, on) => {
    const message = demand(on ?? (await api.messages(who)).at(-1), `a message to ${who}`)
    const { action, value } = demand(
      buttonsOf(message).find((button) => button.label === label),
      label,
    )
    return api.press(who, { message: message.id, action, ...(value !== undefined && { value }) })
  }

/** What a person might fill in, as it stands in the form. */
const filled = ({ fields }: FormJson): Readonly<Record<string, unknown>> =>
  Object.fromEntries(fields.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])))

/** The same with another value in every field. */
const changed = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value === 'boolean') return [name, !value]
      return [name, Array.isArray(value) ? [...value, 'gus'] : `${String(value)} and more`]
    }),
  )

/** All that is kept, save that something was heard, once nobody counts as silent any more. */
const kept = async (room: OpenApi): Promise<unknown> => {
  for (const who of cast) await room.api.command(who, '/reachout help')
  const { inbox: _, vault: __, ...tables } = await room.tables()
  const { members } = await room.api.overview()
  return [
    tables,
    members.map(({ unread, ...member }) => member),
    await Promise.all(cast.map((id) => room.api.messages(id))),
  ]
}

const cast = ['ada', 'ben', 'cleo', 'dana', 'eli', 'fay', 'gus', 'hana']
const helpers = ['ben', 'cleo', 'eli']

/** Everything that people can do by now, done once: so many buttons and forms stand somewhere. */
const live = async (room: ReturnType<typeof noting>) => {
  for (const who of cast) {
    await room.api.command(who, '/reachout help')
    await room.api.messages(who)
  }
  await room.press('ada', 'More')
  await room.press('ada', 'Rough')
  await room.press('ada', 'Change')
  await room.press('ada', 'Change', await messageWith(room, 'ada', 'Change'))
  await inSettings(room, 'fay')
  await offer(room, helpers)
  const { private: admin } = await room.api.command('dana', '/reachout admin')
  for (const label of ['Invite people', 'Our own support programme', 'Change day and time'])
    await room.press('dana', label, admin)
  await room.press('dana', 'Start again', (await room.press('dana', 'Pause for everyone', admin)).private)
  await inSettings(room, 'ada', 'My requests').then((mine) => room.press('ada', 'Never ask these people', mine))
  await inSettings(room, 'ada', 'Pause').then((pause) => room.press('ada', 'Until a date', pause))
  await send(room, 'ada', { teammate: 'ben', widen: false })
  await send(room, 'ada')
  await thank(room, 'gus', 'ben', 'thank you for the map')
  await walkTo(room, 6 * hour)
  for (const who of helpers) {
    await room.press(who, 'Later', demand(await messageWith(room, who, 'Later')))
    await inSettings(room, who, 'My requests')
  }
  const { private: later } = await room
    .press('eli', 'Later', await messageWith(room, 'eli', 'Later'))
    .catch(() => ({ private: undefined }))
  if (later) await room.press('eli', demand(buttonsOf(later)[0]).label, later)
  const waiting = await inSettings(room, 'ben', 'My requests')
  await room.press('ben', 'Happy to', waiting)
  for (const label of ['My data', 'Pause']) await inSettings(room, 'ada', label)
  await room.press('ada', 'Time zone', await inSettings(room, 'ada'))
  await inSettings(room, 'ada', 'My requests')
  await inSettings(room, 'ada', 'My data', 'Erase everything')
  await walkTo(room, 2 * day)
  await room.press('hana', 'Join')
  await room.press('ada', 'It helped', demand(await messageWith(room, 'ada', 'It helped')))
  const nobody = await messageWith(room, 'ada', 'Try again tomorrow')
  for (const label of nobody ? ['Try again tomorrow', 'Ask one person'] : []) await room.press('ada', label, nobody)
  const from = await messageWith(room, 'ben', 'Not from this person')
  await room.press('ben', 'This felt wrong', from)
  await room.press('ben', 'Not from this person', from)
  await inSettings(room, 'ben', "Who I don't hear from")
  await send(room, 'cleo', { teammate: 'ada' })
  await walkTo(room, 2 * day + 2 * hour)
  await room.api.command('cleo', '/reachout half a thought')
  const { private: typed } = await room.api.text('ada', 'it was a long day')
  await room.press('ada', 'Keep as my private note', typed)
  await room.api.command('gus', '/reachout stop')
  for (const who of cast) await room.api.messages(who)
}

const begin = async () => {
  const room = noting(await openApi())
  open.push(room)
  await live(room)
  return room
}

/** One and the same button is seen often. */
const distinct = <T>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map((one) => [JSON.stringify(one), one])).values(),
]

const missing = (what: 'actions' | 'forms', seen: readonly string[]): readonly string[] =>
  createFeatures()
    .flatMap((feature) => Object.keys(feature[what] ?? {}))
    .filter((name) => !seen.includes(name))

describe('every button and form that anybody was ever shown', () => {
  const replay = async (
    room: OpenApi,
    { presses, forms }: Seen,
    withChanges: boolean,
    most = cast.length,
  ): Promise<void> => {
    for (const { by, body } of distinct(presses)) {
      const value = withChanges ? `${body.value ?? ''}x` : body.value
      for (const who of cast.filter((id) => id !== by).slice(-most))
        expectRefused(await room.api.press(who, { ...body, value: value ?? null }), [who, body])
    }
    for (const { by, form, values } of distinct(forms)) {
      const sent = withChanges ? changed(values) : values
      for (const who of cast.filter((id) => id !== by).slice(-most))
        expectRefused(await room.api.submit(who, form.id, sent), [who, form.name])
    }
  }
  const expectRefused = (answer: AnswerJson, what: unknown) => {
    if (Object.keys(answer).join() !== 'private' || !stale.test(textOf(answer.private)))
      expect.fail(`${JSON.stringify(what)} was answered ${JSON.stringify(answer)}`)
  }
  const stale = /older message, so nothing was changed/

  it('does nothing for anybody else: with other values, twice, after it was closed, and after a reset', async () => {
    const room = await begin()
    const { seen } = room
    expect(
      missing(
        'actions',
        seen.presses.map(({ body }) => body.action),
      ),
    ).toEqual([])
    expect(
      missing(
        'forms',
        seen.forms.map(({ form }) => form.name),
      ),
    ).toEqual([])
    const before = await kept(room)
    await replay(room, seen, false)
    expect(await kept(room)).toEqual(before)
    await replay(room, seen, true)
    expect(await kept(room)).toEqual(before)
    await room.api.reset()
    const anew = await kept(room)
    await replay(room, seen, false, 2)
    expect(await kept(room)).toEqual(anew)
  }, 120_000)
})
