import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCatalog } from '../../messages/catalog.ts'
import { secureChance } from '../../src/chance.ts'
import { type Config, options, readConfig } from '../../src/config.ts'
import type { Adapter, Clock, Log } from '../../src/engine/index.ts'
import { createProgram, type ProgramOptions } from '../../src/program.ts'
import { systemClock, turn } from '../../src/system-clock.ts'
import { bell } from './test-platform.ts'

export const secret = Buffer.alloc(32, 1).toString('base64url')
export const otherSecret = Buffer.alloc(32, 2).toString('base64url')

/** A place of its own for one test, closed to others as `mkdtemp` makes it. */
export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'reachout-'))

export const configFor = (dataDir: string, env: Readonly<Record<string, string>> = {}): Config =>
  readConfig(options, { REACHOUT_DATA_DIR: dataDir, REACHOUT_PORT: '0', REACHOUT_SECRET: secret, ...env }).config

/** Outside quiet hours, and running. */
export const workingHours = (): Clock => {
  const { monotonic, sleep } = systemClock()
  const from = Date.UTC(2026, 2, 3, 11) - monotonic()
  return { now: () => Math.floor(from + monotonic()), monotonic, sleep }
}

export const collectLog = () => {
  const lines: string[] = []
  const write = (event: string, fields?: Record<string, unknown>) =>
    void lines.push(JSON.stringify({ event, ...fields }))
  const log: Log = { debug: write, info: write, warn: write, error: write }
  return { log, lines }
}

/** The program as `start` wires it, over a platform of the test. */
export const startProgram = (config: Config, adapters: readonly Adapter[], more: Partial<ProgramOptions> = {}) =>
  createProgram({
    config,
    adapters,
    features: [bell],
    catalog: readCatalog(),
    clock: workingHours(),
    chance: secureChance(),
    turn,
    log: collectLog().log,
    ...more,
  })
