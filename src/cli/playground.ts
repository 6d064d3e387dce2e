import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readCatalog } from '../../messages/catalog.ts'
import { type Env, isGiven, options, readConfig } from '../config.ts'
import type { Feature } from '../engine/index.ts'
import { openPlayground, type PlaygroundOptions } from '../lab/playground.ts'
import { fileShelf, memoryShelf } from '../lab/shelf.ts'
import { createLog } from '../log.ts'
import { Refusal } from '../refusal.ts'
import { untilSignal } from '../until-signal.ts'
import { exits, type Io, readFlags, UsageError } from './verb.ts'

export const flags = {
  keep: { type: 'string', value: 'FILE', about: 'Keeps everything in FILE, FILE.keys and FILE.secret.' },
  port: { type: 'string', value: 'N', about: 'Listens on port N; 0 takes any that is free.' },
  at: { type: 'string', value: 'ISO', about: 'Begins at that instant, such as 2026-03-02T09:00:00Z.' },
  open: { type: 'boolean', about: 'Opens the page in the browser.' },
} as const satisfies Record<string, { type: 'string' | 'boolean'; value?: string; about: string }>

type Wiring = Pick<PlaygroundOptions, 'adapter'> & { readonly features: readonly Feature[] }

const ownerOnly = 0o077
const anyFree = 0

export const run = async (args: readonly string[], { env, out }: Io, wiring: Wiring): Promise<number> => {
  const { keep, port, at, open } = readFlags(args, flags)
  const { config, problems } = readConfig(options, env)
  if (problems.length > 0) throw new Refusal(problems)
  process.umask(ownerOnly)
  const playground = await openPlayground({
    ...wiring,
    catalog: readCatalog(),
    log: createLog(isGiven(options.logLevel, env) ? config.logLevel : 'warn'),
    ports: portsOf(port, config.port, env),
    shelf: keep === undefined ? memoryShelf() : fileShelf(keep),
    ...(at !== undefined && { at: toStart(at, keep) }),
  })
  out(banner(playground.address, keep))
  if (open) openInBrowser(playground.address)
  await untilSignal()
  await playground.stop()
  return exits.ok
}

const banner = (address: string, keep: string | undefined): string => `
  THIS IS THE PLAYGROUND: made-up people, a clock that you move.
  Nothing leaves this computer${keep ? `; it is kept in ${keep}` : ', and nothing is kept when it stops'}.

  Open ${address}/   (Ctrl+C stops it)
`

/** A port that was asked for is the only one tried; the usual one gives way to any that is free. */
const portsOf = (flag: string | undefined, configured: number, env: Env): readonly number[] => {
  if (flag !== undefined) return [toPort(flag)]
  return isGiven(options.port, env) ? [configured] : [configured, anyFree]
}

const toPort = (text: string): number => {
  try {
    return options.port.parse(text)
  } catch (error) {
    throw new UsageError(`--port ${error instanceof Error ? error.message : 'cannot be read'}`)
  }
}

const toStart = (text: string, keep: string | undefined): number => {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) throw new UsageError(`--at must be an instant such as 2026-03-02T09:00:00Z, not "${text}"`)
  if (keep !== undefined && existsSync(keep)) {
    throw new UsageError(`--at begins a new playground, and ${keep} holds one. Leave --at away, or name another file.`)
  }
  return at
}

const openers: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

/** As far as this machine has a browser; the address is printed either way. */
const openInBrowser = (address: string): void => {
  const [command, ...args] = openers[process.platform] ?? ['xdg-open']
  const opener = spawn(command, [...args, address], { detached: true, stdio: 'ignore' })
  opener.on('error', () => undefined)
  opener.unref()
}
