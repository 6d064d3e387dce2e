import { afterEach, describe, expect, it } from 'vitest'
import { ask, asksIn, openRequests } from '../support/requests.ts'
import { type Room, textOf } from '../support/room.ts'

const phrase = 'I want to kill myself'
const card = 'People who can help'

let room: Room
afterEach(() => room?.close())

describe('a crisis phrase that is written where people write', () => {
  it('brings the card in place of a form that would hold it, and is kept nowhere', async () => {
    room = await openRequests()
    const { say, form } = await room.command('ada', 'reachout', { text: phrase })
    expect(form).toBeUndefined()
    expect(textOf(say)).toContain(card)
    expect(await room.store.transact((db) => db.selectFrom('drafts').selectAll().execute())).toEqual([])
    expect((await room.command('ada', 'reachout', {})).form?.fields[0].value).toBeUndefined()
    expect(textOf((await room.command('ada', 'thanks', { teammate: 'ben', text: phrase })).say)).toContain(card)
  })

  it('stands below what a form did', async () => {
    room = await openRequests()
    const { say } = await ask(room, 'ada', { teammate: 'ben', text: `${phrase}, can we talk` })
    expect(textOf(say)).toMatch(/On its way[\s\S]*People who can help/)
    expect((await asksIn(room)).length).toBe(1)
    expect(room.logged.join()).not.toContain('kill')
  })

  it('does not stand below everyday words', async () => {
    room = await openRequests()
    const { say } = await ask(room, 'ada', { teammate: 'ben', text: 'This deadline is killing me' })
    expect(textOf(say)).not.toContain(card)
  })
})
