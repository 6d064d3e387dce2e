#!/usr/bin/env node
import { exits, type Io, UsageError, type Verbs } from './cli/verb.ts'
import type { Adapter } from './engine/index.ts'
import { nearest } from './nearest.ts'
import { Refusal } from './refusal.ts'

/** The platforms that `start` serves. The playground is none of them. */
const adapters: readonly Adapter[] = []

const openPlayground: Verbs[string]['run'] = async (args, io) => {
  const [{ run }, { createPlayground }, { createPage }, { createFeatures }] = await Promise.all([
    import('./cli/playground.ts'),
    import('../adapters/playground/index.ts'),
    import('../adapters/playground/page/index.ts'),
    import('./features.ts'),
  ])
  return run(args, io, {
    adapter: (lent) => createPlayground({ ...lent, page: createPage }),
    features: createFeatures(),
  })
}

const verbs: Verbs = {
  playground: {
    about: 'Opens the playground on this computer; what happens without a verb.',
    run: (args, io) => openPlayground(args, io),
  },
  start: {
    about: 'Serves your team on the platforms that are configured.',
    run: async (args, io) => {
      const { run } = await import('./cli/start.ts')
      const { createFeatures } = await import('./features.ts')
      return run(args, io, { adapters, features: createFeatures() })
    },
  },
  secret: {
    about: 'Prints a new REACHOUT_SECRET.',
    run: async (args, io) => (await import('./cli/secret.ts')).run(args, io),
  },
  hold: {
    about: 'Stops all sending within a second; people can still leave, read and get support.',
    run: async (args, io) => (await import('./cli/hold.ts')).run(args, io),
  },
  release: {
    about: 'Ends the hold.',
    run: async (args, io) => (await import('./cli/release.ts')).run(args, io),
  },
  words: {
    about: 'Checks everything that Reachout can say.',
    run: async (args, io) => (await import('./cli/words.ts')).runWords(args, io.out),
  },
  version: {
    about: 'Prints the version.',
    run: async (args, io) => (await import('./cli/version.ts')).run(args, io),
  },
  help: {
    about: 'Prints this.',
    run: async (_, io) => (await import('./cli/help.ts')).run(verbs, io),
  },
}

const asFlags: Readonly<Record<string, string>> = {
  '--help': 'help',
  '-h': 'help',
  '--version': 'version',
  '-v': 'version',
}

const run = async (argv: readonly string[], io: Io): Promise<number> => {
  const [first, ...rest] = argv
  const name = asFlags[first ?? ''] ?? first
  if (name === undefined || name.startsWith('-')) return openPlayground(argv, io)
  const verb = verbs[name]
  if (verb) return verb.run(rest, io)
  const meant = nearest(name, Object.keys(verbs))
  throw new UsageError(`there is no verb "${name}"${meant ? `; did you mean "${meant}"?` : ''}`)
}

const report = (error: unknown): number => {
  if (error instanceof Refusal) {
    complain(`Reachout cannot run as it is set up:\n${error.problems.map((problem) => `  - ${problem}`).join('\n')}`)
    return exits.config
  }
  if (error instanceof UsageError) {
    complain(`reachout: ${error.message}\n\`npm run -s reachout -- help\` lists the verbs and flags.`)
    return exits.usage
  }
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return exits.failed
}

const complain = (text: string): void => void process.stderr.write(`${text}\n`)

const io: Io = { env: process.env, out: (line) => void process.stdout.write(`${line}\n`) }

process.exitCode = await run(process.argv.slice(2), io).catch(report)
