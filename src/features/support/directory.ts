import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { addDays, isDate, localDate } from '../../engine/index.ts'

/** An entry is trusted this long after it was read at its source (DESIGN.md section 8). */
export const FRESH_DAYS = 180

export type Directory = z.infer<typeof schema>
export type Country = Directory['countries'][string]
export type Line = NonNullable<Country['line']>

/** What a person in this zone is shown; what is stale or was never read is absent. */
export type Found = {
  readonly country?: string
  readonly emergency?: NonNullable<Country['emergency']>
  readonly line?: Line
  readonly international: Directory['international']
  /** The oldest reading among all of these, `2026-11-23`. */
  readonly read: string
}

/** @throws Error that names what is wrong with the file */
export function readDirectory(yaml: string): Directory {
  const read = schema.safeParse(parse(yaml))
  if (!read.success) throw new Error(`support directory: ${z.prettifyError(read.error)}`)
  return read.data
}

/** The entries that come with Reachout. They cannot be removed. Read once. */
export const builtInDirectory = (): Directory => {
  builtIn ??= readDirectory(readFileSync(new URL('./directory.yaml', import.meta.url), 'utf8'))
  return builtIn
}

let builtIn: Directory | undefined

/** `now` is epoch ms. The country is only as good as the guess from the zone. */
export function findHelp(directory: Directory, zone: string, now: number): Found {
  const today = localDate(now, 'UTC')
  const country = Object.keys(directory.countries).find((code) => holds(directory.countries[code], zone))
  const entry = country === undefined ? undefined : directory.countries[country]
  const { international } = directory
  const emergency = fresh(entry?.emergency, today)
  const line = fresh(entry?.line, today)
  const read = [emergency, line, international].flatMap((one) => (one ? [one.read] : [])).sort()[0]
  return {
    international,
    read: read ?? international.read,
    ...(country !== undefined && line && { country, line }),
    ...(emergency && { emergency }),
  }
}

const date = z.string().refine(isDate, 'is no date')
const https = z.url({ protocol: /^https$/ })
const sourced = { source: https, read: date, published: date.optional() }
const dialled = z.string().regex(/^[0-9][0-9 ]*$/, 'digits and spaces')

const schema = z.strictObject({
  international: z.strictObject({ name: z.string().min(1).max(60), site: https, ...sourced }),
  'european-emergency': z.strictObject({ number: dialled, ...sourced }).optional(),
  countries: z.record(
    z.string().regex(/^[A-Z]{2}$/),
    z.strictObject({
      /** IANA names; one that ends in `/` stands for all below it. */
      zones: z.array(z.string().min(2)).min(1),
      emergency: z.strictObject({ number: dialled, ...sourced }).optional(),
      line: z
        .strictObject({
          name: z.string().min(1).max(60),
          call: dialled,
          /** The same number takes text messages. */
          text: z.boolean().optional(),
          always: z.boolean().optional(),
          free: z.boolean().optional(),
          site: https.optional(),
          ...sourced,
        })
        .optional(),
    }),
  ),
})

const holds = (country: Country | undefined, zone: string): boolean =>
  country?.zones.some((one) => (one.endsWith('/') ? zone.startsWith(one) : zone === one)) ?? false

const fresh = <T extends { readonly read: string }>(entry: T | undefined, today: string): T | undefined =>
  entry && today <= addDays(entry.read, FRESH_DAYS) ? entry : undefined
