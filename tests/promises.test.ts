import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { readCatalog } from '../messages/catalog.ts'
import { kinds } from '../messages/kinds.ts'
import { secureChance } from '../src/chance.ts'
import { createEngine } from '../src/engine/engine.ts'
import { setHold } from '../src/engine/hold.ts'
import { type Adapter, causes, type Feature, type Heard, type Host, type Reply } from '../src/engine/index.ts'
import { createFeatures } from '../src/features.ts'
import { openStore } from '../src/store/sqlite.ts'
import type { Store } from '../src/store/store.ts'
import { turn } from '../src/system-clock.ts'
import { demand } from './support/demand.ts'
import { openHellos, setPlan, week } from './support/hellos.ts'
import { type OpenApi, openApi, textOf } from './support/open-api.ts'
import { aPlace } from './support/places.ts'
import { configFor, newFolder, startProgram, workingHours } from './support/program.ts'
import { textOf as plainOf } from './support/room.ts'
import { bell, createTestPlatform } from './support/test-platform.ts'

const opened: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

describe('every message', () => {
  it('of a kind in the one table has a view, and every view its kind, once', () => {
    const views = createFeatures().flatMap(({ views = {} }) => Object.keys(views))
    expect(views.toSorted()).toEqual(Object.keys(kinds).toSorted())
  })

  it('says why it came from settings alone: the same whatever was answered, left unsaid or asked for', async () => {
    const room = await openHellos()
    opened.push(room)
    await setPlan(room, 'monday')
    const whys = new Set<string>()
    for (const tap of ['Rough', undefined, 'Going well', undefined, undefined, 'Hard going']) {
      const { say } = await room.press('ada', 'More')
      whys.add(plainOf(say))
      if (tap) await room.press('ada', tap)
      await room.wait(week)
    }
    expect([...whys]).toHaveLength(1)
    expect([...whys][0]).toContain('you joined, and your workspace has a weekly hello. Yours comes on Mondays')
    const told = new Set((await room.ledger()).map(({ because }) => because))
    expect([...told].filter((because) => !causes.some((cause) => cause === because))).toEqual([])
  })
})

/** The program with these options, and what its platform hears said in two workspaces. */
const serve = async (env: Readonly<Record<string, string>>) => {
  const folder = newFolder()
  const host = Promise.withResolvers<Host>()
  const adapter: Adapter = { ...createTestPlatform(), start: async (given) => host.resolve(given) }
  const program = await startProgram(configFor(folder, env), [adapter], { features: createFeatures() })
  opened.push({ close: program.stop })
  let events = 0
  const hear = async (workspace: string, act: Pick<Heard, 'kind'> & Readonly<Record<string, unknown>>) => {
    const by = {
      address: { platform: 'test', workspace, kind: 'person' as const, id: 'ada' },
      name: 'Ada',
      admin: true,
    }
    const reply = await (await host.promise).handle({ id: `event ${++events}`, workspace, by, ...act } as Heard)
    return plainOf(reply.say)
  }
  return {
    install: (workspace: string) => hear(workspace, { kind: 'installed', name: `Called ${workspace}` }),
    join: (workspace: string) => hear(workspace, { kind: 'action', name: 'welcome.join', subject: '' }),
    type: (workspace: string, text: string) => hear(workspace, { kind: 'text', text }),
    stored: async () => {
      await program.stop()
      const { secret } = configFor(folder)
      const store = await openStore({
        file: `${folder}/reachout.db`,
        keysFile: `${folder}/keys.db`,
        secret: demand(secret),
      })
      opened.push(store)
      return store.transact(async (db) => {
        const workspaces = await db.selectFrom('workspaces').select('id').execute()
        const members = await db.selectFrom('members').select('workspace').execute()
        return [workspaces.map(({ id }) => id), members.map(({ workspace }) => workspace)]
      })
    },
  }
}

const notServed = "I'm not set up for this workspace. Whoever runs Reachout here can add it."

describe('a workspace', () => {
  it('that is not in the list is refused in one sentence, and nothing of it is stored', async () => {
    const { install, join, type, stored } = await serve({ REACHOUT_WORKSPACES: 'harbour,quay' })
    expect(await install('elsewhere')).toBe(notServed)
    expect(await join('elsewhere')).toBe(notServed)
    expect(await type('elsewhere', 'I want to die')).toBe(notServed)
    for (const listed of ['harbour', 'quay']) {
      expect(await install(listed)).toBe('')
      expect(await join(listed)).toContain("You're in.")
    }
    expect(await stored()).toEqual([
      ['harbour', 'quay'],
      ['harbour', 'quay'],
    ])
  })

  it('that comes first is served when there is no list, and no other after it', async () => {
    const { install, join, stored } = await serve({})
    expect(await install('harbour')).toBe('')
    expect(await install('second')).toBe(notServed)
    expect(await join('second')).toBe(notServed)
    expect(await install('harbour')).toBe('')
    expect(await join('harbour')).toContain("You're in.")
    expect(await stored()).toEqual([['harbour'], ['harbour']])
  })
})

const endsIn = (folder: string): readonly unknown[] => {
  const raw = new Database(`${folder}/reachout.db`, { readonly: true })
  const rows = raw.prepare(`select status || ' ' || coalesce(reason, 'null') from deliveries`).pluck().all()
  raw.close()
  return rows
}

describe('a workspace that was taken off the list', () => {
  const later = 3_600_000
  const bellLater: Feature = {
    ...bell,
    commands: {
      bell: {
        about: 'Rings in an hour',
        run: async (c) => {
          await c.keep()
          await c.db.updateTable('members').set({ standing: 'invited' }).where('id', '=', c.member.id).execute()
          c.say(c.member.id, 'welcome.invite', c.member.id, { key: 'later', because: 'invited', at: c.now + later })
          return {}
        },
      },
    },
  }

  it.each([
    ['harbour', 1, 'sent null', undefined],
    ['elsewhere', 0, 'skipped forbidden', notServed],
  ])('is neither written to nor heard: the list is now %s', async (list, sent, end, answer) => {
    const folder = newFolder()
    const config = configFor(folder)
    const first = createTestPlatform()
    const before = await startProgram(config, [first], { features: [bellLater] })
    await first.installs()
    await first.says('ada', 'bell')
    await before.stop()
    const second = createTestPlatform()
    const { now, ...clock } = workingHours()
    const program = await startProgram({ ...config, workspaces: [list] }, [second], {
      features: [bellLater],
      clock: { ...clock, now: () => now() + later },
    })
    opened.push({ close: program.stop })
    // The ids of its first events were heard before.
    for (let heard = 0; heard < 2; heard++) await second.says('ada', 'bell')
    const reply = (await second.says('ada', 'bell')) as Reply
    expect(reply.say && plainOf(reply.say)).toBe(answer)
    await expect.poll(() => endsIn(folder), { timeout: 5_000 }).toEqual([end])
    expect(second.sent.length).toBe(sent)
  })
})

describe('a hold', () => {
  const hold = (room: OpenApi, on: boolean) => room.store().transact((db) => setHold(db, on, room.lab.now()))
  const received = async (room: OpenApi) => {
    const { members } = await room.api.overview()
    return Promise.all(members.map(async ({ id }) => `${id} ${(await room.api.messages(id)).length}`))
  }

  const countIn = (line: string | undefined) => Number(line?.split(' ')[1])

  it('stops all sending at once, while people are answered, can leave, read their data and get support', async () => {
    const room = await openApi()
    opened.push(room)
    const before = await received(room)
    await hold(room, true)
    await room.api.clock({ advance: 'P2D' })
    expect(await received(room)).toEqual(before)
    expect(textOf((await room.press('ada', 'Rough')).message)).toContain('Noted. Thank you.')
    expect(textOf((await room.press('ada', 'Support options')).private)).toContain('findahelpline.com')
    const { private: settings } = await room.api.command('ada', '/reachout settings')
    expect(textOf((await room.press('ada', 'My data', settings)).private)).toContain('This is what is stored about you')
    expect(textOf((await room.api.command('ben', '/reachout stop')).private)).toContain("I won't write to you again.")
    expect(await received(room)).toEqual(before)
  })

  it('never bursts when it ends: what came too late because of it is left out, and its ledger says so', async () => {
    const room = await openApi()
    opened.push(room)
    await hold(room, true)
    await room.api.clock({ advance: 'P9D' })
    const before = await received(room)
    await hold(room, false)
    const { happened } = await room.api.clock({ advance: 'PT1M' })
    const after = await received(room)
    const more = after.map((count, at) => countIn(count) - countIn(before[at]))
    expect(Math.max(...more)).toBeLessThanOrEqual(1)
    const held = happened.filter(({ kind }) => kind === 'check-in.ask')
    expect(held.length).toBeGreaterThan(8)
    expect(new Set(held.map(({ member, status, reason }) => (member === 'fay' ? '' : `${status} ${reason}`)))).toEqual(
      new Set(['', 'skipped held']),
    )
    const { happened: next } = await room.api.clock({ advance: 'P7D' })
    expect(next.filter(({ member, status }) => member === 'dana' && status === 'sent')).toHaveLength(1)
  })
})

describe('two engines on one file', () => {
  const deliveries = 300

  it('share the work: every delivery is posted once, by one of them', async () => {
    const place = aPlace()
    const posts: { readonly id: string; readonly by: number }[] = []
    const engines = [await engineOn(await place.open(), posts, 0), await engineOn(await place.open(), posts, 1)]
    const [one, two] = engines.map((engine) => engine.hear)
    await demand(one)('founder', 'installed')
    for (let n = 0; n < deliveries; n++) await demand(n % 2 === 0 ? one : two)(`p${n}`, 'bell')
    await expect
      .poll(async () => Promise.all(engines.map(({ tick }) => tick())).then(() => posts.length))
      .toBe(deliveries)
    expect(new Set(posts.map(({ id }) => id)).size).toBe(deliveries)
    expect(new Set(posts.map(({ by }) => by))).toEqual(new Set([0, 1]))
  })
})

const engineOn = async (store: Store, posts: { id: string; by: number }[], by: number) => {
  const quiet = () => undefined
  const platform = createTestPlatform()
  const adapter: Adapter = {
    ...platform,
    start: async () => {},
    domain: () => ({ id: 'test', startPerSecond: Number.POSITIVE_INFINITY, maxPerSecond: Number.POSITIVE_INFINITY }),
    send: async ({ id, to }) => {
      await turn()
      posts.push({ id, by })
      return { conversation: to.id, message: id }
    },
  }
  const engine = createEngine({
    store,
    adapters: [adapter],
    features: [bell],
    catalog: readCatalog(),
    clock: workingHours(),
    chance: secureChance(),
    turn,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  })
  await engine.start()
  return {
    tick: engine.tick,
    hear: (person: string, name: string) => {
      const address = { platform: 'test', workspace: 'harbour', kind: 'person' as const, id: person }
      const what = name === 'installed' ? { kind: name, name: 'Harbour' } : { kind: 'command', name, values: {} }
      return engine.handle({ id: `${name} ${person}`, workspace: 'harbour', by: { address }, ...what } as Heard)
    },
  }
}
