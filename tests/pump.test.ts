import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { readCatalog } from '../messages/catalog.ts'
import { seededChance } from '../src/chance.ts'
import { createEngine } from '../src/engine/engine.ts'
import { type Adapter, type Feature, SendError } from '../src/engine/index.ts'
import { openStore } from '../src/store/sqlite.ts'
import { type Store, StoreError } from '../src/store/store.ts'
import { turn } from '../src/system-clock.ts'
import { secret } from './support/program.ts'
import { bell, createTestPlatform } from './support/test-platform.ts'

const start = Date.UTC(2026, 2, 3, 11)
/** Far more looks than anything here needs; a pump that spins would never end. */
const mostLooks = 300

let store: Store | undefined
afterEach(() => store?.close())

/** The real engine on a real store that counts how often it is looked into. */
const open = async (speaks: Partial<Adapter>, feature: Feature = bell) => {
  const real = await openStore({ file: ':memory:', keysFile: ':memory:', secret })
  store = real
  const late = Promise.withResolvers<void>()
  let looks = 0
  let now = start
  const counted: Store = {
    ...real,
    transact: (work) => {
      looks += 1
      if (looks > mostLooks) return Promise.reject(new StoreError('locked', new Error('it spins')))
      return real.transact(work)
    },
  }
  const platform = createTestPlatform()
  const quiet = () => undefined
  const engine = createEngine({
    store: counted,
    adapters: [{ ...platform, ...speaks }],
    features: [feature],
    catalog: readCatalog(),
    clock: {
      now: () => now,
      monotonic: () => now,
      sleep: (_, signal) => Promise.race([aborted(signal), late.promise]),
    },
    chance: seededChance(1),
    turn,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    stirred: () => void engine.tick().catch(quiet),
  })
  await engine.start()
  await platform.installs()
  const rest = async () => {
    for (let n = 0; n < 10; n++) await turn()
  }
  const wait = async (ms: number) => {
    now += ms
    await engine.tick()
    await rest()
  }
  const rows = () => real.transact((db) => db.selectFrom('deliveries').selectAll().orderBy('planned_at').execute())
  /** All that was waited for takes too long. */
  const giveUp = () => late.resolve()
  return { platform, engine, store: real, rest, wait, giveUp, rows, looks: () => looks }
}

/** Only an end of waiting ends it: time stands still here. */
const aborted = (signal?: AbortSignal) =>
  new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))

const keeping: Feature = { ...bell, settled: async (c, { subject }) => c.refresh(subject) }

describe('while a request is under way', () => {
  it('an edit that takes long costs nothing, is made once, and then is over', async () => {
    const slow = Promise.withResolvers<void>()
    const edited: string[] = []
    const edit: Adapter['edit'] = ({ to }) => {
      edited.push(to.id)
      return to.id === 'ada' ? slow.promise : Promise.resolve()
    }
    const rate = { startPerSecond: Number.POSITIVE_INFINITY, maxPerSecond: Number.POSITIVE_INFINITY }
    const room = await open({ edit, domain: () => ({ id: 'test', ...rate }) }, keeping)
    await room.platform.says('ada', 'bell')
    await room.rest()
    await room.wait(1)
    await room.platform.says('ben', 'bell')
    await room.rest()
    const before = room.looks()
    await room.rest()
    expect([edited, room.looks() - before]).toEqual([['ada', 'ben'], 0])
    slow.resolve()
    await room.rest()
    expect(edited).toEqual(['ada', 'ben'])
    expect((await room.rows()).map(({ stale }) => stale)).toEqual([0, 0])
  })

  it('an edit that hangs stops no other edit, and is made again after its time', async () => {
    const edited: string[] = []
    const room = await open(
      {
        edit: ({ to }) => {
          edited.push(to.id)
          return to.id === 'ada' && edited.length < 2 ? new Promise(() => {}) : Promise.resolve()
        },
        domain: () => ({ id: 'test', startPerSecond: 1, maxPerSecond: 1 }),
      },
      keeping,
    )
    await room.platform.says('ada', 'bell')
    await room.rest()
    await room.wait(1_000)
    await room.platform.says('ben', 'bell')
    for (let second = 0; second < 5; second++) await room.wait(1_000)
    expect(edited).toEqual(['ada', 'ben'])
    room.giveUp()
    await room.wait(60_000)
    await room.wait(60_000)
    expect(edited).toEqual(['ada', 'ben', 'ada'])
  })

  it('what waits its turn behind it costs nothing, and goes out when it has ended', async () => {
    const twice: Feature = {
      ...bell,
      commands: {
        again: {
          about: 'Rings once more',
          run: async (c) => {
            c.say(c.member.id, 'welcome.invite', c.member.id, { key: 'again', because: 'invited' })
            return {}
          },
        },
        ...bell.commands,
      },
    }
    let tries = 0
    const send: Adapter['send'] = async ({ id, to }) => {
      tries += 1
      if (tries === 1) throw new SendError('unknown')
      return { conversation: to.id, message: id }
    }
    const room = await open({ send, find: async () => 'absent' }, twice)
    await room.platform.says('ada', 'bell')
    await room.rest()
    await room.wait(1)
    await room.platform.says('ada', 'again')
    await room.rest()
    const before = room.looks()
    await room.rest()
    expect([tries, room.looks() - before]).toEqual([1, 0])
    await room.wait(120_000)
    await room.wait(1)
    expect((await room.rows()).map(({ status }) => status)).toEqual(['sent', 'sent'])
    expect(tries).toBe(3)
  })
})

describe('on a disk that is nearly full', () => {
  it('what cannot be planned is planned when there is room, however often it was tried', async () => {
    const slow: Feature = {
      ...bell,
      commands: {
        bell: {
          about: 'Rings in a second',
          run: async (c) => {
            await c.keep()
            await c.db.updateTable('members').set({ standing: 'invited' }).where('id', '=', c.member.id).execute()
            c.wake('ring', c.member.id, c.now + 1_000)
            return {}
          },
        },
      },
      timers: {
        ring: async (c, [due]) => {
          const subject = due?.subject ?? ''
          c.say(subject, 'welcome.invite', subject, { key: 'k'.repeat(100_000), because: 'invited' })
        },
      },
    }
    const room = await open({}, slow)
    await room.platform.says('ada', 'bell')
    const limit = (pages: number) =>
      room.store.transact((db) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(db).then(() => {}))
    await limit(1)
    for (let tries = 0; tries < 10; tries++) await room.wait(3_600_000 / 10).catch(() => undefined)
    expect(await room.rows()).toEqual([])
    await limit(1_000_000)
    await room.wait(1_000)
    await room.wait(1_000)
    expect((await room.rows()).map(({ status }) => status)).toEqual(['sent'])
  })
})
