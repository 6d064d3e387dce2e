import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { Env } from '../config.ts'

export type Io = {
  readonly env: Env
  readonly out: (line: string) => void
}

/** What stands behind the program's name. `run` takes the words after the verb and answers the exit code. */
export type Verb = {
  readonly about: string
  readonly run: (args: readonly string[], io: Io) => Promise<number>
}

export type Verbs = Readonly<Record<string, Verb>>

/** As sysexits.h numbers them. */
export const exits = { ok: 0, failed: 1, usage: 64, config: 78 } as const

/** The words after the program's name are not understood. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UsageError'
  }
}

/** @throws UsageError for a flag that is not in `flags`, or a word too many */
export const readFlags = <F extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], flags: F) => {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
