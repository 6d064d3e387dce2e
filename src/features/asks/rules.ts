import type { HelpKind } from '../../../messages/help-kinds.ts'
import {
  addDays,
  type Id,
  isQuiet,
  localDate,
  localTime,
  type QuietHours,
  quietUntil,
  resolveLocal,
  weekdayOf,
} from '../../engine/index.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** What would help, in characters: the helper's message holds it as a quote beside other words (`message`, `rowText` in limits.ts). */
export const TEXT_LIMIT = 1_000
/** How long may be asked for. */
export const sizes = [5, 15, 30] as const
export type Size = (typeof sizes)[number]
export const DEFAULT_SIZE: Size = 15
export const DEFAULT_KIND: HelpKind = 'fresh-eyes'

/** DESIGN.md section 8, no weapon: what one person may have open, and may send on one local date. */
export const OPEN_ASKS = 2
export const ASKS_A_DAY = 5
/** DESIGN.md section 8: no yes closes the door of a pair for so long, unseen. */
export const DOOR_MS = 14 * DAY_MS
/** Whom one's open asks never reach: at most so many people. */
export const AVOIDED = 5
/** DESIGN.md section 8: joined members besides asker and helper that hide a name. */
export const BLIND_FLOOR = 5
/** Others who joined, below which there is nobody to find. */
export const FINDABLE_FLOOR = 2

/** By when the asker hears, in hours outside their quiet hours. */
const ANSWER_MS = 8 * HOUR_MS
const QUARTER_MS = 15 * MINUTE_MS
/** The way to the told time has so many steps; a named ask widens from the middle on. */
export const STEPS = 8
export const WIDEN_FROM = STEPS / 2
/** DESIGN.md section 8: open asks leave after 2 to 20 minutes. */
const SHORTEST_DELAY_MS = 2 * MINUTE_MS
const LONGEST_DELAY_MS = 20 * MINUTE_MS
/** What somebody was asked counts so long when it is decided whom to ask next. */
export const LOAD_MS = 28 * DAY_MS
/** What was typed and not sent. */
export const DRAFT_MS = HOUR_MS
export const FOLLOW_UP_MS = DAY_MS
export const FOLLOW_UPS = 3
/** A follow-up without any answer closes its ask. */
export const CLOSE_MS = 7 * DAY_MS
/** DESIGN.md section 8: asks go 30 days after closing. */
export const EXPIRE_MS = 30 * DAY_MS

export const states = ['open', 'matched', 'ended'] as const
export type State = (typeof states)[number]
export const endings = ['helped', 'withdrawn', 'nobody', 'closed'] as const
export type Ending = (typeof endings)[number]
export const events = [
  'yes',
  'take-back',
  'time-up',
  'back-out',
  'helped',
  'not-talked',
  'still-need',
  'close',
  'unanswered',
  'asker-gone',
] as const
export type Event = (typeof events)[number]
export type Next = { readonly state: 'open' | 'matched' } | { readonly state: 'ended'; readonly ending: Ending }

const withdrawn = { state: 'ended', ending: 'withdrawn' } as const
const closed = { state: 'ended', ending: 'closed' } as const

/** The whole life of an ask. What does not stand here cannot happen. Back to `open` is widened, with a new told time. */
export const life: Readonly<Record<State, Readonly<Partial<Record<Event, Next>>>>> = {
  open: {
    yes: { state: 'matched' },
    'take-back': withdrawn,
    'time-up': { state: 'ended', ending: 'nobody' },
    'asker-gone': withdrawn,
  },
  matched: {
    'back-out': { state: 'open' },
    'still-need': { state: 'open' },
    'not-talked': { state: 'matched' },
    helped: { state: 'ended', ending: 'helped' },
    close: closed,
    unanswered: closed,
    'asker-gone': withdrawn,
  },
  ended: {},
}

export const isState = (text: string): text is State => states.some((state) => state === text)

/** Undefined: from there it cannot happen. */
export const nextOf = (state: string, event: Event): Next | undefined =>
  isState(state) ? life[state][event] : undefined

/** What a helper tapped, in one character: a sealed text is as long as what it hides. `later-again` is of a reminder. */
const taps = ['later', 'not-now', 'back-out', 'later-again'] as const
export type Tap = (typeof taps)[number]
export const codeOf = (tap: Tap): string => String(taps.indexOf(tap))
export const tapOf = (code: string | undefined): Tap | undefined =>
  code === undefined ? undefined : taps[Number(code)]

/** Where one request stands for its helper. */
export type Reads = 'asks' | 'later' | 'yes' | 'no' | 'taken' | 'over' | 'backed-out' | 'gone'

export type Standing = {
  readonly ask: {
    readonly state: string
    readonly ending: string | null
    readonly accepted_at: number | null
    readonly told_at: number
  }
  readonly request: { readonly at: number; readonly yes_at: number | null }
  readonly tap: Tap | undefined
  /** The words are gone with their writer, or the helper hears nothing of this person. */
  readonly gone: boolean
}

/** What was taken stays taken, also when that yes comes to nothing: later requests go to others. */
export const readsNow = ({ ask, request, tap, gone }: Standing, now: number): Reads => {
  if (gone) return 'gone'
  if (tap === 'back-out') return 'backed-out'
  if (request.yes_at !== null) return 'yes'
  if (tap === 'not-now' || tap === 'later-again') return 'no'
  if (isTaken(ask, request.at)) return 'taken'
  if (ask.state !== 'open' || now >= ask.told_at) return 'over'
  return tap === 'later' ? 'later' : 'asks'
}

const isTaken = ({ state, ending, accepted_at }: Standing['ask'], at: number): boolean =>
  state === 'matched' || ending === 'helped' || ending === 'closed' || (accepted_at !== null && at < accepted_at)

/**
 * The instant `ms` after `from`, counting only what lies outside the quiet hours; never in them. All epoch ms.
 * Exact to the minute in every zone: the clock changes on whole quarter hours, and quiet hours last over a quarter.
 */
export const awakeAfter = (from: number, ms: number, zone: string, hours: QuietHours): number => {
  let at = quietUntil(from, zone, hours) ?? from
  let left = ms
  for (;;) {
    const quiet = quietWithin(at, at + left, zone, hours)
    if (quiet === undefined) return quietUntil(at + left, zone, hours) ?? at + left
    left -= quiet - at
    at = quietUntil(quiet, zone, hours) ?? quiet
  }
}

/** By when somebody who asks now hears either way: on a quarter of an hour, and never in their quiet hours. */
export const toldAfter = (now: number, zone: string, hours: QuietHours): number => {
  const at = quarterAfter(awakeAfter(now, ANSWER_MS, zone, hours))
  return quarterAfter(quietUntil(at, zone, hours) ?? at)
}

/** The instants 1/8 to 7/8 of the way to the told time; the first stands at [0]. */
export const stepsFrom = (now: number, zone: string, hours: QuietHours): readonly number[] =>
  Array.from({ length: STEPS - 1 }, (_, i) => awakeAfter(now, ((i + 1) * ANSWER_MS) / STEPS, zone, hours))

/** How long an open ask waits before it leaves: by its id and round, so that nothing else can change it. */
export const delayOf = (ask: Id, round: number): number =>
  SHORTEST_DELAY_MS + (hashOf(`${ask} ${round}`) % (LONGEST_DELAY_MS - SHORTEST_DELAY_MS + 1))

export type Between = 'nothing' | 'nights' | 'weekends'

/** What lies between two instants and did not count. */
export const between = (from: number, to: number, zone: string, hours: QuietHours): Between => {
  if (quietWithin(from, to, zone, hours) === undefined && !isQuiet(from, zone, hours)) return 'nothing'
  if (!hours.weekends) return 'nights'
  for (let date = localDate(from, zone); date <= localDate(to, zone); date = addDays(date, 1)) {
    if (isWeekendDay(date)) return 'weekends'
  }
  return 'nights'
}

/** The same time of day tomorrow, or when the quiet hours that hold it have ended. */
export const sameTimeTomorrow = (now: number, zone: string, hours: QuietHours): number => {
  const at = resolveLocal(addDays(localDate(now, zone), 1), localTime(now, zone), zone)
  return quietUntil(at, zone, hours) ?? at
}

export type Reminder = 'hour' | 'three-hours' | 'morning'

/** When a helper may be reminded, before the told time; `morning` is the end of the helper's own next night. */
export const remindersFor = (
  now: number,
  told: number,
  zone: string,
  hours: QuietHours,
): readonly { readonly name: Reminder; readonly at: number }[] => {
  const morning = resolveLocal(addDays(localDate(now, zone), 1), hours.to, zone)
  const all = [
    { name: 'hour', at: now + HOUR_MS },
    { name: 'three-hours', at: now + 3 * HOUR_MS },
    { name: 'morning', at: quietUntil(morning, zone, hours) ?? morning },
  ] as const
  return all.filter(({ at }) => at < told && !isQuiet(at, zone, hours))
}

/** Whether a name can stay unseen: `joined` counts the asker when they are among them. */
export const isBlind = (joined: number, askerJoined: boolean): boolean =>
  joined - (askerJoined ? 1 : 0) - 1 >= BLIND_FLOOR

/** Whether there is anybody to find. */
export const isFindable = (joined: number, askerJoined: boolean): boolean =>
  joined - (askerJoined ? 1 : 0) >= FINDABLE_FLOOR

/** Least asked first; who was asked as often comes in an order that this ask alone decides. */
export const inTurn = (ask: Id, helpers: readonly Id[], load: ReadonlyMap<Id, number>): readonly Id[] =>
  [...helpers].sort(
    (a, b) =>
      (load.get(a) ?? 0) - (load.get(b) ?? 0) || hashOf(`${ask} ${a}`) - hashOf(`${ask} ${b}`) || (a < b ? -1 : 1),
  )

/** News of one match, told to the asker: its subject. Ids have 20 characters, a subject at most 25. */
export const newsOf = (request: Id): Id => `y-${request}`

/** The `n`-th follow-up of a match, from 1. */
export const followUpOf = (request: Id, n: number): Id => `f${n}-${request}`

/** The subjects of everything that an asker may be told of one match. */
export const allNewsOf = (request: Id): readonly Id[] => [
  newsOf(request),
  ...Array.from({ length: FOLLOW_UPS }, (_, i) => followUpOf(request, i + 1)),
]

/** The request that news or a follow-up is about. */
export const requestIn = (subject: Id): Id | undefined => /^(?:y|f\d)-(.+)$/.exec(subject)?.[1]

/** The first quiet instant from `from`, which is awake, to before `to`. */
const quietWithin = (from: number, to: number, zone: string, hours: QuietHours): number | undefined => {
  for (let start = from; start < to; start = after(start, QUARTER_MS)) {
    const end = Math.min(after(start, QUARTER_MS), to)
    if (!isQuiet(end - 1, zone, hours)) continue
    for (let at = start; at < end; at = after(at, MINUTE_MS)) if (isQuiet(at, zone, hours)) return at
  }
  return undefined
}

const after = (at: number, step: number): number => at - (at % step) + step

const quarterAfter = (at: number): number => Math.ceil(at / QUARTER_MS) * QUARTER_MS

const isWeekendDay = (date: string): boolean => ['saturday', 'sunday'].includes(weekdayOf(date))

/** FNV-1a, 32 bits: the same everywhere; of ids that only we can make. */
const hashOf = (text: string): number => {
  let sum = 0x811c9dc5
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193)
  return sum >>> 0
}
