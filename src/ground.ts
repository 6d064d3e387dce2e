import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, options } from './config.ts'
import type { Adapter } from './engine/index.ts'

/** What lies in the data folder. The secret never does. */
export type Files = { readonly data: string; readonly keys: string; readonly lock: string }

const closedToOthers = 0o700
const others = 0o077

export const filesIn = (folder: string): Files => ({
  data: join(folder, 'reachout.db'),
  keys: join(folder, 'keys.db'),
  lock: join(folder, 'reachout.lock'),
})

/** All that keeps the program from starting on this machine, each with what to do; after what is already known. */
export const obstacles = (
  config: Config,
  adapters: readonly Adapter[],
  known: readonly string[] = [],
): readonly string[] => {
  const { secret, dataDir } = config
  const secretKnown = known.some((problem) => problem.startsWith(options.secret.name))
  return [
    ...(adapters.length === 0 ? [noPlatform] : []),
    ...known,
    ...(secret || secretKnown ? [] : [noSecret]),
    ...readableByOthers(dataDir, 700),
    ...readableByOthers(filesIn(dataDir).keys, 600),
  ]
}

/** Makes the folder when it is not there. */
export const layFolder = (folder: string): Files => {
  mkdirSync(folder, { recursive: true, mode: closedToOthers })
  return filesIn(folder)
}

/** One problem when other users of this machine may read the file, none when it is not there. */
export const readableByOthers = (path: string, mend: 600 | 700): string[] => {
  const mode = process.platform === 'win32' ? undefined : statSync(path, { throwIfNoEntry: false })?.mode
  if (mode === undefined || (mode & others) === 0) return []
  return [`${path} can be read by others (mode ${(mode & 0o777).toString(8)}). Close it: chmod ${mend} ${path}`]
}

const noPlatform =
  'No platform is configured. This version knows only the playground, which `npm start` opens; Slack and Discord come next.'
const noSecret =
  'REACHOUT_SECRET is not set. `npm run -s reachout -- secret` prints one; keep it outside the data folder.'
