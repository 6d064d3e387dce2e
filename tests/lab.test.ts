import { afterEach, describe, expect, it } from 'vitest'
import { everything, type OpenLab, openLab } from './support/lab.ts'

const open: OpenLab[] = []

const begin = async (...given: Parameters<typeof openLab>): Promise<OpenLab> => {
  const lab = await openLab(...given)
  open.push(lab)
  return lab
}

afterEach(async () => {
  for (const lab of open.splice(0)) await lab.close()
})

const people = ['ada', 'ben', 'cleo', 'dana', 'eli', 'fay', 'gus', 'hana']

describe('the playground begins', () => {
  it('on a Monday at ten in Berlin, with one check-in waiting for Ada and nothing for anybody else', async () => {
    const { world } = await begin()
    const { now, members } = await world.overview()
    expect(now).toBe('2026-03-02T09:00:00.000Z')
    expect(Object.fromEntries(members.map(({ id, unread }) => [id, unread]))).toEqual(
      Object.fromEntries(people.map((id) => [id, id === 'ada' ? 1 : 0])),
    )
    const [message, ...others] = await world.messages('ada')
    expect(others).toEqual([])
    expect(message?.at).toBe(now)
  })

  it('with seven who joined, one of them an admin and one paused for two weeks, and one who is only invited', async () => {
    const { members } = await (await begin()).world.overview()
    expect(members.filter(({ standing }) => standing === 'joined').map(({ id }) => id)).toEqual(people.slice(0, -1))
    expect(members.filter(({ admin }) => admin).map(({ id }) => id)).toEqual(['dana'])
    expect(members.filter(({ pausedUntil }) => pausedUntil)).toMatchObject([
      { id: 'fay', pausedUntil: '2026-03-16T09:00:00.000Z' },
    ])
    expect(members.at(-1)).toMatchObject({ id: 'hana', standing: 'invited' })
  })

  it("and sends Hana's invitation when her quiet hours end, once", async () => {
    const { world } = await begin()
    expect(await world.ledger('hana')).toMatchObject([
      { kind: 'welcome.invite', because: 'invited', status: 'planned', dueAt: '2026-03-03T00:00:00.000Z' },
    ])
    await world.clock({ advance: 'P14D' })
    expect(await world.ledger('hana')).toMatchObject([{ status: 'sent', sentAt: '2026-03-03T00:00:00.000Z' }])
  })
})

describe('the same calls after the same reset', () => {
  const play = async (lab: OpenLab, options = {}) => {
    await lab.world.reset(options)
    const [message] = await lab.world.messages('ada')
    await lab.world.action('ada', { message: message?.id ?? '', action: 'check-in.tap', value: 'hard' })
    await lab.world.command('ben', '/reachout settings')
    await lab.world.clock({ advance: 'P7D' })
    return everything(lab)
  }

  it('give the same bytes, ids included, whatever was done before', async () => {
    const lab = await begin()
    await lab.world.clock({ advance: 'P3D' })
    const first = await play(lab)
    expect(await play(lab)).toBe(first)
    expect(await play(await begin())).toBe(first)
  })

  it('with another seed give other ids, and with another instant another week', async () => {
    const lab = await begin()
    const first = await play(lab)
    expect(await play(lab, { seed: 2 })).not.toBe(first)
    await lab.world.reset({ at: Date.UTC(2026, 5, 1, 8) })
    expect((await lab.world.overview()).now).toBe('2026-06-01T08:00:00.000Z')
    expect((await lab.world.messages('ada')).length).toBe(1)
  })
})

describe('the clock', () => {
  it('moved a week, or a day seven times, ends in the same state', async () => {
    const [week, days] = [await begin(), await begin()]
    await week.world.clock({ advance: 'P7D' })
    for (let day = 0; day < 7; day++) await days.world.clock({ advance: 'P1D' })
    expect(await everything(days)).toBe(await everything(week))
    expect((await week.world.messages('ada')).length).toBe(2)
  })

  it('stands still between moves, whatever people do', async () => {
    const { world, lab } = await begin()
    await world.text('ben', 'hello')
    await world.command('dana', '/reachout admin')
    expect(lab.now()).toBe(Date.UTC(2026, 2, 2, 9))
  })

  it('goes to the next delivery, and stays where it is when none will ever come', async () => {
    const { world, lab } = await begin()
    const { now, happened } = await world.clock({ next: true })
    expect(now).toBe('2026-03-02T10:00:00.000Z')
    expect(happened).toMatchObject([{ member: 'dana', kind: 'check-in.ask', status: 'sent', at: now }])
    for (const id of people) await world.command(id, '/reachout stop')
    const stood = lab.now()
    expect(await world.clock({ next: true })).toEqual({ now, happened: [] })
    expect(lab.now()).toBe(stood)
  })

  it('goes on while the platform wants a rest, and when it must go slowly afterwards', async () => {
    const { world } = await begin()
    await world.trouble('rate-limited')
    await world.clock({ to: '2026-03-02T10:00:00.000Z' })
    await world.trouble('none')
    await world.clock({ to: '2026-03-02T10:00:27.000Z' })
    await world.command('ada', '/reachout stop')
    expect(await world.ledger('dana')).toMatchObject([{ status: 'planned', dueAt: '2026-03-02T10:00:30.000Z' }])
    await world.clock({ advance: 'PT1M' })
    expect(await world.ledger('dana')).toMatchObject([{ status: 'sent' }])
    expect((await world.messages('ada')).at(0)).toMatchObject({ edited: '2026-03-02T10:00:30.000Z' })
  })
})

it('writes nothing about people to its log', async () => {
  const { world, lines } = await begin()
  await world.clock({ advance: 'P14D' })
  expect(lines.join('\n')).not.toMatch(/\b(ada|ben|hana|check-in|welcome)\b/i)
})
