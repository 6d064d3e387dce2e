import type { Instant, MemberJson } from '../types.ts'

/** The acting person, and how instants read to them. */
export type Reader = {
  readonly member: MemberJson
  /** The last part of the zone's name, as people say it: `Berlin`, `Sao Paulo`. */
  readonly place: string
  readonly show: (instant: Instant, style: Style) => string
}

export type Style = 'date' | 'time' | 'both' | 'day'

const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
const short = { weekday: 'short', day: 'numeric', month: 'short' } as const
const date = { ...short, year: 'numeric' } as const
const time = { hour: 'numeric', minute: '2-digit' } as const

const styles: Record<Style, Intl.DateTimeFormatOptions> = { day, date, time, both: { ...short, ...time } }

export const createReader = (member: MemberJson): Reader => {
  const made = new Map<Style, Intl.DateTimeFormat>()
  const formatter = (style: Style) => {
    const format =
      made.get(style) ??
      new Intl.DateTimeFormat(toLocale(member.locale), { ...styles[style], timeZone: member.timeZone })
    made.set(style, format)
    return format
  }
  return {
    member,
    place: toPlace(member.timeZone),
    show: (instant, style) => formatter(style).format(new Date(instant)),
  }
}

export const toPlace = (timeZone: string): string => (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')

// The page around the messages is English, and a date must be in the language of the sentence it stands in.
// Plain `en` would put the month before the day.
const toLocale = (locale: string): string => (/^en-./.test(locale) ? locale : 'en-GB')
