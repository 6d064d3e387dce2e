import { readFileSync } from 'node:fs'
import { exits, type Verb } from './verb.ts'

export const run: Verb['run'] = async (_, { out }) => {
  out(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version)
  return exits.ok
}
