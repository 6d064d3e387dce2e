import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import type { Program } from '../src/program.ts'
import { Refusal } from '../src/refusal.ts'
import { collectLog, configFor, newFolder, otherSecret, startProgram } from './support/program.ts'
import { createTestPlatform } from './support/test-platform.ts'

const running: Program[] = []

const start = async (...given: Parameters<typeof startProgram>): Promise<Program> => {
  const program = await startProgram(...given)
  running.push(program)
  return program
}

afterEach(async () => {
  for (const program of running.splice(0)) await program.stop()
})

const problemsOf = async (starting: Promise<unknown>): Promise<readonly string[]> => {
  const refusal: unknown = await starting.catch((error: unknown) => error)
  if (refusal instanceof Refusal) return refusal.problems
  throw new Error(`expected a refusal, not ${refusal}`)
}

const get = async (address: string, path: string) => {
  const response = await fetch(address + path)
  return { status: response.status, body: await response.json() }
}

describe('the program', () => {
  it('serves: what an act plans is sent at once, not at the next beat', async () => {
    const platform = createTestPlatform()
    const program = await start(configFor(newFolder()), [platform])
    await platform.installs()
    await platform.says('ada', 'bell')
    expect((await platform.first).message.summary).toBe('Ding')
    expect(await get(program.address, '/readyz')).toEqual({ status: 200, body: { ready: true } })
  })

  it('listens on loopback unless told otherwise', async () => {
    const program = await start(configFor(newFolder()), [createTestPlatform()])
    expect(program.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('makes its folder and its files for its owner alone', async () => {
    const folder = join(newFolder(), 'data')
    await start(configFor(folder), [createTestPlatform()])
    const modes = ['', 'reachout.db', 'reachout.db-wal', 'keys.db', 'reachout.lock'].map(
      (name) => statSync(join(folder, name)).mode & 0o077,
    )
    expect(modes).toEqual([0, 0, 0, 0, 0])
  })

  it('is not ready while a platform is still starting, and lives', async () => {
    const connected = Promise.withResolvers<void>()
    const { log, lines } = collectLog()
    const config = { ...configFor(newFolder()), port: await freePort() }
    const address = `http://127.0.0.1:${config.port}`
    const platform = createTestPlatform({ whileStarting: () => connected.promise })
    const starting = start(config, [platform], { log })
    const looked = await whileLookedAt(address)
    expect(looked).toEqual({ live: 200, ready: { status: 503, body: { ready: false, because: 'starting' } } })
    connected.resolve()
    const program = await starting
    expect(await get(program.address, '/readyz')).toEqual({ status: 200, body: { ready: true } })
    expect(lines.join()).toContain('program.started')
  })

  it('says why it is not ready while another process keeps the data locked, once in the log, and recovers', async () => {
    const folder = newFolder()
    const { log, lines } = collectLog()
    const platform = createTestPlatform()
    const program = await start(configFor(folder), [platform], { log })
    await platform.installs()
    const other = new Database(join(folder, 'reachout.db'))
    other.exec('begin immediate')
    await platform.says('ada', 'bell')
    expect(await get(program.address, '/readyz')).toEqual({ status: 503, body: { ready: false, because: 'locked' } })
    expect((await fetch(`${program.address}/livez`)).status).toBe(200)
    other.exec('rollback')
    other.close()
    await expect.poll(() => get(program.address, '/readyz'), { timeout: 5_000 }).toMatchObject({ status: 200 })
    expect(lines.filter((line) => line.includes('store.trouble'))).toEqual([
      '{"event":"store.trouble","because":"locked"}',
    ])
    expect(lines.filter((line) => line.includes('store.recovered')).length).toBe(1)
  })
})

describe('the program refuses to start', () => {
  it('beside another on the same data, in one sentence, and can after it has stopped', async () => {
    const folder = newFolder()
    const first = await startProgram(configFor(folder), [createTestPlatform()])
    expect(await problemsOf(startProgram(configFor(folder), [createTestPlatform()]))).toEqual([
      expect.stringContaining('already serving this data'),
    ])
    await first.stop()
    await start(configFor(folder), [createTestPlatform()])
  })

  it('without a platform, without a secret and with an open folder: all told at once', async () => {
    const folder = newFolder()
    chmodSync(folder, 0o755)
    const problems = await problemsOf(startProgram({ ...configFor(folder), secret: undefined }, []))
    expect(problems).toEqual([
      expect.stringContaining('No platform'),
      expect.stringContaining('REACHOUT_SECRET'),
      expect.stringContaining(`chmod 700 ${folder}`),
    ])
  })

  it('with keys that others can read', async () => {
    const folder = join(newFolder(), 'data')
    mkdirSync(folder, { mode: 0o700 })
    writeFileSync(join(folder, 'keys.db'), '')
    chmodSync(join(folder, 'keys.db'), 0o644)
    expect(await problemsOf(startProgram(configFor(folder), [createTestPlatform()]))).toEqual([
      expect.stringContaining('chmod 600'),
    ])
  })

  it('with a secret that is not the one the data was written with, and leaves the data as it is', async () => {
    const folder = newFolder()
    await startProgram(configFor(folder), [createTestPlatform()]).then((program) => program.stop())
    const other = configFor(folder, { REACHOUT_SECRET: otherSecret })
    const problems = await problemsOf(startProgram(other, [createTestPlatform()]))
    expect(problems).toEqual([expect.stringContaining('another secret')])
    expect(problems.join()).not.toContain(otherSecret)
    await start(configFor(folder), [createTestPlatform()])
  })

  it('on a port that is taken, and says which', async () => {
    const first = await start(configFor(newFolder()), [createTestPlatform()])
    const port = new URL(first.address).port
    expect(
      await problemsOf(startProgram(configFor(newFolder(), { REACHOUT_PORT: port }), [createTestPlatform()])),
    ).toEqual([expect.stringContaining(`Port ${port} on 127.0.0.1 is taken`)])
  })
})

describe('SIGTERM', () => {
  it('finishes the message under way, writes it down and exits 0', async () => {
    const folder = newFolder()
    const child = fork(new URL('support/program-process.ts', import.meta.url), [folder], { stdio: 'inherit' })
    await heard(child, 'sending')
    child.kill('SIGTERM')
    await heard(child, 'stopping')
    child.send('arrived')
    expect(await once(child, 'exit')).toEqual([0, null])
    const raw = new Database(join(folder, 'reachout.db'), { readonly: true })
    expect(raw.prepare('select status from deliveries').pluck().all()).toEqual(['sent'])
    raw.close()
  })
})

const heard = (child: ChildProcess, what: string): Promise<void> =>
  new Promise((resolve, reject) => {
    child.on('message', (told) => told === what && resolve())
    child.once('exit', (code) => reject(new Error(`the program ended with ${code} before it was ${what}`)))
  })

/** A port that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

const whileLookedAt = async (address: string) => {
  const reachable = async () => (await fetch(`${address}/livez`).catch(() => undefined))?.status
  await expect.poll(reachable, { timeout: 10_000 }).toBe(200)
  return { live: await reachable(), ready: await get(address, '/readyz') }
}
