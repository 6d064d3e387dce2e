import { expect } from 'vitest'
import type { Spec } from './store.ts'

const place = 'check_ins.c1.note'
const note = 'Ein Käfer 🐞 und مريم'

export function keyContract(spec: Spec) {
  spec('opens what it sealed, for this owner and place alone', async (_, { keys }) => {
    const sealed = keys.seal('ada', place, note)
    keys.seal('ben', place, note)
    expect(sealed).toMatch(/^v1(\.[\w-]+){3}$/)
    expect(keys.open('ada', place, sealed)).toBe(note)
    expect(keys.open('ada', 'check_ins.c2.note', sealed)).toBeUndefined()
    expect(keys.open('ben', place, sealed)).toBeUndefined()
    expect(keys.open('nobody', place, sealed)).toBeUndefined()
  })

  spec('seals an empty text, and never twice the same', async (_, { keys }) => {
    expect(keys.open('ada', place, keys.seal('ada', place, ''))).toBe('')
    expect(keys.seal('ada', place, note)).not.toBe(keys.seal('ada', place, note))
  })

  spec('opens nothing that was changed', async (_, { keys }) => {
    const sealed = keys.seal('ada', place, note)
    const [version = '', iv = '', text = '', tag = ''] = sealed.split('.')
    const other = (part: string) => (part.startsWith('A') ? 'B' : 'A') + part.slice(1)
    const changed = [
      [version, other(iv), text, tag],
      [version, iv, other(text), tag],
      [version, iv, text, other(tag)],
      [version, iv, text, tag.slice(0, 8)],
      ['v2', iv, text, tag],
      [version, iv, text],
      [note],
      [''],
    ]
    for (const parts of changed) expect(keys.open('ada', place, parts.join('.'))).toBeUndefined()
  })

  spec('opens nothing of an owner who was forgotten, and gives a new key afterwards', async (_, { keys }) => {
    const sealed = keys.seal('ada', place, note)
    const kept = keys.seal('ben', place, note)
    keys.forget('ada')
    keys.forget('nobody')
    expect(keys.open('ada', place, sealed)).toBeUndefined()
    const anew = keys.seal('ada', place, note)
    expect(keys.open('ada', place, sealed)).toBeUndefined()
    expect(keys.open('ada', place, anew)).toBe(note)
    expect(keys.open('ben', place, kept)).toBe(note)
  })

  spec('hashes the same text to the same, and tells nothing of it', async (_, { keys }) => {
    expect(keys.hash('playground:ada')).toBe(keys.hash('playground:ada'))
    expect(keys.hash('playground:ada')).not.toBe(keys.hash('playground:ben'))
    expect(keys.hash('playground:ada')).toMatch(/^[\w-]{43}$/)
  })

  spec('holds more owners than it keeps keys ready for', async (_, { keys }) => {
    const owners = Array.from({ length: 1_500 }, (_, at) => `m${at}`)
    const sealed = owners.map((owner) => keys.seal(owner, place, owner))
    expect(owners.map((owner, at) => keys.open(owner, place, sealed[at] ?? ''))).toEqual(owners)
  })

  spec('forgets for every store on the same data', async (where, { keys }) => {
    const other = await where.open()
    const sealed = keys.seal('ada', place, note)
    expect(other.keys.open('ada', place, sealed)).toBe(note)
    keys.forget('ada')
    expect(other.keys.open('ada', place, sealed)).toBeUndefined()
    const anew = other.keys.seal('ada', place, note)
    expect(keys.open('ada', place, anew)).toBe(note)
    await other.close()
  })
}
