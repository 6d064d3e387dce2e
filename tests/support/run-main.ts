import { spawn } from 'node:child_process'
import { once } from 'node:events'

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string }
export type Running = {
  /** The address that was printed, with a slash at its end. */
  readonly url: string
  readonly printed: string
  readonly end: (signal?: NodeJS.Signals) => Promise<Ran>
}

type Options = { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string }

const main = new URL('../../src/main.ts', import.meta.url).pathname

const launch = (args: readonly string[], { env = {}, cwd }: Options) => {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH, ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ran = { out: '', err: '' }
  child.stdout.on('data', (text) => (ran.out += text))
  child.stderr.on('data', (text) => (ran.err += text))
  const ended = once(child, 'close').then(([code]): Ran => ({ code, ...ran }))
  return { child, ended, ran }
}

/** The program with these words, until it ends by itself. Nothing of the tester's environment reaches it. */
export const runMain = (args: readonly string[], options: Options = {}): Promise<Ran> => launch(args, options).ended

/** The program with these words, which serves until it is told to end. */
export const startMain = async (args: readonly string[], options: Options = {}): Promise<Running> => {
  const { child, ended, ran } = launch(args, options)
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const [found] = /http:\/\/\S+\//.exec(ran.out) ?? []
      if (found) resolve(found)
    })
    void ended.then((all) => reject(new Error(`the program ended with ${all.code}: ${all.err}`)))
  })
  const end = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    return ended
  }
  return { url, printed: ran.out, end }
}
