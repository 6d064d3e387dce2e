/** Wall clocks read through Intl alone: an account of time that shares no code with the engine's. */

const minuteMs = 60_000
const hourMs = 60 * minuteMs

export type Stretch = { readonly from: number; readonly to: number; readonly offset: number }

/** What the wall clock there shows, as if it were UTC, to the minute. */
export const wallClock = (at: number, zone: string): number => {
  const parts: Record<string, string> = {}
  for (const part of formatterOf(zone).formatToParts(at)) parts[part.type] = part.value
  const { year, month, day, hour, minute } = parts
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
}

export const wallText = (at: number, zone: string): string =>
  new Date(wallClock(at, zone)).toISOString().slice(0, 16).replace('T', ' ')

/** Stretches of one offset, found by looking once a day and halving where two looks differ. */
export const stretches = (zone: string, from: number, to: number, step = 24 * hourMs): Stretch[] => {
  const found: Stretch[] = []
  let start = from
  let offset = offsetOf(from, zone)
  for (let at = from; at < to; at += step) {
    const next = offsetOf(at + step, zone)
    if (next === offset) continue
    const change = firstWith(zone, at, at + step)
    found.push({ from: start, to: change, offset })
    start = change
    offset = next
  }
  return [...found, { from: start, to: to + step, offset }]
}

/** The first instant that shows this wall clock; in a gap, the one that the clock before the gap would have shown. */
export const resolve = (wall: number, all: readonly Stretch[]): number => {
  const hits = all.filter(({ from, to, offset }) => wall - offset >= from && wall - offset < to)
  if (hits[0]) return wall - hits[0].offset
  const before = all.find((one, n) => {
    const next = all[n + 1]
    return next !== undefined && wall - one.offset >= one.to && wall - next.offset < next.from
  })
  if (!before) throw new Error('outside of what was looked at')
  return wall - before.offset
}

export const allZones = (): string[] => Intl.supportedValuesOf('timeZone')

/** Zones whose offset is not the same all through these instants, looked at weekly. */
export const changingZones = (from: number, to: number): string[] =>
  allZones().filter((zone) => stretches(zone, from, to, 7 * 24 * hourMs).length > 1)

const offsetOf = (at: number, zone: string): number => wallClock(at, zone) - Math.floor(at / minuteMs) * minuteMs

const firstWith = (zone: string, before: number, after: number): number => {
  let low = before
  let high = after
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs
    if (offsetOf(middle, zone) === offsetOf(after, zone)) high = middle
    else low = middle
  }
  return high
}

const formatters = new Map<string, Intl.DateTimeFormat>()

const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  formatters.set(timeZone, made)
  return made
}
