import { join } from 'node:path'
import { openConnection } from '../src/store/connection.ts'
import { openStore } from '../src/store/sqlite.ts'

export const platform = 'bench'
export const workspace = 'bench:town'
/** A Monday, 10:00 in Berlin. */
export const tenOClock = Date.UTC(2026, 2, 2, 9)
export const secret = Buffer.alloc(32, 1).toString('base64url')
const HOUR_MS = 3_600_000
/** For loading alone, in kB: a million rows go in faster when their indexes stay in memory. */
const LOADING_CACHE_KB = 1_000_000

export type Files = { readonly file: string; readonly keysFile: string }

/** So many members, all joined, whose weekly check-in comes at that hour of Monday. */
export type Group = { readonly members: number; readonly hour: number }

export const memberId = (n: number): string => `m${scattered(n)}`
export const personId = (n: number): string => `p${n}`

/** Lays the product's own tables and fills them with plain SQL; nothing is due before the hour of a group. */
export const buildTown = async (folder: string, name: string, groups: readonly Group[]): Promise<Files> => {
  const files = { file: join(folder, `${name}.db`), keysFile: join(folder, `${name}.keys.db`) }
  await (await openStore({ ...files, secret })).close()
  const raw = openConnection(files.file)
  raw.pragma(`cache_size = -${LOADING_CACHE_KB}`)
  raw.transaction(() => {
    raw.prepare(settle).run({ workspace, platform, now: tenOClock - HOUR_MS })
    let from = 0
    for (const { members, hour } of groups) {
      const at = tenOClock + (hour - 10) * HOUR_MS
      const rule = JSON.stringify({ every: 'week', on: ['monday'], at: `${hour}:00` })
      const group = { workspace, platform, schedule: `s${hour}`, rule, at, from, until: from + members, now: tenOClock }
      for (const sql of fill) raw.prepare(sql).run(group)
      from += members
    }
  })()
  raw.pragma('wal_checkpoint(truncate)')
  raw.close()
  return files
}

const settle = `insert into workspaces (id, platform, name, time_zone, locale, setting, budget, installed_at)
  values ($workspace, $platform, 'Town', 'Europe/Berlin', 'en', 'company', 2, $now)`

/** Ids are no order of anything, as made ones are not: Knuth's multiplier scatters them without a repeat. */
const SCATTER = 2_654_435_761
const scattered = (n: number): string => String((BigInt(n) * BigInt(SCATTER)) % 2n ** 32n).padStart(10, '0')
const scatteredSql = `printf('%010d', (n * ${SCATTER}) % 4294967296)`
const people = `with recursive people(n) as (select $from union all select n + 1 from people where n + 1 < $until)`

const fill = [
  `insert into schedules (id, workspace, kind, rule, state, version, late_ms, created_at)
   values ($schedule, $workspace, 'check-in', $rule, 'active', 1, ${4 * HOUR_MS}, $now)`,
  `${people} insert into members (id, workspace, platform, account, person, name, standing, joined_at, time_zone)
   select 'm' || ${scatteredSql}, $workspace, $platform, $platform || ':p' || n, 'p' || n, 'Person ' || n, 'joined',
     $now - ${HOUR_MS}, 'Europe/' || case n % 4 when 0 then 'Berlin' when 1 then 'Paris' when 2 then 'Madrid' else 'Rome' end
   from people`,
  `${people} insert into subscriptions (id, schedule, workspace, member, version, period)
   select 's' || ${scatteredSql}, $schedule, $workspace, 'm' || ${scatteredSql}, 1, '2026-W09' from people`,
  `${people} insert into timers (feature, kind, subject, at) select 'schedules', 'due', 's' || ${scatteredSql}, $at from people`,
]
