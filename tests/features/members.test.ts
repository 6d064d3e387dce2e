import { afterEach, describe, expect, it } from 'vitest'
import { createMembers } from '../../src/features/members/index.ts'
import { mayInvite, readsNow } from '../../src/features/members/rules.ts'
import { day, labelsOf, monday, openRoom, type Room, textOf, type Who, workspace } from '../support/room.ts'

const people: readonly Who[] = [
  { id: 'hana', name: 'Hana' },
  { id: 'ben', name: 'Ben' },
  { id: 'ada', name: 'Ada', standing: 'joined', joined_at: monday - day },
  { id: 'dana', name: 'Dana', admin: 1, standing: 'joined', joined_at: monday - day },
]
const firstHello = async () => monday + day

let room: Room
const open = async (more: Parameters<typeof openRoom>[1] = []) => {
  room = await openRoom([createMembers({ firstHello })], [...people, ...more])
  return room
}
afterEach(() => room?.close())

describe('the invitation', () => {
  it('comes once, in constant words, from a named admin, with its four buttons', async () => {
    await open()
    await room.tell('member.invited', 'hana')
    await room.tell('member.invited', 'hana')
    const [sent, ...others] = room.sentTo('hana')
    expect(others).toEqual([])
    expect(labelsOf(sent?.message)).toEqual(['Join', 'Show me one first', 'No, thanks', 'Who sees what'])
    expect(textOf(sent?.message)).toContain("Hi Hana, I'm Reachout, a small bot that Dana brought to Harbour.")
    expect(await room.ledger()).toMatchObject([
      { view: 'welcome.invite', because: 'invited', status: 'sent', lane: 'person' },
    ])
  })

  it('does not come again when its delivery was forgotten long ago', async () => {
    await open()
    await room.tell('member.invited', 'hana')
    await room.store.transact((db) => db.deleteFrom('deliveries').execute())
    await room.tell('member.invited', 'hana')
    expect(await room.ledger()).toEqual([])
  })

  it('waits for the morning, for days if it must', async () => {
    room = await openRoom([createMembers({ firstHello })], people, monday + 9 * 3_600_000)
    await room.tell('member.invited', 'hana')
    expect(room.sentTo('hana')).toEqual([])
    await room.walkTo(monday + day)
    expect(room.sentTo('hana')).toHaveLength(1)
  })

  it('becomes what was agreed after Join, and says when the first hello comes', async () => {
    await open()
    await room.tell('member.invited', 'hana')
    const reply = await room.press('hana', 'Join')
    expect(textOf(reply.update)).toContain("You're in. First hello: 2026-03-03T09:00:00.000Z.")
    expect(labelsOf(reply.update)).toEqual(['Settings'])
    expect(room.sentTo('hana')).toMatchObject([{ message: { blocks: reply.update?.blocks } }])
    expect(await room.member('hana')).toMatchObject({ standing: 'joined', joined_at: monday })
    expect(room.told.filter((one) => one.startsWith('member.joined'))).toEqual(['member.joined hana'])
  })

  it('becomes one neutral line after a no, and the no is stored as a silence is', async () => {
    await open()
    for (const id of ['hana', 'ben']) await room.tell('member.invited', id)
    const before = await room.member('hana')
    const reply = await room.press('hana', 'No, thanks')
    expect(textOf(reply.update)).toBe(
      'Nothing more comes from me here. If you ever want to look again, there is /settings.',
    )
    expect(await room.member('hana')).toEqual(before)
    const answers = await room.store.transact((db) => db.selectFrom('invitations').select('answer').execute())
    expect(new Set(answers.map(({ answer }) => answer.length)).size).toBe(1)
    expect(await room.everything()).not.toMatch(/declin|"rest"/)
    expect(room.told).toEqual(['member.invited hana', 'member.invited ben'])
  })

  it('can still be joined later, by a Join that stands elsewhere', async () => {
    await open()
    await room.tell('member.invited', 'hana')
    await room.press('hana', 'No, thanks')
    const reply = await room.act('hana', 'welcome.join')
    expect(textOf(reply.say)).toContain("You're in.")
    expect(textOf(room.sentTo('hana')[0]?.message)).toContain("You're in.")
  })

  it('no longer acts once it was answered', async () => {
    await open()
    await room.tell('member.invited', 'hana')
    await room.press('hana', 'No, thanks')
    const reply = await room.pressOld('hana', 'welcome.join')
    expect(textOf(reply.say)).toContain('belongs to an older message')
    expect(await room.member('hana')).toMatchObject({ standing: 'invited' })
  })

  it('shows a picture of a check-in in which nothing acts but Join', async () => {
    await open()
    await room.tell('member.invited', 'hana')
    const reply = await room.press('hana', 'Show me one first')
    expect(textOf(reply.say)).toContain('Going well · All right · Hard going · Rough')
    expect(labelsOf(reply.say)).toEqual(['Join'])
    expect(reply.update).toBeUndefined()
  })

  it('says who sees what', async () => {
    await open()
    await room.tell('member.invited', 'hana')
    const reply = await room.press('hana', 'Who sees what')
    for (const who of ['You', 'Colleagues and admins', 'Whoever runs the server', 'This chat app'])
      expect(textOf(reply.say)).toContain(`${who}: `)
  })

  it.each([
    ['joined', { standing: 'joined' }],
    ['left', { standing: 'left' }],
    ['from outside', { outsider: 1 }],
    ['gone', { gone_at: 1 }],
    ['invited before', {}, true],
  ])('is for nobody who is %s', (_, more, had = false) => {
    expect(mayInvite({ standing: 'known', outsider: 0, gone_at: null }, false)).toBe(true)
    expect(mayInvite({ standing: 'known', outsider: 0, gone_at: null, ...more }, had)).toBe(false)
  })

  it('reads the same after a no and after leaving', () => {
    expect(readsNow('invited', 'rest')).toBe(readsNow('left', 'open'))
    expect(readsNow('joined', 'rest')).toBe('joined')
    expect(readsNow('invited', 'open')).toBe('invite')
  })
})

describe('an admin who invites', () => {
  it('reads the same sentence whoever was named', async () => {
    await open([{ id: 'gus', standing: 'left' }])
    const opened = await room.act('dana', 'members.invite')
    expect(opened.form?.name).toBe('members.invite')
    const replies = []
    for (const person of ['hana', 'hana', 'ada', 'gus', 'nobody'])
      replies.push(await room.form('dana', 'members.invite', { people: [person] }))
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
    expect(textOf(replies[0]?.say)).toContain('Invitations go to those who have not had one.')
    expect((await room.ledger()).map(({ member }) => member)).toEqual(['hana'])
  })

  it('is asked whom, when nobody was chosen', async () => {
    await open()
    expect(await room.form('dana', 'members.invite', { people: [] })).toEqual({
      errors: { people: 'Please choose someone to invite. Nothing was sent.' },
    })
  })

  it('has to be one', async () => {
    await open()
    for (const reply of [
      await room.act('ada', 'members.invite'),
      await room.form('ada', 'members.invite', { people: ['hana'] }),
    ])
      expect(textOf(reply.say)).toContain('for the admins of your workspace')
    expect(await room.ledger()).toEqual([])
  })
})

describe('leaving', () => {
  it('takes one word, ends what was planned and is told to the features', async () => {
    room = await openRoom([createMembers()], people, monday + 12 * 3_600_000)
    await room.tell('member.invited', 'hana')
    const reply = await room.command('hana', 'stop')
    expect(textOf(reply.say)).toContain("Done. I won't write to you again.")
    expect(labelsOf(reply.say)).toEqual(['Erase it now'])
    expect(await room.ledger()).toMatchObject([{ status: 'skipped', reason: 'left' }])
    expect(room.told).toContain('member.left hana')
    await room.wait(2 * day)
    expect(room.sentTo('hana')).toEqual([])
  })

  it.each(['stop', 'Quit', ' unsubscribe. '])('takes “%s” typed alone to the bot', async (text) => {
    await open()
    expect(textOf((await room.text('ada', text)).say)).toContain("Done. I won't write to you again.")
    expect(await room.member('ada')).toMatchObject({ standing: 'left' })
  })

  it('does not take the word inside a sentence', async () => {
    await open()
    await room.text('ada', 'please stop the deploy')
    expect(await room.member('ada')).toMatchObject({ standing: 'joined' })
  })

  it('is kind the second time', async () => {
    await open()
    await room.command('ada', 'stop')
    const reply = await room.act('ada', 'members.leave')
    expect(textOf(reply.say)).toContain("You've already left")
    expect(room.told).toEqual(['member.left ada'])
  })

  it('erases after seven days, and leaves one mark that invites nobody again', async () => {
    await open()
    await room.command('ada', 'stop')
    await room.wait(7 * day - 1)
    expect(await room.everything()).toContain('ada')
    await room.wait(1)
    expect(await room.member('ada')).toBeUndefined()
    expect(await room.everything()).not.toContain('ada')
    await room.store.transact((db) =>
      db
        .insertInto('members')
        .values({ ...rowOf('ada'), id: 'ada again', person: 'ada', account: 'test:ada' })
        .execute(),
    )
    await room.tell('member.invited', 'ada again')
    expect(room.sentTo('ada')).toEqual([])
  })

  it('erases at once on request, and says what is left', async () => {
    await open()
    await room.tell('member.invited', 'hana')
    await room.press('hana', 'Join')
    await room.command('hana', 'stop')
    const reply = await room.act('hana', 'members.erase')
    expect(textOf(reply.say)).toContain('One scrambled mark is left')
    expect(await room.everything()).not.toContain('hana')
    expect(textOf((await room.act('hana', 'members.erase')).say)).toContain('One scrambled mark is left')
  })

  it('lets one come back, and then erases nothing', async () => {
    await open()
    await room.command('ada', 'stop')
    await room.act('ada', 'welcome.join')
    expect(textOf((await room.act('ada', 'members.erase')).say)).toContain('nothing was changed')
    await room.wait(8 * day)
    expect(await room.member('ada')).toMatchObject({ standing: 'joined' })
  })

  it('turns the invitation into its neutral line', async () => {
    await open()
    await room.tell('member.invited', 'hana')
    await room.press('hana', 'Join')
    await room.command('hana', 'stop')
    expect(textOf(room.sentTo('hana')[0]?.message)).toMatch(/^Nothing more comes from me here/)
  })

  it('holds for someone who was never heard of before', async () => {
    await open()
    await room.command('stranger', 'stop')
    await room.form('dana', 'members.invite', { people: ['stranger'] })
    expect(room.sentTo('stranger')).toEqual([])
  })
})

describe('help', () => {
  it('answers any word it does not know, and says how to ask and how to thank', async () => {
    await open()
    const reply = await room.command('ada', 'anything at all')
    expect(textOf(reply.say)).toContain('A hand: / asks someone here for a hand')
    expect(textOf(reply.say)).toContain('Thanks: /thanks brings someone your thanks')
    expect(textOf(reply.say)).not.toContain('version')
    expect(labelsOf(reply.say)).toEqual(['Settings', 'Support options'])
    expect(textOf(reply.say)).not.toContain('/admin')
    expect(textOf((await room.command('dana', 'help')).say)).toContain('/admin')
  })
})

const rowOf = (name: string) => ({
  ...{ workspace, platform: 'test', name, standing: 'known', joined_at: null, paused_until: null },
  ...{ unreachable_since: null, gone_at: null, time_zone: null, own_time_zone: null, locale: null, quiet_hours: null },
})
