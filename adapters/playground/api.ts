import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import {
  actionBody,
  clockBody,
  emptyBody,
  formBody,
  lineBody,
  readBody,
  resetBody,
  textBody,
  troubleBody,
} from './bodies.ts'
import type { Changes } from './changes.ts'
import { streamChanges } from './events.ts'
import { errorJson } from './guard.ts'
import type { Queue } from './queue.ts'
import { parseInstant } from './time.ts'
import { Refusal, refusals, type World } from './world.ts'

export const root = '/api/playground'

type Parts = { readonly world: World; readonly changes: Changes; readonly inTurn: Queue }

/** The routes as docs/playground-api.md lists them. One request at a time touches the world. */
export function createApi(parts: Parts): Hono {
  const { world, changes } = parts
  const app = new Hono()
  addReads(app, parts)
  addActs(app, parts)
  addConversations(app, parts)
  addControls(app, parts)
  app.get(`${root}/events`, (c) => streamChanges(c, changes))
  app.get('/livez', (c) => c.json({ live: true }))
  app.get('/readyz', async (c) => {
    const { ready, because } = await world.ready()
    return ready ? c.json({ ready }) : c.json({ ready, because }, 503)
  })
  app.notFound((c) => refuse(c, new Refusal('no-route', 'There is nothing at this address.')))
  app.onError(async (error, c) => {
    if (error instanceof Refusal) return refuse(c, error)
    const { ready, because } = await world.ready()
    const message = ready ? 'The playground failed to answer this time.' : `Nothing can be kept now (${because}).`
    return c.json({ error: { code: ready ? 'internal' : 'unavailable', message } }, ready ? 500 : 503)
  })
  return app
}

function addReads(app: Hono, { world, inTurn }: Parts): void {
  app.get(root, async (c) => c.json(await inTurn(() => world.overview())))
  app.get(`${root}/deliveries`, async (c) => c.json({ deliveries: await inTurn(() => world.ledger()) }))
  app.get(`${root}/members/:id/messages`, async (c) =>
    c.json({ messages: await inTurn(() => world.messages(c.req.param('id'))) }),
  )
  app.get(`${root}/members/:id/deliveries`, async (c) =>
    c.json({ deliveries: await inTurn(() => world.ledger(c.req.param('id'))) }),
  )
}

function addActs(app: Hono, { world, ...parts }: Parts): void {
  const act = <T>(name: string, schema: z.ZodType<T>, work: (id: string, body: T) => Promise<object>) =>
    app.post(`${root}/members/:id/${name}`, (c) => answer(c, schema, parts, (body) => work(c.req.param('id'), body)))
  act('commands', textBody, (id, { text }) => world.command(id, text))
  act('texts', textBody, (id, { text }) => world.text(id, text))
  act('actions', actionBody, (id, { message, action, value }) =>
    world.action(id, { message, action, ...(typeof value === 'string' ? { value } : {}) }),
  )
  act('forms', formBody, (id, sent) => world.form(id, sent))
}

/** Of two people, without Reachout. */
function addConversations(app: Hono, { world, inTurn, ...parts }: Parts): void {
  const all = `${root}/members/:id/conversations`
  const one = `${all}/:other` as const
  app.get(all, async (c) => c.json({ conversations: await inTurn(() => world.conversations(c.req.param('id'))) }))
  app.get(one, async (c) => c.json(await inTurn(() => world.lines(c.req.param('id'), c.req.param('other')))))
  app.post(one, (c) =>
    answer(c, lineBody, { ...parts, inTurn }, ({ text }) => world.say(c.req.param('id'), c.req.param('other'), text)),
  )
  app.post(`${one}/seen`, (c) =>
    answer(c, emptyBody, { ...parts, inTurn }, () => world.see(c.req.param('id'), c.req.param('other'))),
  )
}

function addControls(app: Hono, { world, ...parts }: Parts): void {
  const control = <T>(name: string, schema: z.ZodType<T>, work: (body: T) => Promise<object>) =>
    app.post(`${root}/${name}`, (c) => answer(c, schema, parts, work))
  control('clock', clockBody, (step) => world.clock(step))
  control('trouble', troubleBody, ({ kind, member }) => world.trouble(kind, member ?? undefined))
  control('reset', resetBody, ({ seed, at, cast }) =>
    world.reset({
      ...(typeof seed === 'number' ? { seed } : {}),
      ...(typeof at === 'string' ? { at: parseInstant(at) } : {}),
      ...(typeof cast === 'number' ? { cast } : {}),
    }),
  )
}

type Answering = Pick<Parts, 'changes' | 'inTurn'>

async function answer<T>(
  c: Context,
  schema: z.ZodType<T>,
  { changes, inTurn }: Answering,
  work: (body: T) => Promise<object>,
): Promise<Response> {
  const body = await readBody(c.req.raw, schema)
  try {
    return c.json(await inTurn(() => work(body)))
  } finally {
    changes.tell()
  }
}

function refuse(c: Context, refusal: Refusal): Response {
  return c.json(errorJson(refusal), refusals[refusal.code])
}
