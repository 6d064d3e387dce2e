import { readCatalog } from '../../messages/catalog.ts'
import { secureChance } from '../chance.ts'
import { fileOf, options, readConfig } from '../config.ts'
import type { Adapter, Feature } from '../engine/index.ts'
import { obstacles, readableByOthers } from '../ground.ts'
import { createLog } from '../log.ts'
import { createProgram } from '../program.ts'
import { Refusal } from '../refusal.ts'
import { systemClock, turn } from '../system-clock.ts'
import { untilSignal } from '../until-signal.ts'
import { exits, type Io, readFlags } from './verb.ts'

type Wiring = { readonly adapters: readonly Adapter[]; readonly features: readonly Feature[] }

export const run = async (args: readonly string[], { env, out }: Io, wiring: Wiring): Promise<number> => {
  readFlags(args, {})
  const { config, problems } = readConfig(options, env)
  const secretFile = fileOf(options.secret, env)
  const open = secretFile === undefined ? [] : readableByOthers(secretFile, 600)
  const all = obstacles(config, wiring.adapters, [...problems, ...open])
  if (all.length > 0) throw new Refusal(all)
  const log = createLog(config.logLevel)
  const catalog = readCatalog()
  const program = await createProgram({
    ...wiring,
    config,
    catalog,
    clock: systemClock(),
    chance: secureChance(),
    turn,
    log,
  })
  out(`Reachout is running at ${program.address}`)
  await untilSignal()
  await program.stop()
  return exits.ok
}
