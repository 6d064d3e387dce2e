import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { openStore } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import type { Place } from '../contracts/store.ts'

export const secret = Buffer.alloc(32, 7).toString('base64url')

export type FilePlace = Place & {
  folder: string
  file: string
  keysFile: string
  open(options?: Options): Promise<Store>
}
type Options = { secret?: string; turn?: () => Promise<void> }

const places: FilePlace[] = []
const stores: Store[] = []
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close()
  for (const place of places.splice(0)) place.remove()
})

/** A store in files of its own, closed and removed after the test. */
export async function aStore(): Promise<{ place: FilePlace; store: Store }> {
  const place = aPlace()
  return { place, store: await place.open() }
}

/** A fresh folder, removed after the test. */
export function aPlace(): FilePlace {
  const folder = mkdtempSync(join(tmpdir(), 'reachout-store-'))
  const [file, keysFile] = [join(folder, 'reachout.db'), join(folder, 'keys.db')]
  const place: FilePlace = {
    folder,
    file,
    keysFile,
    open: async (options) => {
      const store = await openStore({ file, keysFile, secret, ...options })
      stores.push(store)
      return store
    },
    bytes: () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join('\n'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
  places.push(place)
  return place
}
