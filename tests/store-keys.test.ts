import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openKeys } from '../src/store/keys.ts'
import { otherSecret } from './contracts/store.ts'
import { aPlace, secret } from './support/places.ts'

describe('the file of keys', () => {
  it('is bound to the secret that made it', () => {
    const { keysFile } = aPlace()
    const keys = openKeys(keysFile, secret)
    const hash = keys.hash('ada')
    keys.close()
    expect(() => openKeys(keysFile, otherSecret)).toThrow('the file of keys was written with another secret')
    const other = openKeys(':memory:', otherSecret)
    expect(other.hash('ada')).not.toBe(hash)
    other.close()
  })

  it('holds nothing of a key that was destroyed, however many there are', () => {
    const place = aPlace()
    const keys = openKeys(place.keysFile, secret)
    const look = new Database(place.keysFile, { readonly: true })
    const wrapped = () => look.prepare<[], string>('select wrapped from keys').pluck().all()
    for (let at = 0; at < 300; at++) keys.seal(`m${at}`, 'here', 'a note')
    const before = wrapped()
    for (let at = 0; at < 300; at += 3) keys.forget(`m${at}`)
    for (let at = 0; at < 100; at++) keys.seal(`n${at}`, 'here', 'a note')
    const gone = before.filter((text) => !wrapped().includes(text))
    look.close()
    keys.forget('m1')
    const bytes = place.bytes()
    expect(gone).toHaveLength(100)
    expect(before.filter((text) => bytes.includes(text))).toHaveLength(199)
    expect(gone.filter((text) => bytes.includes(text.slice(20, 60)))).toEqual([])
    keys.close()
  })

  it('names no owner', () => {
    const place = aPlace()
    const keys = openKeys(place.keysFile, secret)
    keys.seal('PLANTED-OWNER', 'here', 'a note')
    expect(place.bytes()).not.toContain('PLANTED-OWNER')
    keys.close()
  })

  it('refuses a newer file and a row that was changed', () => {
    const { keysFile } = aPlace()
    const keys = openKeys(keysFile, secret)
    keys.seal('ada', 'here', 'a note')
    const raw = new Database(keysFile)
    raw.exec(`update keys set wrapped = replace(wrapped, 'v1.', 'v1.AA')`)
    expect(() => keys.seal('ada', 'here', 'a note')).toThrow('the file of keys was changed')
    keys.close()
    raw.pragma('user_version = 9')
    raw.close()
    expect(() => openKeys(keysFile, secret)).toThrow('written by a newer Reachout')
  })
})
