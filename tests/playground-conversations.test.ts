import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addressOf } from '../adapters/playground/address.ts'
import { freshStart } from '../src/lab/playground.ts'
import { fileShelf } from '../src/lab/shelf.ts'
import type { Db, Tables } from '../src/store/tables.ts'
import { openLab } from './support/lab.ts'
import { type Listening, listen } from './support/listen.ts'
import { type Client, createClient } from './support/toy-client.ts'
import { createToy, saying, type Toy } from './support/toy-lab.ts'

const planted = 'Quokka-7 <b>@everyone</b> `x` \u202Eabc'

describe('a conversation of two people, by the API', () => {
  let toy: Toy
  let server: Listening
  let api: Client

  beforeAll(async () => {
    toy = await createToy(async () => ({}))
    server = await listen(toy.playground.http.listener)
    api = createClient(server)
  })
  beforeEach(async () => {
    await api.reset()
    toy.heard.length = 0
  })
  afterAll(() => server.close())

  const path = '/members/ben/conversations/ada'
  const refused = async (to: string, body: unknown) => {
    const { status, text } = await api.post(to, body)
    return [status, JSON.parse(text).error.code]
  }

  it('keeps lines in their order, the same for both and for nobody else', async () => {
    const at = '2026-03-02T09:00:00.000Z'
    expect(await api.say('ben', 'ada', planted)).toEqual([{ at, by: 'ben', text: planted }])
    await api.clock({ advance: 'PT1M' })
    const lines = await api.say('ada', 'ben', ' thanks \n')
    expect(lines).toEqual([
      { at, by: 'ben', text: planted },
      { at: '2026-03-02T09:01:00.000Z', by: 'ada', text: ' thanks \n' },
    ])
    expect([await api.lines('ada', 'ben'), await api.lines('ben', 'ada')]).toEqual([lines, lines])
    expect(await api.lines('ben', 'dana')).toEqual([])
    expect(await api.lines('dana', 'ada')).toEqual([])
  })

  it('is never heard by the engine, and leaves unread what Reachout said', async () => {
    const before = [await api.overview(), await api.deliveries()]
    await api.say('ben', 'ada', '/reachout stop')
    await api.say('ada', 'ben', 'hello')
    await api.see('ben', 'ada')
    expect(toy.heard).toEqual([])
    expect([await api.overview(), await api.deliveries()]).toEqual(before)
    expect(before).toMatchObject([{ members: [{ unread: 1 }, { unread: 0 }, { unread: 0 }] }, [{ to: 'ada' }]])
  })

  it('answers after all that is due was delivered', async () => {
    toy.plan('dana', saying('due'))
    await api.say('ben', 'ada', 'hello')
    expect(await api.messages('dana')).toHaveLength(1)
  })

  it('counts what the other wrote since one last wrote or looked', async () => {
    const unread = async () => [await api.conversations('ada'), await api.conversations('ben')]
    expect(await unread()).toEqual([[], []])
    await api.say('ben', 'ada', 'one')
    await api.say('ben', 'ada', 'two')
    await api.lines('ada', 'ben')
    expect(await unread()).toEqual([[{ with: 'ben', unread: 2 }], [{ with: 'ada', unread: 0 }]])
    expect(await api.see('ada', 'ben')).toEqual({ lines: await api.lines('ada', 'ben') })
    expect(await unread()).toEqual([[{ with: 'ben', unread: 0 }], [{ with: 'ada', unread: 0 }]])
    await api.say('ben', 'ada', 'three')
    await api.say('ada', 'ben', 'four')
    expect(await unread()).toEqual([[{ with: 'ben', unread: 0 }], [{ with: 'ada', unread: 1 }]])
  })

  it('lists conversations in the order they began', async () => {
    await api.say('dana', 'ada', 'one')
    await api.clock({ advance: 'PT1M' })
    await api.say('ada', 'ben', 'two')
    expect((await api.conversations('ada')).map((one) => one.with)).toEqual(['dana', 'ben'])
  })

  it('takes 10,000 characters of any kind, and refuses nothing, more, and what is no text', async () => {
    expect(await api.say('ben', 'ada', '😀'.repeat(10_000))).toHaveLength(1)
    for (const body of [
      { text: '' },
      { text: ' \n\t' },
      { text: 'x'.repeat(10_001) },
      { text: 7 },
      {},
      { text: 'a', to: 'b' },
    ])
      expect([body, ...(await refused(path, body))]).toEqual([body, 400, 'bad-field'])
    expect(await refused(`${path}/seen`, { text: 'a' })).toEqual([400, 'bad-field'])
    expect(await api.lines('ben', 'ada')).toHaveLength(1)
  })

  it('refuses strangers and oneself', async () => {
    for (const pair of [
      'ben/conversations/zoe',
      'zoe/conversations/ben',
      'zoe/conversations/zoe',
      'ben/conversations/__proto__',
    ]) {
      expect(await refused(`/members/${pair}`, { text: 'a' })).toEqual([404, 'no-member'])
      expect(await refused(`/members/${pair}/seen`, {})).toEqual([404, 'no-member'])
      expect(await api.read(`/members/${pair}`)).toMatchObject({ error: { code: 'no-member' } })
    }
    expect(await api.read('/members/zoe/conversations')).toMatchObject({ error: { code: 'no-member' } })
    expect(await refused('/members/ben/conversations/ben', { text: 'a' })).toEqual([400, 'bad-field'])
    expect(await api.read('/members/ben/conversations/ben')).toMatchObject({ error: { code: 'bad-field' } })
  })

  it('is gone at a reset, and afterwards gives the same bytes for the same calls', async () => {
    const live = async () => {
      await api.reset()
      expect(await api.lines('ben', 'ada')).toEqual([])
      return JSON.stringify([
        await api.say('ben', 'ada', 'one'),
        await api.see('ada', 'ben'),
        await api.conversations('ada'),
      ])
    }
    expect(await live()).toBe(await live())
  })

  it('is dropped whole when one of the two is erased, and no other with it', async () => {
    await api.say('ben', 'ada', planted)
    await api.say('ada', 'ben', 'two')
    await api.say('ben', 'dana', 'three')
    await toy.playground.forget(addressOf('ada'))
    expect([await api.lines('ben', 'ada'), await api.conversations('ada')]).toEqual([[], []])
    expect(await api.conversations('ben')).toEqual([{ with: 'dana', unread: 0 }])
    expect(JSON.stringify([...toy.kept])).not.toContain('Quokka')
  })

  it('has an address that opens it for the one who acts, and none for oneself', () => {
    const { conversation } = toy.playground
    expect(conversation(addressOf('ben'), addressOf('ada'))).toBe('/?as=ben&with=ada')
    expect(conversation(addressOf('ada'), addressOf('ben'))).toBe('/?as=ada&with=ben')
    expect(conversation(addressOf('ada'), addressOf('ada'))).toBeUndefined()
  })
})

describe('a conversation of two people, in the real program', () => {
  const dump = async (db: Db): Promise<Record<string, unknown[]>> => {
    const names = (await db.introspection.getTables()).map(({ name }) => name as keyof Tables)
    const tables = await Promise.all(
      names.map(async (name) => [name, await db.selectFrom(name).selectAll().execute()] as const),
    )
    return Object.fromEntries(tables)
  }

  /** As it lies there, and as it would read if it were only encoded. */
  const readings = (row: unknown) =>
    Object.values(Object(row)).map((value) => `${value} ${Buffer.from(String(value), 'base64').toString('latin1')}`)

  it('changes no table but the vault, and there nothing that can be read', async () => {
    const { world, store, lines, close } = await openLab()
    const before = await store().transact(dump)
    await world.say('ben', 'ada', planted)
    await world.see('ada', 'ben')
    const { vault: sealed = [], ...after } = await store().transact(dump)
    const { vault: empty = [], ...rest } = before
    expect(after).toEqual(rest)
    expect(sealed.length).toBe(empty.length + 1)
    for (const row of sealed) expect(readings(row).join()).not.toMatch(/Quokka|talk:/)
    expect(JSON.stringify(lines)).not.toContain('Quokka')
    await close()
  })

  it('lasts with what is kept, and lies in no file as it was written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reachout-'))
    const shelf = fileShelf(join(folder, 'play.db'))
    const first = await openLab(shelf, freshStart)
    const said = await first.world.say('ben', 'ada', planted)
    const files = () => readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1'))
    expect(files().join()).not.toContain('Quokka')
    await first.close()
    expect(files().join()).not.toContain('Quokka')
    const second = await openLab(shelf, freshStart)
    expect(await second.world.lines('ada', 'ben')).toEqual(said)
    expect(await second.world.conversations('ada')).toEqual([{ with: 'ben', unread: 1 }])
    await second.close()
    rmSync(folder, { recursive: true })
  })
})
