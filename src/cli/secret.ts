import { randomBytes } from 'node:crypto'
import { secretBytes } from '../config.ts'
import { exits, type Verb } from './verb.ts'

export const run: Verb['run'] = async (_, { out }) => {
  out(randomBytes(secretBytes).toString('base64url'))
  return exits.ok
}
