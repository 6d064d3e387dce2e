/** A program in a process of its own: rings once, and takes as long to send as its parent likes. */
import { once } from 'node:events'
import { untilSignal } from '../../src/until-signal.ts'
import { configFor, startProgram } from './program.ts'
import { createTestPlatform } from './test-platform.ts'

const [folder = ''] = process.argv.slice(2)
const tell = (what: string) => process.send?.(what)

const platform = createTestPlatform({
  whileSending: async () => {
    tell('sending')
    await once(process, 'message')
  },
})
const program = await startProgram(configFor(folder), [platform])
await platform.installs()
await platform.says('ada', 'bell')
await untilSignal()
tell('stopping')
await program.stop()
process.disconnect()
