import { createCheckIns } from '../../src/features/check-ins/index.ts'
import { createMembers } from '../../src/features/members/index.ts'
import { createSchedules } from '../../src/features/schedules/index.ts'
import { day, monday, openRoom, type Room, type Who, workspace } from './room.ts'

export const week = 7 * day

/** Ada in Berlin, Eli far behind and Fay far ahead of her, all joined; Dana runs it and has not joined; Hana neither. */
const cast: readonly Who[] = [
  { id: 'ada', name: 'Ada', standing: 'joined', joined_at: monday - day },
  { id: 'eli', name: 'Eli', standing: 'joined', joined_at: monday - day, time_zone: 'America/Sao_Paulo' },
  { id: 'fay', name: 'Fay', standing: 'joined', joined_at: monday - day, time_zone: 'Australia/Sydney' },
  { id: 'dana', name: 'Dana', admin: 1 },
  { id: 'hana', name: 'Hana' },
]

/** A room with members, schedules and check-ins, wired as the program wires them. */
export const openHellos = (
  options: Parameters<typeof createCheckIns>[0] = {},
  more: readonly Who[] = [],
  at = monday,
): Promise<Room> => {
  const checkIns = createCheckIns(options)
  const schedules = createSchedules({ kinds: { 'check-in': checkIns.occur } })
  return openRoom([createMembers({ firstHello: schedules.firstHello }), schedules, checkIns], [...cast, ...more], at)
}

/** Dana makes or changes the weekly check-in. */
export const setPlan = (room: Room, plan: string, time = '10:00') =>
  room.form('dana', 'schedule.change', { day: plan, time }, workspace)

/** What became of this member's check-ins, oldest first: `2026-W10 sent`. */
export const historyOf = async (room: Room, member: string): Promise<readonly string[]> =>
  (await room.ledger())
    .filter((row) => row.member === member && row.view === 'check-in.ask')
    .sort((a, b) => a.planned_at - b.planned_at)
    .map((row) => `${row.key.split(':').at(-1)} ${row.reason ?? row.status}`)
