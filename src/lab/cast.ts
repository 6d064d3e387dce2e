import type { CastMember } from '../../adapters/playground/lab.ts'

export const platform = 'playground'
export const workspace = 'playground'
export const workspaceName = 'Sample team'

export type Role = CastMember & {
  readonly standing: 'invited' | 'joined'
  /** How long from the start their pause lasts. */
  readonly pausedMs?: number
}

const twoWeeksMs = 14 * 86_400_000

const person = (id: string, name: string, timeZone: string, locale: string): Role => ({
  id,
  name,
  timeZone,
  locale,
  admin: false,
  standing: 'joined',
})

/** Eight people around the world. */
export const roles: readonly Role[] = [
  person('ada', 'Ada', 'Europe/Berlin', 'en-GB'),
  person('ben', 'Ben', 'America/New_York', 'en-US'),
  person('cleo', 'Cleo', 'Asia/Kolkata', 'en-IN'),
  { ...person('dana', 'Dana', 'Europe/London', 'en-GB'), admin: true },
  person('eli', 'Eli', 'America/Sao_Paulo', 'en-US'),
  { ...person('fay', 'Fay', 'Australia/Sydney', 'en-AU'), pausedMs: twoWeeksMs },
  person('gus', 'Gus', 'America/Los_Angeles', 'en-US'),
  { ...person('hana', 'Hana', 'Asia/Tokyo', 'en-US'), standing: 'invited' },
]

export const cast: readonly CastMember[] = roles.map(({ id, name, timeZone, locale, admin }) => ({
  id,
  name,
  timeZone,
  locale,
  admin,
}))
