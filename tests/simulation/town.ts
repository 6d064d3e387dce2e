import type { Store } from '../../src/store/store.ts'

export const WORKSPACE = 'test:town'
export const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Europe/London',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'America/Los_Angeles',
  'Asia/Tokyo',
  'Africa/Cairo',
  'Pacific/Auckland',
] as const
/** Three a week, so that a budget of two has something to refuse. */
export const SCHEDULES = [
  { id: 'schedule-a', day: 'monday', time: '10:00' },
  { id: 'schedule-b', day: 'wednesday', time: '09:30' },
  { id: 'schedule-c', day: 'thursday', time: '15:30' },
] as const
export const MEMBERS = 20
/** The last few are only known, and may be invited. */
const JOINED = 16

/** Everybody who joined offers something, and wants up to so many requests in seven dates. */
export const capacityOf = (n: number): number => n % 4
const kindsOf = (n: number): string => JSON.stringify(n % 2 === 0 ? ['learn', 'listener'] : ['learn', 'fresh-eyes'])

export const personOf = (n: number): string => `p${n}`
export const memberOf = (n: number): string => `m${n}`

/** One workspace of twenty people in ten zones; returns the members that have joined. */
export const settleTown = async (store: Store, now: number): Promise<readonly string[]> =>
  store.transact(async (db) => {
    await db
      .insertInto('workspaces')
      .values({
        id: WORKSPACE,
        platform: 'test',
        name: 'Town',
        time_zone: 'Europe/Berlin',
        locale: 'en',
        setting: 'company',
        budget: 2,
        installed_at: now,
      })
      .execute()
    const members = Array.from({ length: MEMBERS }, (_, n) => ({
      id: memberOf(n),
      workspace: WORKSPACE,
      platform: 'test',
      account: `test:${personOf(n)}`,
      person: personOf(n),
      name: `Person ${n}`,
      admin: n === 0 ? 1 : 0,
      standing: n < JOINED ? 'joined' : 'known',
      joined_at: n < JOINED ? now : null,
      time_zone: ZONES[n % ZONES.length] ?? null,
      capacity: capacityOf(n),
    }))
    await db.insertInto('members').values(members).execute()
    const offers = Array.from({ length: JOINED }, (_, n) => ({
      member: memberOf(n),
      workspace: WORKSPACE,
      kinds: kindsOf(n),
      at: now,
    }))
    await db.insertInto('offers').values(offers).execute()
    await db
      .insertInto('schedules')
      .values(
        SCHEDULES.map(({ id, day, time }) => ({
          id,
          workspace: WORKSPACE,
          kind: 'check-in',
          rule: JSON.stringify({ every: 'week', on: [day], at: time }),
          state: 'active',
          version: 1,
          late_ms: 4 * 3_600_000,
          created_at: now,
        })),
      )
      .execute()
    return members.filter(({ standing }) => standing === 'joined').map(({ id }) => id)
  })
