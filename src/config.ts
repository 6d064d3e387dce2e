import { readFileSync } from 'node:fs'
import { isZone } from './engine/zone.ts'
import { nearest } from './nearest.ts'

/** One setting of the environment, `NAME`, or `NAME_FILE` for a file that holds it. */
export type Option<T = unknown> = {
  readonly name: string
  /** Throws an Error that says what is expected; the name is put before it. */
  readonly parse: (text: string) => T
  readonly default?: string
  /** Its value is never shown. */
  readonly secret?: true
  readonly help: string
}

export type Options = Readonly<Record<string, Option>>
export type Env = Readonly<Record<string, string | undefined>>

export type Values<R extends Options> = {
  readonly [K in keyof R]: ReturnType<R[K]['parse']> | (R[K] extends { default: string } ? never : undefined)
}

const prefix = 'REACHOUT_'
export const secretBytes = 32
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** The one table of options. README.md lists the same rows. */
export const options = {
  dataDir: {
    name: 'REACHOUT_DATA_DIR',
    parse: (text) => text,
    default: 'data',
    help: 'Folder of the database and its keys. Made at the first start, closed to other users.',
  },
  host: {
    name: 'REACHOUT_HOST',
    parse: (text) => text,
    default: '127.0.0.1',
    help: 'Address to listen on. The playground always listens on 127.0.0.1.',
  },
  port: {
    name: 'REACHOUT_PORT',
    parse: (text) => toPort(text),
    default: '7788',
    help: 'Port to listen on; 0 takes any that is free.',
  },
  secret: {
    name: 'REACHOUT_SECRET',
    parse: (text) => toSecret(text),
    secret: true,
    help: 'Opens the keys; `npm run -s reachout -- secret` prints a new one. Keep it outside the data folder.',
  },
  logLevel: {
    name: 'REACHOUT_LOG_LEVEL',
    parse: (text) => toLevel(text),
    default: 'info',
    help: '`debug`, `info`, `warn`, `error` or `silent`. The log is JSON on standard error.',
  },
  timeZone: {
    name: 'REACHOUT_TIME_ZONE',
    parse: (text) => toZone(text),
    default: 'UTC',
    help: 'Zone of a workspace that tells none, such as `Europe/Berlin`.',
  },
  workspaces: {
    name: 'REACHOUT_WORKSPACES',
    parse: (text) => toList(text),
    help: 'Ids of the workspaces that may be served, with commas. Unset: the first one installed, and then no other.',
  },
} as const satisfies Options

export type Config = Values<typeof options>

/** A value for every row; where there was a problem, the row's default. All problems are told at once. */
export type Read<R extends Options> = { readonly config: Values<R>; readonly problems: readonly string[] }

export const readConfig = <R extends Options>(rows: R, env: Env): Read<R> => {
  const problems = unknownNames(rows, env)
  const entries = Object.entries(rows).map(([key, row]) => [key, readRow(row, env, problems)])
  return { config: Object.fromEntries(entries) as Values<R>, problems }
}

/** The file named by `NAME_FILE`, when that is where this option comes from. */
export const fileOf = (row: Option, env: Env): string | undefined => env[`${row.name}_FILE`] || undefined

/** Whether the environment says anything about this option. */
export const isGiven = (row: Option, env: Env): boolean => Boolean(env[row.name] || fileOf(row, env))

const readRow = (row: Option, env: Env, problems: string[]): unknown => {
  const fallback = row.default === undefined ? undefined : row.parse(row.default)
  try {
    const text = given(row, env)
    return text === undefined ? fallback : row.parse(text)
  } catch (error) {
    problems.push(`${row.name} ${error instanceof Error ? error.message : 'cannot be read'}`)
    return fallback
  }
}

const given = (row: Option, env: Env): string | undefined => {
  const file = fileOf(row, env)
  const text = env[row.name] || undefined
  if (file === undefined) return text
  if (text !== undefined) throw new Error(`is given twice: unset it or ${row.name}_FILE`)
  return contents(file)
}

const contents = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new Error(`cannot be read from the file that ${prefix}…_FILE names: ${file}`)
  }
}

const unknownNames = (rows: Options, env: Env): string[] => {
  const names = Object.values(rows).flatMap(({ name }) => [name, `${name}_FILE`])
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !names.includes(name))
    .map((name) => {
      const meant = nearest(name, names)
      return `${name} is no option${meant ? `; did you mean ${meant}?` : '. README.md lists them all.'}`
    })
}

const toPort = (text: string): number => {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`must be a whole number from 0 to 65535, not "${text}"`)
  return port
}

const toSecret = (text: string): string => {
  const secret = Buffer.from(text, 'base64url')
  if (secret.length === secretBytes && secret.toString('base64url') === text) return text
  throw new Error(`must be ${secretBytes} bytes in base64url; \`npm run -s reachout -- secret\` prints one`)
}

const toLevel = (text: string): LogLevel => {
  const level = logLevels.find((known) => known === text)
  if (!level) throw new Error(`must be one of ${logLevels.join(', ')}, not "${text}"`)
  return level
}

const toZone = (text: string): string => {
  if (!isZone(text)) throw new Error(`must be a time zone such as Europe/Berlin, not "${text}"`)
  return text
}

const toList = (text: string): readonly string[] => {
  const ids = text.split(',').map((id) => id.trim())
  if (ids.includes('')) throw new Error(`must be ids with commas between them, not "${text}"`)
  return ids
}
