import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { checkMessage } from '../../messages/check.ts'
import { createBlocks } from '../../src/features/blocks/index.ts'
import { createMembers } from '../../src/features/members/index.ts'
import { createPreferences } from '../../src/features/preferences/index.ts'
import { createThanks } from '../../src/features/thanks/index.ts'
import { day, hour, labelsOf, monday, openRoom, type Room, textOf, type Who } from '../support/room.ts'

const joined = (id: string, name: string): Who => ({ id, name, standing: 'joined', joined_at: monday - day })
const people: readonly Who[] = [
  joined('ada', 'Ada'),
  joined('ben', 'Ben'),
  joined('eli', 'Eli'),
  { id: 'hana', name: 'Hana', standing: 'known' },
]

let room: Room
const open = async (more: readonly Who[] = [], at = monday) => {
  const blocks = createBlocks({ causedBy: (db, subject) => thanks.causedBy(db, subject) })
  const thanks = createThanks({ isBlocked: blocks.isBlocked, firstContact: blocks.firstContact })
  const preferences = createPreferences({ parts: [blocks.settings] })
  room = await openRoom([createMembers(), preferences, thanks, blocks], [...people, ...more], at)
}
afterEach(() => room?.close())

const thank = (giver: string, teammate: string, text = 'You saved my day.') =>
  room.form(giver, 'thanks.send', { teammate, text })
const newest = (person: string) => room.sentTo(person).at(-1)?.message
const rows = () => room.store.transact((db) => db.selectFrom('blocks').selectAll().execute())
const block = async (receiver: string, giver: string) => {
  await thank(giver, receiver)
  return room.press(receiver, 'Not from this person')
}

describe('not from this person', () => {
  it('turns the tapped message to one neutral line, tells its tapper alone, and sends nothing', async () => {
    await open()
    const reply = await block('ben', 'ada')
    expect(textOf(reply.update)).toBe('There is nothing left to do here.')
    expect(textOf(newest('ben'))).toBe('There is nothing left to do here.')
    expect(JSON.stringify(newest('ben'))).not.toContain('Ada')
    expect(textOf(reply.say)).toContain('Nobody is told')
    expect(labelsOf(reply.say)).toEqual(['This felt wrong', 'Support options', 'Settings'])
    expect(room.sentTo('ada')).toEqual([])
    expect(await room.ledger()).toHaveLength(1)
  })

  it('lets nothing more of that person through, and of the others everything', async () => {
    await open()
    await block('ben', 'ada')
    for (let i = 0; i < 3; i++) {
      await room.wait(day)
      await thank('ada', 'ben')
    }
    expect(room.sentTo('ben')).toHaveLength(1)
    expect((await room.ledger()).map(({ status, reason }) => reason ?? status)).toEqual([
      'sent',
      'blocked',
      'blocked',
      'blocked',
    ])
    await thank('eli', 'ben')
    expect(room.sentTo('ben')).toHaveLength(2)
    await thank('ben', 'ada')
    expect(room.sentTo('ada')).toHaveLength(1)
  })

  it('holds what was already on its way', async () => {
    await open()
    await thank('ada', 'ben')
    await room.walkTo(monday + 10 * hour)
    await room.wait(5 * hour)
    await thank('ada', 'ben', 'At night')
    await room.press('ben', 'Not from this person')
    await room.wait(2 * day)
    expect(room.sentTo('ben')).toHaveLength(1)
  })

  it('counts by account, in every workspace', async () => {
    await open()
    await block('ben', 'ada')
    const blocks = createBlocks({ causedBy: async () => undefined })
    const isBlocked = (receiver: string, from: string) =>
      room.store.transact((db) =>
        blocks.isBlocked({ db, sealed: room.store.keys }, { account: `test:${receiver}` }, { account: `test:${from}` }),
      )
    expect(await isBlocked('ben', 'ada')).toBe(true)
    expect(await isBlocked('ada', 'ben')).toBe(false)
    expect(await isBlocked('ben', 'eli')).toBe(false)
  })

  it('reads the same bytes for the one who is blocked as for one who is not', async () => {
    const worlds = []
    for (const blocking of [true, false]) {
      await open()
      await thank('ada', 'ben', 'first')
      await room.press('ben', blocking ? 'Not from this person' : 'This felt wrong')
      const seen = []
      for (let i = 0; i < 4; i++) {
        await room.wait(day)
        seen.push(await room.command('ada', 'thanks', { teammate: 'ben' }), await thank('ada', 'ben'))
        seen.push(await room.command('ada', 'settings'), await room.act('ada', 'settings.data'))
        seen.push(await thank('eli', 'ada'), await thank('ada', 'eli'))
      }
      await room.wait(7 * day)
      worlds.push(JSON.stringify([seen, room.sentTo('ada'), room.sentTo('eli')]))
      expect(room.sentTo('ben')).toHaveLength(blocking ? 1 : 5)
      await room.close()
    }
    await open()
    expect(worlds[0]).toBe(worlds[1])
  })

  it('stands in no plain column, no log and nobody else’s screen', async () => {
    await open([joined('cyrus', 'PLANTED')])
    await block('ben', 'cyrus')
    const [row] = await rows()
    expect(row).toMatchObject({ member: 'ben' })
    expect(JSON.stringify(row)).not.toMatch(/cyrus|PLANTED/)
    expect(room.logged.join()).not.toMatch(/cyrus|PLANTED|block/)
    expect(row?.hash).not.toContain('cyrus')
  })

  it('does nothing for a message that never came to this person, and for the same twice', async () => {
    await open()
    await thank('ada', 'ben')
    const [{ subject = '' } = {}] = await room.ledger()
    for (const person of ['ada', 'eli', 'hana', 'stranger']) {
      expect(textOf((await room.act(person, 'blocks.add', undefined, subject)).say)).toContain('nothing was changed')
    }
    expect(textOf((await room.act('ben', 'blocks.add', undefined, 'none')).say)).toContain('nothing was changed')
    expect(await rows()).toEqual([])
    for (const _ of [1, 2]) await room.act('ben', 'blocks.add', undefined, subject)
    expect(await rows()).toHaveLength(1)
    expect(textOf((await room.pressOld('ben', 'blocks.add')).say)).toContain('nothing was changed')
  })

  it('holds in any order of blocks, undoings and thanks', async () => {
    const who = fc.constantFrom('ada', 'ben', 'eli')
    const act = fc.record({ from: who, to: who, what: fc.constantFrom('thank', 'block', 'undo', 'wait') })
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        await open()
        const blocked = new Set<string>()
        for (const { from, to, what } of acts) {
          const pair = `${to} ${from}`
          const before = room.sentTo(to).length
          if (what === 'wait') await room.wait(day)
          if (what === 'thank') await thank(from, to)
          if (blocked.has(pair) && what === 'thank') expect(room.sentTo(to)).toHaveLength(before)
          const last = newest(to)
          if (what === 'block' && last && labelsOf(last).includes('Not from this person')) {
            const giver = ['Ada', 'Ben', 'Eli'].find((name) => textOf(last).includes(name)) ?? ''
            await room.press(to, 'Not from this person')
            blocked.add(`${to} ${giver.toLowerCase()}`)
          }
          if (what === 'undo') {
            for (const row of await rows()) await room.act(to, 'blocks.remove', row.id)
            for (const one of blocked) if (one.startsWith(`${to} `)) blocked.delete(one)
          }
          expect(await rows()).toHaveLength(blocked.size)
        }
        await room.close()
      }),
      { numRuns: 20 },
    )
    await open()
  })
})

describe('undoing it', () => {
  it('happens in the settings alone, where the names stand for the one who chose', async () => {
    await open()
    expect(labelsOf((await room.command('ben', 'settings')).say)).not.toContain("Who I don't hear from")
    await block('ben', 'ada')
    await room.wait(1_000)
    await block('ben', 'eli')
    expect(labelsOf((await room.command('ben', 'settings')).say)).toContain("Who I don't hear from")
    const { say } = await room.act('ben', 'blocks.list')
    expect(textOf(say)).toContain('Ada: since 2026-03-02T09:00:00.000Z')
    expect(labelsOf(say)).toEqual(['Hear from Ada again', 'Hear from Eli again', 'Settings'])
    const [first] = await rows()
    const left = await room.act('ben', 'blocks.remove', first?.id)
    expect(labelsOf(left.say)).toEqual(['Hear from Eli again', 'Settings'])
    await room.wait(day)
    await thank('ada', 'ben')
    expect(textOf(newest('ben'))).toContain('Ada')
    expect(room.sentTo('ada')).toEqual([])
  })

  it('is for nobody else, with any id', async () => {
    await open()
    await block('ben', 'ada')
    const [row] = await rows()
    for (const person of ['ada', 'eli', 'hana', 'stranger'])
      expect(textOf((await room.act(person, 'blocks.remove', row?.id)).say)).toContain('nothing was changed')
    for (const value of [undefined, '', 'none'])
      expect(textOf((await room.act('ben', 'blocks.remove', value)).say)).toContain('nothing was changed')
    expect(await rows()).toHaveLength(1)
    expect(textOf((await room.act('ada', 'blocks.list')).say)).toContain('There is nobody')
  })

  it('works for someone who never joined', async () => {
    await open()
    await block('hana', 'ada')
    const settings = await room.command('hana', 'settings')
    expect(labelsOf(settings.say)).toContain("Who I don't hear from")
    expect(textOf((await room.act('hana', 'blocks.list')).say)).toContain('Ada')
  })

  it('goes on in further parts, and every part fits, with two of one name told apart', async () => {
    const crowd = Array.from({ length: 23 }, (_, i) => joined(`p${i}`, i < 3 ? 'Sam' : `${'Long name '.repeat(8)}${i}`))
    await open(crowd)
    for (const { id } of crowd) {
      await block('ben', id)
      await room.wait(1_000)
    }
    const labels = []
    for (const page of ['0', '1', '2', '99', 'x']) {
      const { say } = await room.act('ben', 'blocks.list', page)
      expect(say && checkMessage(say)).toEqual([])
      labels.push(labelsOf(say))
    }
    expect(labels.map(({ length }) => length)).toEqual([12, 12, 4, 4, 12])
    expect(labels[0]?.slice(0, 3)).toEqual([
      'Hear from Sam again',
      'Hear from Sam (2) again',
      'Hear from Sam (3) again',
    ])
    expect(labels[0]?.slice(-2)).toEqual(['More', 'Settings'])
  })

  it('names nobody who was erased, and is erased with the one who chose', async () => {
    await open()
    await block('ben', 'ada')
    const data = async () => textOf((await room.act('ben', 'settings.data')).say)
    expect(await data()).toContain("Who you don't hear from: Ada (2026-03-02)")
    await room.act('ada', 'settings.erase-yes')
    expect(await room.everything()).not.toMatch(/"ada"|Ada/)
    expect(await data()).toContain('Someone who is no longer here')
    const { say } = await room.act('ben', 'blocks.list')
    expect(textOf(say)).toContain('Someone who is no longer here')
    await room.act('ben', 'settings.erase-yes')
    expect(await rows()).toEqual([])
  })
})

describe('this felt wrong', () => {
  /** Everything there is, but for the ids of what was heard. */
  const kept = async () =>
    (JSON.parse(await room.everything()) as Record<string, unknown>[]).filter(
      (row) => Object.keys(row).join() !== 'id,at',
    )

  it('says whom to talk to, sends nothing and keeps nothing', async () => {
    await open()
    await thank('ada', 'ben')
    const before = await kept()
    const message = JSON.stringify(newest('ben'))
    const { say, update } = await room.press('ben', 'This felt wrong')
    expect(update).toBeUndefined()
    expect(textOf(say)).toContain('An admin of your workspace')
    expect(textOf(say)).toContain('Nothing has been sent and nothing is kept.')
    expect(labelsOf(say)).toEqual(['Support options', 'Not from this person'])
    expect(JSON.stringify(say)).not.toContain('Ada')
    expect(await kept()).toEqual(before)
    expect(JSON.stringify(newest('ben'))).toBe(message)
    expect(await room.ledger()).toHaveLength(1)
    const blocked = await room.act('ben', 'blocks.add', undefined, say?.subject)
    expect(textOf(blocked.say)).toContain('Nobody is told')
    expect(textOf(newest('ben'))).toBe('There is nothing left to do here.')
  })
})
