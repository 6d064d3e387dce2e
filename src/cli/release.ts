import { writeHold } from './hold.ts'
import { exits, readFlags, type Verb } from './verb.ts'

export const run: Verb['run'] = async (args, io) => {
  readFlags(args, {})
  await writeHold(io, false)
  io.out('Released: what is not too late goes out, at the usual pace.')
  return exits.ok
}
