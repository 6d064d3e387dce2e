/** The playground's page. It only reads the world; whatever a person does goes through the JSON API. */
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import type { AnswerJson, ConversationJson, OverviewJson } from '../types.ts'
import type { Walked, World } from '../world.ts'
import { renderForm } from './form.ts'
import { renderPage } from './layout.ts'
import { createReader, type Reader } from './reader.ts'
import { type Html, renderPrivate } from './render.ts'
import { renderHappened } from './views.ts'

/** What the page reads of the playground: nothing that changes it. */
export type Sights = Pick<World, 'overview' | 'messages' | 'ledger' | 'commands' | 'conversations' | 'lines'>

const files = {
  'page.js': 'text/javascript; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const

export const createPage = (world: Sights): Hono => {
  const app = new Hono()
  for (const [name, type] of Object.entries(files)) {
    const text = readFileSync(new URL(name, import.meta.url), 'utf8')
    app.get(`/page/${name}`, (c) => c.body(text, 200, { 'content-type': type }))
  }
  app.get('/', async (c) => c.html(renderPage(...(await look(world, c.req.query('as'), c.req.query('with'))))))
  return app.route('/page', createFragments(world))
}

/** The API's own answers, posted back to be drawn: the server draws everything, the module in the browser nothing. */
const createFragments = (world: Sights): Hono => {
  const app = new Hono()
  app.post('/answer', async (c) => {
    const { members } = await world.overview()
    const answer = await c.req.json<AnswerJson>()
    return c.html(renderAnswer(answer, members, actingReader(members, c.req.query('as'))))
  })
  app.post('/happened', async (c) => {
    const { members } = await world.overview()
    const { now, happened } = await c.req.json<Walked>()
    return c.html(renderHappened(happened, now, actingReader(members, c.req.query('as'))))
  })
  app.onError((error, c) => {
    // The body was no answer of the API; anything else is ours to hear of.
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)
      return c.json({ error: { code: 'bad-json', message: 'This is no answer of the API.' } }, 400)
    throw error
  })
  return app
}

const renderAnswer = (answer: AnswerJson, members: OverviewJson['members'], reader: Reader): Html | '' => {
  if (answer.form) return renderForm(answer.form, members, reader)
  return answer.private ? renderPrivate(answer.private, reader) : ''
}

const look = async (
  world: Sights,
  as: string | undefined,
  beside: string | undefined,
): Promise<Parameters<typeof renderPage>> => {
  const overview = await world.overview()
  const { members } = overview
  const reader = actingReader(members, as)
  const { id } = reader.member
  const other = members.find((member) => member.id === beside && member.id !== id)
  const [messages, deliveries, lines] = await Promise.all([
    world.messages(id),
    world.ledger(id),
    other && world.lines(id, other.id),
  ])
  const all = await conversationsOf(world, members)
  const sight = {
    ...{ overview, messages, deliveries, commands: world.commands() },
    conversations: all.get(id) ?? [],
    waiting: new Map(members.map((member) => [member.id, member.unread + sum(all.get(member.id) ?? [])])),
  }
  return [other && lines ? { ...sight, talk: { other, ...lines } } : sight, reader]
}

const conversationsOf = async (world: Sights, members: OverviewJson['members']) =>
  new Map(await Promise.all(members.map(async ({ id }) => [id, await world.conversations(id)] as const)))

const sum = (conversations: readonly ConversationJson[]): number =>
  conversations.reduce((total, { unread }) => total + unread, 0)

/** The first of the cast, unless the address names another. */
const actingReader = (members: OverviewJson['members'], as: string | undefined): Reader => {
  const member = members.find(({ id }) => id === as) ?? members[0]
  if (member === undefined) throw new Error('The playground has no people: reset it with a cast of at least one.')
  return createReader(member)
}
