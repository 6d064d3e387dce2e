import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { judge, readData, unfinished } from './kills/judge.ts'
import { readLines } from './kills/ledger.ts'
import { demand } from './support/demand.ts'
import { ask } from './support/listen.ts'
import { openApi, pressable, sightsOf, textOf } from './support/open-api.ts'
import { type Client, createClient } from './support/toy-client.ts'

const running = new Set<ChildProcess>()
const folders: string[] = []

afterEach(async () => {
  for (const child of running) {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'reachout-trouble-'))
  folders.push(folder)
  return folder
}

/** No file may grow beyond this, as on a disk that is full, in blocks of 512 bytes: tables fit, a long WAL does not. */
const mostBlocks = 2_000

/** A process whose files cannot grow for ever, with the events of its log. */
const limited = (script: string, args: readonly string[], limit: number | 'unlimited') => {
  const path = new URL(script, import.meta.url).pathname
  const command = ['-c', `ulimit -f ${limit} && exec "$0" "$@"`, process.execPath, path, ...args]
  const child = spawn('sh', command, {
    env: { ...process.env, REACHOUT_LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let [said, printed] = ['', '']
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  child.stdout?.on('data', (chunk) => {
    printed += chunk
  })
  const address = async (): Promise<string> => {
    await expect.poll(() => said + printed, { timeout: 15_000 }).toMatch(/http:\/\/127\.0\.0\.1:\d+/)
    return demand(/http:\/\/127\.0\.0\.1:\d+/.exec(said + printed)?.[0])
  }
  return { child, address, logged: (event: string) => said.split('\n').filter((line) => line.includes(`"${event}"`)) }
}

const readiness = async (address: string) => {
  const response = await fetch(`${address}/readyz`)
  return [response.status, await response.json()]
}
const ready = [200, { ready: true }]
const unready = (because: string) => [503, { ready: false, because }]
const lives = async (address: string) => (await fetch(`${address}/livez`)).status

/** Room again: what filled the disk is gone. */
const makeRoom = (file: string): void => {
  const raw = new Database(file)
  raw.pragma('busy_timeout = 5000')
  raw.pragma('wal_checkpoint(truncate)')
  raw.close()
}

const playgroundAt = async (address: string) => {
  const port = Number(new URL(address).port)
  const asked: Client = createClient({ ask: (path, how = {}) => ask(port, path, how) })
  return { api: asked, sights: () => sightsOf((path, how = {}) => ask(port, path, how)), press: pressable(asked) }
}

/** What everybody sees after the same without any trouble. */
const undisturbed = async () => {
  const room = await openApi()
  await room.press('ada', 'Rough')
  await room.api.clock({ advance: 'P7D' })
  const sights = await room.sights()
  await room.close()
  return sights
}

describe('the playground', () => {
  it('on a disk that is full says so, once, loses nothing, and goes on when there is room', async () => {
    const file = join(newFolder(), 'play.db')
    const program = limited('../src/main.ts', ['--port', '0', '--keep', file], mostBlocks)
    const address = await program.address()
    const { api, sights, press } = await playgroundAt(address)
    const before = await sights()
    const [checkIn] = await api.messages('ada')
    await expect.poll(() => fill(api, address), { timeout: 20_000, interval: 1 }).toEqual(unready('disk'))
    expect(await lives(address)).toBe(200)
    const said = await press('ada', 'Rough', checkIn).catch((error: Error) => error.message)
    expect(typeof said === 'string' ? said : textOf(said.private)).toMatch(
      /Nothing was changed|Nothing can be kept now/,
    )
    expect(await readiness(address)).toEqual(unready('disk'))
    expect(await sights()).toEqual(before)
    makeRoom(file)
    await expect.poll(() => readiness(address), { timeout: 5_000 }).toEqual(ready)
    expect(textOf((await press('ada', 'Rough', checkIn)).message)).toContain('Noted. Thank you.')
    await api.clock({ advance: 'P7D' })
    expect(await sights()).toEqual(await undisturbed())
    expect([program.logged('store.trouble').length, program.logged('store.recovered').length]).toEqual([1, 1])
  })

  it('while others hold the database says so, once, loses nothing, and goes on', async () => {
    const file = join(newFolder(), 'play.db')
    const program = limited('../src/main.ts', ['--port', '0', '--keep', file], 'unlimited')
    const address = await program.address()
    const { api, sights, press } = await playgroundAt(address)
    const [checkIn] = await api.messages('ada')
    const other = new Database(file)
    other.exec('begin immediate')
    expect(await readiness(address)).toEqual(unready('locked'))
    expect(await lives(address)).toBe(200)
    const said = await press('ada', 'Rough', checkIn).catch((error: Error) => error.message)
    expect(typeof said === 'string' ? said : textOf(said.private)).toMatch(
      /Nothing was changed|Nothing can be kept now/,
    )
    other.exec('rollback')
    other.close()
    await expect.poll(() => readiness(address), { timeout: 5_000 }).toEqual(ready)
    await press('ada', 'Rough', checkIn)
    await api.clock({ advance: 'P7D' })
    expect(await sights()).toEqual(await undisturbed())
    expect([program.logged('store.trouble').length, program.logged('store.recovered').length]).toEqual([1, 1])
  })
})

/** Writes until nothing more can be written; nothing that anybody sees changes by it. */
const fill = async (api: Client, address: string) => {
  for (let n = 0; n < 5; n++) await api.text('dana', 'hello').catch(() => undefined)
  return readiness(address)
}

/** How many people press while the disk is full and after. */
const presses = 40

describe('the program that start runs', () => {
  it('on a disk that is full says so, once, and loses and repeats nothing of what it was sending', async () => {
    const folder = newFolder()
    const [ledger, data] = [join(folder, 'ledger.jsonl'), join(folder, 'data')]
    const platform = fork(new URL('kills/platform.ts', import.meta.url), [ledger, '3', String(presses)])
    running.add(platform)
    platform.once('exit', () => running.delete(platform))
    const [port] = await once(platform, 'message')
    const offset = Date.UTC(2026, 2, 3, 11) - Date.now()
    const program = limited('kills/program.ts', [data, String(port), String(offset)], mostBlocks)
    program.child.send('go')
    const [address] = await once(program.child, 'message')
    await expect.poll(() => readiness(address), { timeout: 20_000, interval: 100 }).toEqual(unready('disk'))
    expect(await lives(address)).toBe(200)
    expect(judge(readData(data), readLines(ledger)).filter((problem) => !problem.startsWith('denied'))).toEqual([])
    const left = () => {
      makeRoom(join(data, 'reachout.db'))
      const lines = readLines(ledger)
      const silent = presses - new Set(lines.flatMap((line) => (line.kind === 'heard' ? [line.event] : []))).size
      return [silent, unfinished(readData(data), lines)]
    }
    await expect.poll(left, { timeout: 30_000, interval: 200 }).toEqual([0, []])
    expect(judge(readData(data), readLines(ledger))).toEqual([])
    await expect.poll(() => readiness(address), { timeout: 5_000 }).toEqual(ready)
    expect(program.logged('store.trouble').length).toBeGreaterThan(0)
  })
})
