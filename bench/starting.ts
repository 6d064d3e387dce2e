import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { median, type Suite } from './figures.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** From typing the command to the address of the playground, a check-in already waiting. */
export const starting: Suite = async (_, { starts }) => {
  const ours: number[] = []
  const floor: number[] = []
  for (let n = 0; n < starts; n++) {
    ours.push(await untilSaid([main, 'playground', '--port', '0'], /http:/))
    floor.push(await untilSaid(['--eval', 'console.log("here")'], /here/))
  }
  return [
    {
      what: 'start to ready',
      unit: 'ms',
      ours: median(ours),
      floor: { what: 'bare node', value: median(floor) },
      aim: { most: 3_000 },
    },
  ]
}

const untilSaid = async (args: readonly string[], words: RegExp): Promise<number> => {
  const from = performance.now()
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  try {
    let said = ''
    for await (const chunk of child.stdout) {
      said += chunk
      if (words.test(said)) return performance.now() - from
    }
    throw new Error(`it ended before it was ready: ${said}`)
  } finally {
    child.kill()
    await ended
  }
}
