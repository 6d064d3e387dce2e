import { checkInRows, paceRow } from '../../../messages/check-in.ts'
import type { Spans } from '../../../messages/message.ts'
import {
  type Context,
  type Feature,
  type Id,
  type Looking,
  localDate,
  type Seen,
  type Settled,
} from '../../engine/index.ts'
import {
  closeLow,
  keptOf,
  type Offers,
  openChange,
  openMore,
  openNote,
  saveChange,
  saveNote,
  skipNext,
  tap,
} from './answers.ts'
import { type Occurrence, occur } from './occurrences.ts'
import {
  checkInsOf,
  clearCheckIns,
  clearSkipNext,
  closeCheckIn,
  countSent,
  deleteCheckIns,
  expireCheckIns,
  openSent,
  pacesOf,
  restorePace,
} from './queries.ts'
import { EXPIRE_ANSWERS_MS, EXPIRE_ROWS_MS, freshPace, weeksBetween } from './rules.ts'
import { type Rider, viewCheckIn } from './views.ts'

export type { Offers } from './answers.ts'
export type { Rider } from './views.ts'

export type CheckIns = Feature & {
  /** What the schedules make of the kind `check-in`. */
  occur(c: Context, occurrences: readonly Occurrence[]): Promise<void>
}

/** The weekly check-in. `riders` stand below it once it was tapped, `offers` first in the window after a low tap. */
export const createCheckIns = ({
  riders = [],
  offers = async () => [],
}: {
  readonly riders?: readonly Rider[]
  readonly offers?: Offers
} = {}): CheckIns => ({
  name: 'check-ins',
  occur,
  actions: {
    'check-in.tap': (c, subject, value) => tap(c, subject, value, offers),
    'check-in.change': openChange,
    'check-in.note': openNote,
    'check-in.more': openMore,
    'check-in.skip-next': skipNext,
    'check-in.enough': closeLow,
  },
  forms: {
    'check-in.change': (c, subject, values) => saveChange(c, subject, values, offers),
    'check-in.note': saveNote,
  },
  views: { 'check-in.ask': (c, subject) => viewCheckIn(c, subject, riders) },
  settled,
  hears,
  keeps: {
    export: exportFor,
    erase: (c, member) => deleteCheckIns(c.db, member),
    expire: (c) => expireCheckIns(c.db, c.now - EXPIRE_ANSWERS_MS, c.now - EXPIRE_ROWS_MS),
  },
})

const settled = async (c: Context, { member, subject, status, reason }: Settled): Promise<void> => {
  if (status === 'uncertain' || reason === 'backed-off') return
  if (status === 'sent') {
    for (const older of await openSent(c.db, subject, member, c.now)) c.refresh(older)
    await countSent(c.db, { member })
    return
  }
  await closeCheckIn(c.db, subject)
  if (reason === 'paused') await clearSkipNext(c.db, member)
}

const hears = async (c: Context, seen: Seen): Promise<void> => {
  if (seen.kind === 'acted') await restorePace(c.db, { member: seen.member })
  if (seen.kind !== 'told' || seen.name !== 'member.left') return
  for (const id of await clearCheckIns(c.db, seen.subject)) c.refresh(id)
  await restorePace(c.db, { member: seen.subject })
  await clearSkipNext(c.db, seen.subject)
}

const exportFor = async (c: Looking, member: Id): Promise<readonly Readonly<Record<string, string>>[]> => {
  const rows = await checkInsOf(c.db, member)
  const weeks = weeksBetween((await pacesOf(c.db, [member])).get(member) ?? freshPace)
  const shown = c.words((words) => [
    ...(rows.length > 0 ? [paceRow(words, weeks)] : []),
    ...rows.flatMap((row) => checkInRows(words, row.due_at, keptOf(c, row))),
  ])
  return shown.map(({ label, spans }) => ({ [label]: plainFor(c, spans) }))
}

const plainFor = ({ viewer }: Looking, spans: Spans): string =>
  spans
    .map((span) =>
      typeof span === 'object' && 'time' in span
        ? localDate(span.time, viewer.timeZone)
        : typeof span === 'string'
          ? span
          : '',
    )
    .join('')
