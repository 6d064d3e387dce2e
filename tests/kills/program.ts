/** The real program on a real file, over a platform in another process. Begins when told, runs until told, or killed. */
import { once } from 'node:events'
import { flushCompileCache } from 'node:module'
import { secureChance } from '../../src/chance.ts'
import { options, readConfig } from '../../src/config.ts'
import { createProgram } from '../../src/program.ts'
import { systemClock, turn } from '../../src/system-clock.ts'
import { untilSignal } from '../../src/until-signal.ts'
import { createKillAdapter } from './adapter.ts'
import { createTower } from './tower.ts'

/** `offset` ms are added to the machine's clock, the same in every life. */
const [folder = '', port = '', offset = ''] = process.argv.slice(2)
const secret = Buffer.alloc(32, 1).toString('base64url')
const { config } = readConfig(options, {
  REACHOUT_DATA_DIR: folder,
  REACHOUT_PORT: '0',
  REACHOUT_SECRET: secret,
})
const { monotonic, sleep } = systemClock()
const quiet = () => undefined
const say = (event: string, fields?: object) => void process.stderr.write(`${JSON.stringify({ event, ...fields })}\n`)

// Loaded while another life still goes on.
await once(process, 'message')
const program = await createProgram({
  config,
  adapters: [createKillAdapter(Number(port))],
  features: [createTower()],
  catalog: {
    render: (_, make) => make({ locale: 'en', text: () => ['Sorry'], label: () => 'Sorry', variants: () => [] }),
  },
  clock: { now: () => Date.now() + Number(offset), monotonic, sleep },
  chance: secureChance(),
  turn,
  log: { debug: quiet, info: quiet, warn: say, error: say },
  timing: { sendTimeoutMs: 150, leaseMs: 450, leaseMarginMs: 200, quarantineMs: 250 },
})
process.send?.(program.address)
// Whoever is killed keeps nothing at its end.
flushCompileCache()
await untilSignal()
await program.stop()
process.disconnect?.()
