import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Asked, type Listening, listen } from './support/listen.ts'
import { createToy, type Toy } from './support/toy-lab.ts'
import { answerOf, toyCommands } from './support/toy-product.ts'

const root = '/api/playground'
const json = { 'content-type': 'application/json' }

let toy: Toy
let server: Listening
let readiness: { ready: boolean; because?: string } = { ready: true }

beforeAll(async () => {
  toy = await createToy(
    answerOf(() => toy),
    { commands: toyCommands, ready: async () => readiness },
  )
  server = await listen(toy.playground.http.listener)
})
afterAll(() => server.close())

const codeOf = async (path: string, asked: Asked = {}) => {
  const { status, text, headers } = await server.ask(path, asked)
  expect(headers['content-type']).toMatch(/^application\/json/)
  const { error } = JSON.parse(text)
  expect(error.message).toMatch(/\w/)
  return [status, error.code]
}
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  codeOf(root + path, { method: 'POST', headers: { ...json, ...headers }, body })

it('answers only to its own names with its own port, whatever the method', async () => {
  const { port } = server
  for (const host of ['example.org', `example.org:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`, 'a b']) {
    for (const method of ['GET', 'POST', 'OPTIONS', 'PUT', 'DELETE']) {
      expect(await codeOf(root, { method, headers: { ...json, host } })).toEqual([403, 'bad-host'])
    }
    expect((await codeOf('/', { headers: { host } }))[0]).toBe(403)
  }
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LocalHost:${port}`, `[::1]:${port}`]) {
    expect((await server.ask(root, { headers: { host } })).status).toBe(200)
    expect((await server.ask('/', { headers: { host } })).status).toBe(200)
  }
})

it('takes no act from another site', async () => {
  for (const site of ['cross-site', 'same-site', 'none']) {
    expect(await post('/reset', '{}', { 'sec-fetch-site': site })).toEqual([403, 'cross-site'])
  }
  expect(await post('/reset', '{}', { origin: 'https://example.org' })).toEqual([403, 'cross-site'])
  expect(await post('/reset', '{}', { origin: 'null' })).toEqual([403, 'cross-site'])
  const own = { ...json, 'sec-fetch-site': 'same-origin', origin: server.origin }
  expect((await server.ask(`${root}/reset`, { method: 'POST', headers: own, body: '{}' })).status).toBe(200)
  expect((await server.ask(root, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(200)
})

it('takes JSON alone', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx']) {
    expect(await post('/reset', '{}', { 'content-type': type })).toEqual([415, 'not-json'])
  }
  expect(await codeOf(`${root}/reset`, { method: 'POST', body: '{}' })).toEqual([415, 'not-json'])
  const charset = { 'content-type': 'application/json; charset=utf-8' }
  expect((await server.ask(`${root}/reset`, { method: 'POST', headers: charset, body: '{}' })).status).toBe(200)
})

it('refuses what is not one JSON object', async () => {
  for (const body of ['', '{', 'null', '[]', '"text"', '{"text":"a"} x']) {
    expect(await post('/members/ada/texts', body)).toEqual([400, 'bad-json'])
  }
})

it('refuses fields that are missing, of another type or unknown', async () => {
  for (const [path, body] of [
    ['texts', {}],
    ['texts', { text: 7 }],
    ['texts', { text: null }],
    ['texts', { text: 'a', more: 1 }],
    ['commands', { command: '/reachout' }],
    ['actions', { message: 'm' }],
    ['actions', { action: 'a' }],
    ['actions', { message: 'm', action: 'a', value: 7 }],
    ['forms', { form: 'f' }],
    ['forms', { form: 7, values: {} }],
    ['forms', { form: 'f', values: [] }],
  ] as const) {
    expect([path, body, ...(await post(`/members/ada/${path}`, JSON.stringify(body)))]).toEqual([
      path,
      body,
      400,
      'bad-field',
    ])
  }
})

it('takes a body of 64 KiB and no more, told or streamed', async () => {
  const filled = (length: number) => JSON.stringify({ text: 'x'.repeat(length - '{"text":""}'.length) })
  const most = await server.ask(`${root}/members/ada/texts`, { method: 'POST', headers: json, body: filled(65_536) })
  expect(most.status).toBe(200)
  expect(await post('/members/ada/texts', filled(65_537))).toEqual([413, 'too-long'])
  expect(await post('/members/ada/texts', filled(2_000_000))).toEqual([413, 'too-long'])
  expect(await post('/members/ada/texts', filled(65_537), { 'transfer-encoding': 'chunked' })).toEqual([
    413,
    'too-long',
  ])
})

it('knows its people and its addresses', async () => {
  for (const path of ['messages', 'deliveries']) {
    expect(await codeOf(`${root}/members/zoe/${path}`)).toEqual([404, 'no-member'])
  }
  expect(await post('/members/zoe/texts', '{"text":"a"}')).toEqual([404, 'no-member'])
  expect(await post('/members/ADA/commands', '{"text":"a"}')).toEqual([404, 'no-member'])
  expect(await post('/members/__proto__/actions', '{"message":"a","action":"b"}')).toEqual([404, 'no-member'])
  expect(await post('/members/zoe/forms', '{"form":"a","values":{}}')).toEqual([404, 'no-member'])
  for (const path of [
    `${root}/nothing`,
    `${root}/members`,
    `${root}/members/ada`,
    `${root}/clock`,
    '/nothing',
    '/api',
  ]) {
    expect([path, ...(await codeOf(path))]).toEqual([path, 404, 'no-route'])
  }
  expect(await post('/members/ada/messages', '{}')).toEqual([404, 'no-route'])
  expect(await codeOf(root, { method: 'DELETE', headers: json })).toEqual([404, 'no-route'])
})

it('sends strict headers with every answer', async () => {
  for (const asked of [{}, { headers: { host: 'example.org' } }]) {
    for (const path of [root, '/', '/nothing', `${root}/members/zoe/messages`]) {
      const { headers } = await server.ask(path, asked)
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
      expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/)
      expect(headers['content-security-policy']).not.toMatch(/unsafe|http|\*/)
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers).not.toHaveProperty('access-control-allow-origin')
    }
  }
})

it('tells whether it is alive and whether it can keep anything', async () => {
  expect((await server.ask('/readyz')).text).toBe('{"ready":true}')
  readiness = { ready: false, because: 'disk' }
  const { status, text } = await server.ask('/readyz')
  expect([status, text]).toEqual([503, '{"ready":false,"because":"disk"}'])
  expect((await server.ask('/livez')).status).toBe(200)
  readiness = { ready: true }
})

it('handles acts one at a time, in the order they came', async () => {
  const texts = ['one', 'two', 'three', 'four']
  toy.heard.length = 0
  await Promise.all(
    texts.map((text) =>
      server.ask(`${root}/members/ada/texts`, { method: 'POST', headers: json, body: JSON.stringify({ text }) }),
    ),
  )
  expect(toy.heard.map((heard) => (heard.kind === 'text' ? heard.text : '')).sort()).toEqual([...texts].sort())
  expect(new Set(toy.heard.map(({ id }) => id)).size).toBe(texts.length)
})
