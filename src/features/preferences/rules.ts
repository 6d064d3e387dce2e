import { addDays, isDate, isZone, localDate, resolveLocal } from '../../engine/index.ts'

/** The start of the local date that many days from today. Epoch ms. */
export const pauseForDays = (now: number, zone: string, days: number): number =>
  resolveLocal(addDays(localDate(now, zone), days), '00:00', zone)

/** The start of that local date; undefined when it is no date, or not after today there. */
export const pauseUntilDate = (now: number, zone: string, date: unknown): number | undefined => {
  if (typeof date !== 'string' || !isDate(date) || date <= localDate(now, zone)) return undefined
  return resolveLocal(date, '00:00', zone)
}

/** A zone's name as the database spells it: however it was cased, with spaces, or by its city alone if only one has it. */
export const zoneNamed = (typed: unknown): string | undefined => {
  if (typeof typed !== 'string') return undefined
  const name = typed.trim().replaceAll(' ', '_')
  if (isZone(name)) return name
  const wanted = name.toLowerCase()
  const known = Intl.supportedValuesOf('timeZone').filter(isZone)
  const whole = known.find((zone) => zone.toLowerCase() === wanted)
  const byCity = known.filter((zone) => zone.toLowerCase().endsWith(`/${wanted}`))
  return whole ?? (byCity.length === 1 ? byCity[0] : undefined)
}

export type Pair = { readonly label: string; readonly text: string }

/** Characters in one row, so that it stays well below `rowText` of limits.ts with its label. */
export const ROW_LENGTH = 700
/** Rows and characters in one window, so that words and buttons fit beside them (`rows`, `message` of limits.ts). */
export const PAGE_ROWS = 10
export const PAGE_LENGTH = 1_400

/** What the features keep, as rows: whatever the shape, every value stands under the words that lead to it. */
export const toPairs = (data: Readonly<Record<string, unknown>>, say: { yes: string; no: string }): readonly Pair[] =>
  Object.values(data).flatMap((kept) => pairsOf(kept, '', say))

/** Long texts go on in further rows; long lists on further pages. */
export const toPages = (pairs: readonly Pair[]): readonly (readonly Pair[])[] => {
  const pages: Pair[][] = []
  let length = 0
  for (const pair of pairs.flatMap(cut)) {
    const size = pair.label.length + pair.text.length
    const page = pages.at(-1)
    if (page && page.length < PAGE_ROWS && length + size <= PAGE_LENGTH) {
      page.push(pair)
      length += size
    } else {
      pages.push([pair])
      length = size
    }
  }
  return pages
}

const pairsOf = (value: unknown, label: string, say: { yes: string; no: string }): readonly Pair[] => {
  if (value === undefined || value === null || value === '') return []
  if (typeof value === 'boolean') return [{ label, text: value ? say.yes : say.no }]
  if (typeof value !== 'object') return [{ label, text: String(value) }]
  if (Array.isArray(value)) return value.flatMap((item) => pairsOf(item, label, say))
  return Object.entries(value).flatMap(([key, item]) => pairsOf(item, label === '' ? key : `${label} · ${key}`, say))
}

/** At a space where there is one. */
const piece = new RegExp(`[\\s\\S]{1,${ROW_LENGTH}}(?=\\s|$)|[\\s\\S]{1,${ROW_LENGTH}}`, 'gu')

const cut = ({ label, text }: Pair): readonly Pair[] => (text.match(piece) ?? []).map((part) => ({ label, text: part }))
