import type { Insertable, Selectable } from 'kysely'
import { type Id, prepare, prepareWrite } from '../../engine/index.ts'
import type { CheckInsTable, Db, PacesTable } from '../../store/tables.ts'
import { restored } from './rules.ts'

export type CheckInRow = Selectable<CheckInsTable>
export type NewCheckIn = Pick<
  CheckInRow,
  'id' | 'workspace' | 'member' | 'schedule' | 'period' | 'due_at' | 'mode' | 'turn' | 'open'
>
export type PaceRow = Selectable<PacesTable>

/** Returns the ids of those that were new: an occurrence makes one row, ever. */
export const insertCheckIns = async (db: Db, rows: readonly NewCheckIn[]): Promise<ReadonlySet<Id>> => {
  const made = new Set<Id>()
  for (const row of rows) if ((await insertCheckIn(db, row)) > 0) made.add(row.id)
  return made
}

/** One check-in of this member. */
export const checkInOf = (db: Db, id: Id, member: Id): Promise<CheckInRow | undefined> =>
  db.selectFrom('check_ins').selectAll().where('id', '=', id).where('member', '=', member).executeTakeFirst()

/** The one whose answer can still be changed. */
export const openCheckInOf = (db: Db, member: Id): Promise<CheckInRow | undefined> =>
  db
    .selectFrom('check_ins')
    .selectAll()
    .where('member', '=', member)
    .where('open', '=', 1)
    .where('sent_at', 'is not', null)
    .orderBy('sent_at', 'desc')
    .limit(1)
    .executeTakeFirst()

/** For a view: the row with whether its reader wants the next one left out. */
export const shownCheckIn = async (db: Db, id: Id, member: Id) => (await shown(db, { id, member })).at(0)

export const checkInsOf = (db: Db, member: Id): Promise<readonly CheckInRow[]> =>
  db
    .selectFrom('check_ins')
    .selectAll()
    .where('member', '=', member)
    .where('sent_at', 'is not', null)
    .orderBy('due_at')
    .execute()

/** `answer` and `note` are sealed; what is not given stays. */
export const saveAnswer = async (
  db: Db,
  id: Id,
  kept: { readonly answer?: string; readonly answered?: 1; readonly note?: string | null },
): Promise<void> => {
  await db.updateTable('check_ins').set(kept).where('id', '=', id).execute()
}

/** It was sent: the member's older ones are closed. Returns the ids of those. */
export const openSent = async (db: Db, id: Id, member: Id, now: number): Promise<readonly Id[]> => {
  await markSent(db, { id, now })
  const older = await closeOlder(db, { member, id })
  return older.map((row) => row.id)
}

export const closeCheckIn = async (db: Db, id: Id): Promise<void> => {
  await db.updateTable('check_ins').set({ open: 0 }).where('id', '=', id).execute()
}

/** Taps and notes go; the rows stay, so that no occurrence is made twice. Returns the ids of those that were open. */
export const clearCheckIns = async (db: Db, member: Id): Promise<readonly Id[]> => {
  const open = await db
    .selectFrom('check_ins')
    .select('id')
    .where('member', '=', member)
    .where('open', '=', 1)
    .execute()
  await db.updateTable('check_ins').set({ answer: null, note: null, open: 0 }).where('member', '=', member).execute()
  return open.map((row) => row.id)
}

export const deleteCheckIns = async (db: Db, member: Id): Promise<void> => {
  await db.deleteFrom('check_ins').where('member', '=', member).execute()
  await db.deleteFrom('paces').where('member', '=', member).execute()
}

/** Answers and notes due before `answersBefore` go, closed rows due before `rowsBefore` too. */
export const expireCheckIns = async (db: Db, answersBefore: number, rowsBefore: number): Promise<void> => {
  await db
    .updateTable('check_ins')
    .set({ answer: null, note: null })
    .where('due_at', '<', answersBefore)
    .where((e) => e.or([e('answer', 'is not', null), e('note', 'is not', null)]))
    .execute()
  await db.deleteFrom('check_ins').where('due_at', '<', rowsBefore).where('open', '=', 0).execute()
}

export const pacesOf = async (db: Db, members: readonly Id[]): Promise<ReadonlyMap<Id, PaceRow>> => {
  if (members.length === 0) return new Map()
  const rows = await db.selectFrom('paces').selectAll().where('member', 'in', members).execute()
  return new Map(rows.map((row) => [row.member, row]))
}

/** Writes step, silence, rests and turns; whether the next is left out stays as it is. */
export const savePaces = async (db: Db, rows: readonly Insertable<PacesTable>[]): Promise<void> => {
  if (rows.length === 0) return
  await db
    .insertInto('paces')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('member').doUpdateSet((e) => ({
        step: e.ref('excluded.step'),
        silent: e.ref('excluded.silent'),
        rested: e.ref('excluded.rested'),
        turn: e.ref('excluded.turn'),
      })),
    )
    .execute()
}

/** One more was sent: silence until an act is heard. */
export const countSent = prepareWrite((db, p: { member: Id }) =>
  db
    .insertInto('paces')
    .values({ member: p.member, step: 0, silent: 1, rested: 0, turn: 1 })
    .onConflict((conflict) =>
      conflict.column('member').doUpdateSet((e) => ({
        silent: e('paces.silent', '+', 1),
        rested: 0,
        turn: e('paces.turn', '+', 1),
      })),
    ),
)

/** Weekly again; nothing is written where nothing changes. */
export const restorePace = prepareWrite((db, p: { member: Id }) =>
  db
    .updateTable('paces')
    .set(restored)
    .where('member', '=', p.member)
    .where((e) => e.or([e('step', '>', 0), e('silent', '>', 0), e('rested', '>', 0)])),
)

export const setSkipNext = async (db: Db, pace: Insertable<PacesTable>): Promise<void> => {
  await db
    .insertInto('paces')
    .values({ ...pace, skip_next: 1 })
    .onConflict((conflict) => conflict.column('member').doUpdateSet({ skip_next: 1 }))
    .execute()
}

export const clearSkipNext = async (db: Db, member: Id): Promise<void> => {
  await db.updateTable('paces').set({ skip_next: 0 }).where('member', '=', member).where('skip_next', '=', 1).execute()
}

/** A join would cost five times as much as the second select. */
const shown = prepare((db, p: { id: Id; member: Id }) =>
  db
    .selectFrom('check_ins')
    .select(['due_at', 'mode', 'turn', 'open', 'sent_at', 'answered'])
    .select((e) => e.selectFrom('paces').select('skip_next').where('paces.member', '=', p.member).as('skip_next'))
    .where('id', '=', p.id)
    .where('member', '=', p.member),
)

const markSent = prepareWrite((db, p: { id: Id; now: number }) =>
  db.updateTable('check_ins').set({ sent_at: p.now }).where('id', '=', p.id),
)

const closeOlder = prepare((db, p: { member: Id; id: Id }) =>
  db
    .updateTable('check_ins')
    .set({ open: 0 })
    .where('member', '=', p.member)
    .where('open', '=', 1)
    .where('due_at', '<', (e) => e.selectFrom('check_ins').select('due_at').where('id', '=', p.id))
    .returning('id'),
)

const insertCheckIn = prepareWrite((db, p: NewCheckIn) =>
  db
    .insertInto('check_ins')
    .values({
      id: p.id,
      workspace: p.workspace,
      member: p.member,
      schedule: p.schedule,
      period: p.period,
      due_at: p.due_at,
      mode: p.mode,
      turn: p.turn,
      open: p.open,
    })
    .onConflict((conflict) => conflict.columns(['schedule', 'member', 'period']).doNothing()),
)
