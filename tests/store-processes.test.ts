import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { holdExclusive } from '../src/store/exclusive.ts'
import { readMeta, writeMeta } from '../src/store/meta.ts'
import { aPlace, aStore, secret } from './support/places.ts'

describe('holding the data', () => {
  it('refuses a second one in one sentence until the first lets go', async () => {
    const { place, store } = await aStore()
    const file = join(place.folder, 'serving.db')
    const held = holdExclusive(file)
    expect(() => holdExclusive(file)).toThrow(`another Reachout is already serving this data (it holds ${file})`)
    await store.transact((db) => writeMeta(db, 'a', '1'))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    held.release()
    holdExclusive(file).release()
  })

  it('ends with the process that holds, however it ends', async () => {
    const file = join(aPlace().folder, 'serving.db')
    const child = run(
      `
      import { holdExclusive } from './src/store/exclusive.ts'
      holdExclusive(process.argv[1])
      console.log('held')
      setInterval(() => {}, 1000)`,
      file,
    )
    await once(child.stdout, 'data')
    expect(() => holdExclusive(file)).toThrow('already serving')
    child.kill('SIGKILL')
    await once(child, 'exit')
    holdExclusive(file).release()
  })
})

describe('several processes', () => {
  it('may open a fresh store at once, and lose no step of counting', async () => {
    const place = aPlace()
    const script = `
      import { openStore } from './src/store/sqlite.ts'
      import { readMeta, writeMeta } from './src/store/meta.ts'
      const [file, keysFile, secret] = process.argv.slice(1)
      const store = await openStore({ file, keysFile, secret })
      for (let at = 0; at < 50; at++) {
        await store.transact(async (db) => writeMeta(db, 'n', String(Number((await readMeta(db, 'n')) ?? 0) + 1)))
      }
      store.keys.seal('ada', 'here', 'a note')
      await store.close()`
    const children = Array.from({ length: 4 }, () => run(script, place.file, place.keysFile, secret))
    const ends = await Promise.all(children.map((child) => once(child, 'exit')))
    expect(ends.map(([code]) => code)).toEqual([0, 0, 0, 0])
    const store = await place.open()
    expect(await store.transact((db) => readMeta(db, 'n'))).toBe('200')
  })
})

function run(script: string, ...args: string[]) {
  return spawn(process.execPath, ['--input-type=module-typescript', '-e', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
