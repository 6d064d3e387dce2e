import { flags } from './playground.ts'
import { exits, type Io, type Verbs } from './verb.ts'

export const run = async (verbs: Verbs, { out }: Io): Promise<number> => {
  out(
    'Reachout makes asking for help normal at work.\n\nnpm run -s reachout -- VERB, or npm start for the playground:\n',
  )
  for (const [name, { about }] of Object.entries(verbs)) out(`  ${name.padEnd(column)}${about}`)
  out('\nThe playground takes, also without its verb (npm start -- --port 0):\n')
  for (const [name, flag] of Object.entries(flags)) {
    const shape = 'value' in flag ? `--${name} ${flag.value}` : `--${name}`
    out(`  ${shape.padEnd(column)}${flag.about}`)
  }
  out('\nREADME.md lists the options of the environment.')
  return exits.ok
}

const column = 14
