/** The real program, as one command starts it, in a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

export type PlaygroundProcess = { readonly url: string; readonly close: () => Promise<void> }

export const startPlayground = async (...flags: readonly string[]): Promise<PlaygroundProcess> => {
  const main = new URL('../../src/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main, '--port', '0', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] })
  const orphaned = () => child.kill()
  process.once('exit', orphaned)
  let printed = ''
  const address = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(printed)
      if (found) resolve(found[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => reject(new Error(`The program ended with ${code} before it was ready:\n${printed}`)))
  })
  return {
    url: await address,
    close: async () => {
      process.off('exit', orphaned)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
