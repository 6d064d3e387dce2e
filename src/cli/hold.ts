import { existsSync } from 'node:fs'
import { options, readConfig } from '../config.ts'
import { setHold } from '../engine/hold.ts'
import { filesIn } from '../ground.ts'
import { Refusal } from '../refusal.ts'
import { openStore } from '../store/sqlite.ts'
import { systemClock, turn } from '../system-clock.ts'
import { exits, type Io, readFlags, type Verb } from './verb.ts'

export const run: Verb['run'] = async (args, io) => {
  readFlags(args, {})
  await writeHold(io, true)
  io.out('Held: within a second nothing more is sent. `release` lets it go on.')
  return exits.ok
}

/** Beside a running program: it reads the flag at every claim. */
export const writeHold = async ({ env }: Io, on: boolean): Promise<void> => {
  const { config, problems } = readConfig(options, env)
  const { data, keys } = filesIn(config.dataDir)
  const all = [
    ...problems,
    ...(config.secret || problems.length > 0 ? [] : [`${options.secret.name} is not set: it opens the data.`]),
    ...(existsSync(data) ? [] : [`There is no ${data}. ${options.dataDir.name} names the folder that holds it.`]),
  ]
  if (all.length > 0 || !config.secret) throw new Refusal(all)
  const store = await openStore({ file: data, keysFile: keys, secret: config.secret, turn })
  await store.transact((db) => setHold(db, on, systemClock().now())).finally(store.close)
}
