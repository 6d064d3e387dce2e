import { randomUUID } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { placedId } from '../src/engine/index.ts'
import { openConnection } from '../src/store/connection.ts'
import { platform, tenOClock, workspace } from './ground.ts'

/** As many as the engine takes in one transaction. */
export const BATCH = 50
const WEEK_MS = 7 * 86_400_000

/**
 * The floor: the same rows written to the same tables, in transactions of the same size, by prepared statements and
 * nothing else. No gate, no view, no words, no promises.
 */
export type Raw = {
  /** What a look at the clock cannot do without. */
  readonly look: () => void
  /** Moves one batch of due timers on and plans their check-ins; how many. */
  readonly plan: (now: number) => number
  readonly claim: (now: number) => readonly Row[]
  readonly settle: (rows: readonly Row[], now: number) => void
  /** Remembers that something was heard. */
  readonly hear: (id: string, now: number) => void
  readonly close: () => void
}

type Row = { readonly id: string; readonly member: string; readonly subject: string }
type Timer = { readonly id: string; readonly member: string; readonly account: string; readonly schedule: string }

export const openRaw = (file: string): Raw => {
  const raw = openConnection(file)
  return { ...looker(raw), ...planner(raw), ...sender(raw), close: () => raw.close() }
}

const looker = (raw: Database): Pick<Raw, 'look' | 'hear'> => {
  const [begin, commit] = [raw.prepare('begin immediate'), raw.prepare('commit')]
  const first = raw.prepare(`select (select min(at) from timers),
    (select min(due_at) from deliveries where status = 'sending'),
    (select min(due_at) from deliveries where status = 'planned'),
    (select min(due_at) from deliveries where status = 'sent' and stale > 0)`)
  const heard = raw.prepare('insert into inbox (id, at) values (?, ?)')
  return {
    look: () => {
      begin.run()
      first.get()
      commit.run()
    },
    hear: raw.transaction((id: string, now: number) => void heard.run(id, now)).immediate,
  }
}

const planner = (raw: Database): Pick<Raw, 'plan'> => {
  const due = raw.prepare<[number, number], Timer>(`select s.id, s.member, m.account, s.schedule from timers t
    join subscriptions s on s.id = t.subject join members m on m.id = s.member where t.at <= ? order by t.at, t.feature, t.kind, t.subject limit ?`)
  const move = raw.prepare(`update timers set at = ? where feature = 'schedules' and kind = 'due' and subject = ?`)
  const mark = raw.prepare(`update subscriptions set period = '2026-W10' where id = ?`)
  const checkIn = raw.prepare(`insert into check_ins
    (id, workspace, member, schedule, period, due_at, mode, turn, open) values (?, ?, ?, ?, '2026-W10', ?, 'ask', 0, 1)`)
  const delivery = raw.prepare(`insert into deliveries (id, workspace, member, account, domain, view, subject, key,
    because, lane, status, planned_at, due_at, late_ms, attempts)
    values (?, ?, ?, ?, '${platform}', 'check-in.ask', ?, ?, 'schedule', 'own', 'planned', ?, ?, 14400000, 0)`)
  const plan = raw.transaction((now: number) => {
    const timers = due.all(now, BATCH)
    for (const { id, member, account, schedule } of timers) {
      const subject = idFor(member)
      move.run(tenOClock + WEEK_MS, id)
      mark.run(id)
      checkIn.run(subject, workspace, member, schedule, now)
      delivery.run(idFor(member), workspace, member, account, subject, `check-in:${member}:2026-W10`, now, now)
    }
    return timers.length
  })
  return { plan: plan.immediate }
}

const sender = (raw: Database): Pick<Raw, 'claim' | 'settle'> => {
  const due = raw.prepare<[number, number], Row>(`select * from deliveries
    where domain = '${platform}' and status = 'planned' and due_at <= ? order by due_at, id limit ?`)
  const claimed = raw.prepare(`update deliveries set status = 'sending', owner = 'raw', lease_until = ?, due_at = ?,
    attempts = attempts + 1, local_date = '2026-03-02' where id = ?`)
  const sent = raw.prepare(`update deliveries set status = 'sent', owner = null, lease_until = null, receipt = ?,
    sent_at = ?, ended_at = ?, due_at = ? where id = ?`)
  const opened = raw.prepare('update check_ins set sent_at = ? where id = ?')
  const pace = raw.prepare('insert into paces (member, step, silent, rested, turn) values (?, 0, 1, 0, 1)')
  const claim = raw.transaction((now: number) => {
    const rows = due.all(now, BATCH)
    for (const { id } of rows) claimed.run(now + 30_000, now + 90_000, id)
    return rows
  })
  const settle = raw.transaction((rows: readonly Row[], now: number) => {
    for (const { id, member, subject } of rows) {
      sent.run(JSON.stringify({ conversation: member, message: id }), now, now, now, id)
      opened.run(now, subject)
      pace.run(member)
    }
  })
  return { claim: claim.immediate, settle: settle.immediate }
}

const idFor = (member: string) => placedId(member, randomUUID().replaceAll('-', ''), tenOClock)
