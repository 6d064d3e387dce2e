import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { isoWeek, localDate, quietHoursOf, weekdays } from '../../src/engine/index.ts'
import {
  checkPlan,
  MOST_PERIODS,
  nextOpenFire,
  openFires,
  openHours,
  type Place,
  weeklyRule,
  zoneChangeFrom,
} from '../../src/features/schedules/rules.ts'
import { historyOf, openHellos, setPlan, week } from '../support/hellos.ts'
import { day, hour, labelsOf, monday, type Room, textOf, type Who, workspace } from '../support/room.ts'

let room: Room
afterEach(() => room?.close())

const start = async (...more: Parameters<typeof openHellos>): Promise<Room> => {
  room = await openHellos(...more)
  return room
}
const schedule = async () => {
  const rows = await room.store.transact((db) => db.selectFrom('schedules').selectAll().execute())
  expect(rows).toHaveLength(1)
  return rows[0]
}
const sentAt = async (member: string) =>
  (await room.ledger())
    .filter((row) => row.member === member && row.status === 'sent' && row.view === 'check-in.ask')
    .map((row) => row.sent_at ?? 0)
    .sort((a, b) => a - b)

describe('a plan', () => {
  const company = (name: string, time: string) => checkPlan(name, time, quietHoursOf.company)

  it('fits outside the quiet hours that everyone starts with, both ends included', () => {
    for (const time of ['09:00', '12:30', '17:59']) expect(company('friday', time)).toHaveProperty('plan')
    for (const time of ['08:59', '18:00', '00:00']) expect(company('friday', time)).toEqual({ problem: 'quiet-time' })
    expect(company('sunday', '10:00')).toEqual({ problem: 'quiet-day' })
    expect(checkPlan('sunday', '21:59', quietHoursOf.community)).toHaveProperty('plan')
    expect(checkPlan('sunday', '22:00', quietHoursOf.community)).toEqual({ problem: 'quiet-time' })
  })

  it('is refused when it is none', () => {
    for (const name of ['', 'Monday', 'someday']) expect(company(name, '10:00')).toEqual({ problem: 'bad-day' })
    for (const time of ['', '10', '24:00', '10:60', '<b>']) {
      expect(company('monday', time)).toEqual({ problem: 'bad-time' })
    }
  })

  it('tells which times would work', () => {
    expect(openHours(quietHoursOf.company)).toEqual({ from: '09:00', to: '17:59', weekends: true })
    expect(openHours(quietHoursOf.community)).toEqual({ from: '09:00', to: '21:59', weekends: false })
  })
})

describe('the next fire', () => {
  const place: Place = { rule: weeklyRule({ day: 'monday', time: '10:00' }), zone: 'Europe/Berlin', done: null }

  it('is one exactly now, unless its week was had', () => {
    expect(nextOpenFire(place, monday)?.at).toBe(monday)
    expect(nextOpenFire({ ...place, done: '2026-W10' }, monday)?.period).toBe('2026-W11')
    expect(nextOpenFire(place, monday + 1)?.period).toBe('2026-W11')
  })

  it('after a long time down is every missed week, the newest last, bounded', () => {
    const periods = (from: number, done: string | null) =>
      openFires({ ...place, done }, from, monday).map((fire) => fire.period)
    expect(periods(monday - 2 * week, null)).toEqual(['2026-W08', '2026-W09', '2026-W10'])
    expect(periods(monday - 2 * week, '2026-W09')).toEqual(['2026-W10'])
    expect(periods(monday - 60 * week, null)).toHaveLength(MOST_PERIODS)
    expect(periods(monday - 60 * week, null).at(-1)).toBe('2026-W10')
  })

  it('after a change of zone may lie a few hours back, never before someone joined', () => {
    expect(zoneChangeFrom(monday, 4 * hour, monday - day)).toBe(monday - 4 * hour)
    expect(zoneChangeFrom(monday, 4 * hour, monday - hour)).toBe(monday - hour)
    expect(zoneChangeFrom(monday, 4 * hour, null)).toBe(monday)
  })

  it('never comes twice in one local week, whatever changes when', () => {
    const zones = ['Pacific/Auckland', 'Asia/Kolkata', 'Europe/Berlin', 'America/Los_Angeles', 'Pacific/Pago_Pago']
    const change = fc.record({
      afterHours: fc.integer({ min: 1, max: 15 * 24 }),
      zone: fc.option(fc.constantFrom(...zones), { nil: undefined }),
      plan: fc.option(
        fc.record({ day: fc.constantFrom(...weekdays), time: fc.constantFrom('09:00', '10:00', '17:30') }),
        {
          nil: undefined,
        },
      ),
    })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), (changes) => {
        let now = monday
        let at: Place = place
        let next = nextOpenFire(at, now)
        const weeks: string[] = []
        for (const { afterHours, zone, plan } of changes) {
          const until = now + afterHours * hour
          while (next && next.at <= until) {
            weeks.push(isoWeek(localDate(next.at, at.zone)))
            at = { ...at, done: next.period }
            next = nextOpenFire(at, next.at + 1)
          }
          now = until
          at = { ...at, zone: zone ?? at.zone, rule: plan ? weeklyRule(plan) : at.rule }
          next = nextOpenFire(at, zone && !plan ? zoneChangeFrom(now, 4 * hour, 0) : now)
        }
        expect(new Set(weeks).size).toBe(weeks.length)
      }),
    )
  })
})

describe('the weekly check-in', () => {
  it('reaches each joined member once a week at ten in their own time, and nobody else', async () => {
    await start({}, [], monday - 2 * day)
    await setPlan(room, 'monday')
    await room.wait(9 * day + 4 * hour)
    const hours = async (member: string) => (await sentAt(member)).map((at) => (at - monday) / hour)
    expect(await hours('ada')).toEqual([0, 7 * 24])
    expect(await hours('fay')).toEqual([-10, 7 * 24 - 10])
    expect(await hours('eli')).toEqual([4, 7 * 24 + 4])
    expect(room.sentTo('hana')).toEqual([])
  })

  it('begins for whoever joins at the next fire, as the welcome said', async () => {
    await start()
    await setPlan(room, 'monday')
    await room.wait(day)
    const joined = await room.act('hana', 'welcome.join')
    expect(textOf(joined.say)).toContain(new Date(monday + week).toISOString())
    await room.wait(2 * week)
    expect(await sentAt('hana')).toEqual([monday + week, monday + 2 * week])
  })

  it('stops for whoever leaves, with their place', async () => {
    await start()
    await setPlan(room, 'monday')
    await room.command('ada', 'stop')
    await room.wait(2 * week)
    expect(room.sentTo('ada')).toHaveLength(1)
    const left = await room.store.transact((db) =>
      db.selectFrom('subscriptions').selectAll().where('member', '=', 'ada').execute(),
    )
    expect(left).toEqual([])
  })

  it('moves to another day for everyone, and never comes twice in one local week', async () => {
    await start()
    await setPlan(room, 'monday')
    await room.wait(2 * day)
    await setPlan(room, 'friday', '11:00')
    await room.wait(3 * day)
    expect(await sentAt('ada')).toEqual([monday])
    await room.wait(week)
    expect(await sentAt('ada')).toEqual([monday, monday + week + 4 * day + hour])
    await setPlan(room, 'tuesday')
    await room.wait(week)
    expect(await historyOf(room, 'ada')).toEqual(['2026-W10 sent', '2026-W11 sent', '2026-W12 backed-off'])
  })

  it('comes later in the same week when the day is moved on before it came', async () => {
    await start({}, [], monday - hour)
    await setPlan(room, 'monday')
    await setPlan(room, 'thursday')
    await room.wait(week)
    expect(await sentAt('ada')).toEqual([monday + 3 * day])
  })

  it('follows a member who flies, once a week', async () => {
    await start({}, [], monday - 3 * hour)
    await setPlan(room, 'monday')
    const flyTo = async (zone: string) => {
      await room.store.transact((db) =>
        db.updateTable('members').set({ own_time_zone: zone }).where('id', '=', 'ada').execute(),
      )
      await room.tell('member.zone', 'ada')
    }
    await flyTo('America/New_York')
    await room.walkTo(monday + 6 * hour - 1)
    expect(await sentAt('ada')).toEqual([])
    await room.walkTo(monday + 6 * hour)
    expect(await sentAt('ada')).toEqual([monday + 6 * hour])
    await flyTo('Pacific/Pago_Pago')
    await room.wait(2 * day)
    expect(await sentAt('ada')).toHaveLength(1)
  })

  it('rests while it is paused and makes up for nothing', async () => {
    await start()
    await setPlan(room, 'monday')
    const { id = '' } = (await schedule()) ?? {}
    const paused = await room.act('dana', 'schedule.pause', undefined, id)
    expect(labelsOf(paused.say)).toContain('Start again')
    await room.wait(2 * week + day)
    const again = await room.act('dana', 'schedule.start', undefined, id)
    expect(labelsOf(again.say)).toContain('Pause for everyone')
    await room.wait(6 * day)
    expect(await sentAt('ada')).toEqual([monday, monday + 3 * week])
  })

  it('after a time down tells every missed week in the ledger and asks once', async () => {
    await start()
    await setPlan(room, 'monday')
    await room.walkTo(monday + 3 * week - day)
    await room.store.transact(async (db) => {
      await db
        .updateTable('timers')
        .set({ at: monday + week })
        .where('feature', '=', 'schedules')
        .execute()
      await db.updateTable('subscriptions').set({ period: '2026-W10' }).execute()
      await db.deleteFrom('check_ins').where('period', '>', '2026-W10').execute()
      await db
        .deleteFrom('deliveries')
        .where('planned_at', '>', monday + day)
        .execute()
      await db.deleteFrom('paces').execute()
    })
    await room.walkTo(monday + 3 * week)
    expect(await historyOf(room, 'ada')).toEqual([
      '2026-W10 sent',
      '2026-W11 too-late',
      '2026-W12 too-late',
      '2026-W13 sent',
    ])
  })

  it('moves a crowd in batches of fifty, each member to their own time', async () => {
    const crowd = Array.from(
      { length: 120 },
      (_, index): Who => ({ id: `m${index}`, standing: 'joined', joined_at: monday - day }),
    )
    await start({}, crowd)
    await setPlan(room, 'wednesday')
    await setPlan(room, 'thursday', '15:00')
    const subscriptions = await room.store.transact((db) => db.selectFrom('subscriptions').selectAll().execute())
    expect(subscriptions).toHaveLength(123)
    expect(new Set(subscriptions.map((one) => one.version))).toEqual(new Set([2]))
    await room.wait(4 * day)
    expect(await sentAt('m77')).toEqual([monday + 3 * day + 5 * hour])
  })

  it('makes nothing of a wake that a change has overtaken', async () => {
    await start()
    await setPlan(room, 'tuesday')
    await room.wait(hour)
    await room.store.transact(async (db) => {
      const rule = JSON.stringify(weeklyRule({ day: 'monday', time: '10:30' }))
      await db.updateTable('schedules').set({ version: 2, rule }).execute()
      await db.updateTable('timers').set({ at: monday }).where('kind', '=', 'due').execute()
    })
    await room.wait(hour)
    expect(await sentAt('ada')).toEqual([])
    await room.wait(week)
    expect(await sentAt('ada')).toEqual([monday + week + hour / 2])
  })
})

describe("the admin's window", () => {
  it('says the plan in words and offers what can be set up, and nothing of anyone', async () => {
    await start()
    const none = await room.command('dana', 'admin')
    expect(labelsOf(none.say)).toEqual(['Make a weekly check-in', 'Invite people', 'Our own support programme'])
    await setPlan(room, 'monday')
    const { say } = await room.command('dana', 'admin')
    expect(textOf(say)).toContain("Weekly check-in: Mondays at 10:00 in each person's own time zone.")
    expect(labelsOf(say)).toEqual([
      'Change day and time',
      'Pause for everyone',
      'Invite people',
      'Our own support programme',
    ])
    for (const word of ['Ada', 'Eli', 'Fay', '3']) expect(textOf(say)).not.toContain(word)
    const { form } = await room.act('dana', 'schedule.change', undefined, say?.subject)
    expect(form?.fields.map(({ name, value }) => [name, value])).toEqual([
      ['day', 'monday'],
      ['time', '10:00'],
    ])
  })

  it('is for admins, every way in', async () => {
    await start()
    await setPlan(room, 'monday')
    const before = await schedule()
    const id = before?.id ?? ''
    const tries = [
      await room.command('ada', 'admin'),
      await room.act('ada', 'schedule.change', undefined, id),
      await room.act('ada', 'schedule.pause', undefined, id),
      await room.act('ada', 'schedule.start', undefined, id),
      await room.form('ada', 'schedule.change', { day: 'friday', time: '10:00' }, workspace),
    ]
    for (const { say, form } of tries) {
      expect(textOf(say)).toContain('for the admins of your workspace')
      expect(form).toBeUndefined()
    }
    expect(await schedule()).toEqual(before)
  })

  it('refuses a quiet time at its field, says what works, and changes nothing', async () => {
    await start()
    await setPlan(room, 'monday')
    const before = await schedule()
    expect((await setPlan(room, 'monday', '20:00')).errors).toEqual({
      time: 'That is in the quiet hours, when nobody gets a message. Monday to Friday from 09:00 to 17:59 works.',
    })
    expect((await setPlan(room, 'sunday')).errors).toEqual({
      day: 'Weekends are quiet here, so nobody would get it that day. Monday to Friday works.',
    })
    expect((await setPlan(room, 'monday', 'ten')).errors).toHaveProperty('time')
    expect(await schedule()).toEqual(before)
  })

  it('takes the same form twice without harm', async () => {
    await start()
    const first = await setPlan(room, 'tuesday')
    const second = await setPlan(room, 'tuesday')
    expect(second).toEqual(first)
    expect((await schedule())?.version).toBe(1)
    expect(textOf((await room.act('dana', 'schedule.pause', undefined, 'another')).say)).toContain('older message')
  })
})
