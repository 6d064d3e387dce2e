import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { seededChance } from '../src/chance.ts'
import { judge, readData, unfinished } from './kills/judge.ts'
import { readLines } from './kills/ledger.ts'

const kills = 50
const seed = 7
/** One life in so many is ended while the program is still starting. */
const startingOne = 6
/** Lives end at one of the first moments at which the platform hears from the program, or after this time, ms. */
const mostMoments = 30
const longestLifeMs = 600
/** The program's clock begins outside of quiet hours. */
const tuesday = Date.UTC(2026, 2, 3, 11)

const compiled = mkdtempSync(join(tmpdir(), 'reachout-compiled-'))
const running = new Set<ChildProcess>()
const folders: string[] = []

afterEach(async () => {
  for (const child of running) await end(child, 'SIGKILL')
  for (const folder of [...folders.splice(0), compiled]) rmSync(folder, { recursive: true, force: true })
})

it('loses nothing and sends nothing twice, whenever it is killed', async () => {
  const chance = seededChance(seed)
  const town = await openTown()
  let cutOff = 0
  let next = town.run()
  for (let life = 1; life <= kills; life++) {
    const program = next
    next = town.run()
    program.send('go')
    await momentToKill(town.platform, program, chance.below)
    await end(program, 'SIGKILL')
    const left = readData(town.data)
    expect(judge(left, town.lines()), `kill ${life} of seed ${seed}`).toEqual([])
    if (left.rows.some(({ status }) => status === 'sending')) cutOff += 1
  }
  expect(cutOff).toBeGreaterThan(kills / 4)
  next.send('go')
  await expect.poll(() => unfinished(readData(town.data), town.lines()), { timeout: 60_000, interval: 200 }).toEqual([])
  expect(await end(next, 'SIGTERM')).toEqual([0, null])
  expect(judge(readData(town.data), town.lines())).toEqual([])
  expect(town.lines().filter(({ kind }) => kind === 'posted').length).toBeGreaterThan(kills)
}, 300_000)

const openTown = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reachout-kills-'))
  folders.push(folder)
  const [ledger, data] = [join(folder, 'ledger.jsonl'), join(folder, 'data')]
  const offset = tuesday - Date.now()
  const platform = start('platform', ledger, String(seed))
  const [port] = await once(platform, 'message')
  return {
    data,
    platform,
    lines: () => readLines(ledger),
    run: () => start('program', data, String(port), String(offset)),
  }
}

const start = (name: 'platform' | 'program', ...args: readonly string[]): ChildProcess => {
  const child = fork(new URL(`kills/${name}.ts`, import.meta.url), args, {
    // Fifty starts are quicker when each need not compile everything anew.
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<readonly unknown[]> => {
  const ended = once(child, 'exit')
  child.kill(signal)
  return ended
}

/** A seeded time after it was let go, or a seeded number of moments after it began to run, if those come first. */
const momentToKill = async (platform: ChildProcess, program: ChildProcess, below: (n: number) => number) => {
  const early = below(startingOne) === 0
  const [most, longest] = [1 + below(mostMoments), below(longestLifeMs)]
  const killed = Promise.withResolvers<void>()
  const watch = new AbortController()
  const { signal } = watch
  program.once('exit', (code) => killed.reject(new Error(`the program ended by itself with ${code}`)))
  if (!early) await Promise.race([once(program, 'message', { signal }), killed.promise])
  const timer = setTimeout(killed.resolve, longest)
  let moments = 0
  const hear = () => {
    moments += 1
    if (moments >= most) killed.resolve()
  }
  if (!early) platform.on('message', hear)
  await killed.promise.finally(() => {
    clearTimeout(timer)
    platform.off('message', hear)
    watch.abort()
  })
}
