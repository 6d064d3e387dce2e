import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { flags } from '../src/cli/playground.ts'
import { configFor, newFolder, secret, startProgram } from './support/program.ts'
import { type Running, runMain, startMain } from './support/run-main.ts'
import { root } from './support/source-files.ts'
import { createTestPlatform } from './support/test-platform.ts'

const running: Running[] = []

const open = async (...given: Parameters<typeof startMain>): Promise<Running> => {
  const program = await startMain(...given)
  running.push(program)
  return program
}

afterEach(async () => {
  for (const program of running.splice(0)) await program.end()
})

const see = async ({ url }: Running, path: string) => (await fetch(`${url}api/playground${path}`)).json()

const move = async ({ url }: Running, advance: string) =>
  fetch(`${url}api/playground/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance }),
  }).then((response) => response.json())

const permissionsIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]))

describe('the verbs', () => {
  it('secret prints one line that start accepts, another every time', async () => {
    const [first, second] = await Promise.all([runMain(['secret']), runMain(['secret'])])
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(Buffer.from(first.out.trim(), 'base64url').toString('base64url')).toBe(first.out.trim())
    expect(Buffer.from(first.out.trim(), 'base64url').length).toBe(32)
    expect(second.out).not.toBe(first.out)
  })

  it('version and help answer, as flags too', async () => {
    const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
    expect(await runMain(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
    const { code, out } = await runMain(['-h'])
    expect(code).toBe(0)
    for (const name of ['playground', 'start', 'secret', 'hold', 'release', 'words', 'version'])
      expect(out).toContain(`  ${name} `)
    for (const name of Object.keys(flags)) expect(out).toContain(`--${name}`)
  })

  it.each([
    ['strat', 'did you mean "start"?'],
    ['--prot', "Unknown option '--prot'"],
    ['--port=x', '--port must be a whole number'],
    ['--at=Monday', '--at must be an instant'],
  ])('%s is not understood: one sentence and exit 64', async (word, sentence) => {
    const { code, out, err } = await runMain([word])
    expect({ code, out }).toEqual({ code: 64, out: '' })
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/^\s+at /m)
  })
})

describe('start', () => {
  it('without anything exits 78, lists all that is missing, and makes nothing', async () => {
    const cwd = newFolder()
    const { code, out, err } = await runMain(['start'], { cwd })
    expect({ code, out }).toEqual({ code: 78, out: '' })
    expect(err).toContain('No platform is configured')
    expect(err).toContain('REACHOUT_SECRET is not set')
    expect(readdirSync(cwd)).toEqual([])
  })

  it('tells what is wrong with the options and the files in the same list, and shows no secret', async () => {
    const folder = newFolder()
    chmodSync(folder, 0o750)
    const key = join(newFolder(), 'secret')
    writeFileSync(key, 'not-a-secret')
    chmodSync(key, 0o644)
    const env = {
      REACHOUT_DATA_DIR: folder,
      REACHOUT_SECRET_FILE: key,
      REACHOUT_PROT: '80',
      REACHOUT_TIME_ZONE: 'Moon',
    }
    const { code, err } = await runMain(['start'], { env })
    expect(code).toBe(78)
    expect(err.split('\n').filter((line) => line.startsWith('  - '))).toEqual([
      expect.stringContaining('No platform'),
      expect.stringContaining('did you mean REACHOUT_PORT'),
      expect.stringContaining('REACHOUT_SECRET must be 32 bytes'),
      expect.stringContaining('REACHOUT_TIME_ZONE'),
      expect.stringContaining(`chmod 600 ${key}`),
      expect.stringContaining(`chmod 700 ${folder}`),
    ])
    expect(err).not.toContain('not-a-secret')
  })
})

describe('without a verb', () => {
  it('it is the playground, says so loudly, on loopback whatever the environment says, and ends well', async () => {
    const program = await open(['--port', '0'], { env: { REACHOUT_HOST: '0.0.0.0' } })
    expect(program.printed).toContain('THIS IS THE PLAYGROUND')
    expect(program.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    expect(await (await fetch(`${program.url}livez`)).json()).toEqual({ live: true })
    expect(await (await fetch(`${program.url}readyz`)).json()).toEqual({ ready: true })
    expect(await program.end('SIGINT')).toMatchObject({ code: 0, err: '' })
  })

  it('a port that was asked for and is taken is told; the usual one gives way', async () => {
    const first = await open([], { env: {} })
    const port = new URL(first.url).port
    const refused = await runMain(['--port', port])
    expect(refused).toMatchObject({ code: 78, err: expect.stringContaining(`Port ${port}`) })
    const second = await open([])
    expect(new URL(second.url).port).not.toBe(port)
  })

  it('an option that is none stops the playground too', async () => {
    const { code, err } = await runMain([], { env: { REACHOUT_PROT: '80' } })
    expect({ code, told: err.includes('REACHOUT_PORT') }).toEqual({ code: 78, told: true })
  })

  it('--at begins at another instant', async () => {
    const program = await open(['--port=0', '--at', '2026-06-01T06:00:00Z'])
    expect(await see(program, '')).toMatchObject({ now: '2026-06-01T06:00:00.000Z' })
  })
})

describe('--keep', () => {
  const begun = async () => {
    const folder = newFolder()
    const file = join(folder, 'play.db')
    return { folder, file, program: await open(['--port=0', '--keep', file]) }
  }

  it('lays the tables, their keys and a secret for their owner alone', async () => {
    const { folder, program } = await begun()
    const found = permissionsIn(folder)
    expect(Object.keys(found)).toEqual(expect.arrayContaining(['play.db', 'play.db.keys', 'play.db.secret']))
    expect(new Set(Object.values(found))).toEqual(new Set(['600']))
    await program.end()
    expect(new Set(Object.values(permissionsIn(folder)))).toEqual(new Set(['600']))
  })

  it('goes on where it stood: same people, same messages, same instant', async () => {
    const { file, program } = await begun()
    await move(program, 'P8D')
    const before = [
      await see(program, ''),
      await see(program, '/members/ada/messages'),
      await see(program, '/deliveries'),
    ]
    expect((await program.end()).code).toBe(0)
    const again = await open(['--port=0', '--keep', file])
    expect([await see(again, ''), await see(again, '/members/ada/messages'), await see(again, '/deliveries')]).toEqual(
      before,
    )
    await move(again, 'P14D')
    expect((await see(again, '/members/ada/messages')).messages.length).toBe(before[1].messages.length + 1)
  })

  it('is not opened twice at a time, nor begun at another instant', async () => {
    const { file } = await begun()
    expect(await runMain(['--port=0', '--keep', file])).toMatchObject({
      code: 78,
      err: expect.stringContaining('open in another'),
    })
    expect(await runMain(['--keep', file, '--at', '2026-06-01T06:00:00Z'])).toMatchObject({ code: 64 })
  })

  it.each(['a text', 'an empty file', 'another database'])('leaves alone what it did not make: %s', async (what) => {
    const file = join(newFolder(), 'mine')
    writeFileSync(file, what === 'a text' ? 'dear diary' : '')
    if (what === 'another database') new Database(file).exec('create table meta (key text, value text)').close()
    chmodSync(file, 0o600)
    const before = readFileSync(file)
    const { code, err } = await runMain(['--keep', file])
    expect({ code, told: err.includes('was not made by the playground') }).toEqual({ code: 78, told: true })
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(existsSync(`${file}.secret`)).toBe(false)
  })
})

describe('hold and release', () => {
  it('stop and start the sending of a program that runs', async () => {
    const folder = newFolder()
    const env = { REACHOUT_DATA_DIR: folder, REACHOUT_SECRET: secret }
    const platform = createTestPlatform()
    const program = await startProgram(configFor(folder), [platform])
    await platform.installs()
    expect(await runMain(['hold'], { env })).toMatchObject({ code: 0, err: '' })
    await platform.says('ada', 'bell')
    await platform.says('ben', 'help')
    expect(platform.sent).toEqual([])
    expect(await runMain(['release'], { env })).toMatchObject({ code: 0, err: '' })
    await platform.says('ben', 'help')
    expect((await platform.first).to.id).toBe('ada')
    await program.stop()
  })

  it('name what they lack', async () => {
    const { code, err } = await runMain(['hold'], { env: { REACHOUT_DATA_DIR: join(newFolder(), 'none') } })
    expect(code).toBe(78)
    expect(err).toContain('REACHOUT_SECRET')
    expect(err).toContain('REACHOUT_DATA_DIR')
  })
})
