import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { options, readConfig } from '../src/config.ts'
import { nearest } from '../src/nearest.ts'
import { newFolder, secret } from './support/program.ts'

const read = (env: Readonly<Record<string, string>>) => readConfig(options, env)

describe('the options', () => {
  it('have defaults that need no environment, save the secret and the workspaces', () => {
    const { config, problems } = read({ PATH: '/bin', SLACK_BOT_TOKEN: 'x' })
    expect(problems).toEqual([])
    expect(config).toEqual({
      dataDir: 'data',
      host: '127.0.0.1',
      port: 7788,
      secret: undefined,
      logLevel: 'info',
      timeZone: 'UTC',
      workspaces: undefined,
    })
  })

  it('are read as what they are', () => {
    const { config, problems } = read({
      REACHOUT_PORT: '0',
      REACHOUT_SECRET: secret,
      REACHOUT_TIME_ZONE: 'America/Sao_Paulo',
      REACHOUT_WORKSPACES: 'T1, T2',
    })
    expect(problems).toEqual([])
    expect(config).toMatchObject({ port: 0, secret, timeZone: 'America/Sao_Paulo', workspaces: ['T1', 'T2'] })
  })

  it('count as not given when they are empty', () => {
    expect(read({ REACHOUT_PORT: '', REACHOUT_SECRET_FILE: '' })).toEqual(read({}))
  })

  it.each(Object.values(options).map(({ name }) => name))('%s comes from a file as well', (name) => {
    const values: Readonly<Record<string, string>> = {
      REACHOUT_PORT: '8080',
      REACHOUT_SECRET: secret,
      REACHOUT_LOG_LEVEL: 'warn',
      REACHOUT_TIME_ZONE: 'Asia/Tokyo',
    }
    const value = values[name] ?? 'something'
    const file = join(newFolder(), 'option')
    writeFileSync(file, `${value}\n`)
    expect(read({ [`${name}_FILE`]: file })).toEqual(read({ [name]: value }))
    expect(read({ [`${name}_FILE`]: file, [name]: value }).problems).toEqual([expect.stringContaining('given twice')])
  })

  it('tell all problems at once, each with its name', () => {
    const { problems } = read({
      REACHOUT_PORT: '70000',
      REACHOUT_TIME_ZONE: 'Mars/Base',
      REACHOUT_LOG_LEVEL: 'loud',
      REACHOUT_WORKSPACES: 'T1,,T2',
      REACHOUT_HOST_FILE: join(newFolder(), 'missing'),
      REACHOUT_PROT: '1',
    })
    const names = problems.map((problem) => problem.split(' ')[0]).sort()
    expect(names).toEqual([
      'REACHOUT_HOST',
      'REACHOUT_LOG_LEVEL',
      'REACHOUT_PORT',
      'REACHOUT_PROT',
      'REACHOUT_TIME_ZONE',
      'REACHOUT_WORKSPACES',
    ])
  })

  it.each(['12', '-1', '1.5', '8O80', 'http'])('take a port only as a number: %s', (text) => {
    expect(read({ REACHOUT_PORT: text }).problems.length).toBe(text === '12' ? 0 : 1)
  })

  it.each([secret.slice(1), `${secret}A`, `${secret.slice(1)}+`, 'short'])(
    'refuse a secret that is not 32 bytes, without showing it',
    (text) => {
      const { config, problems } = read({ REACHOUT_SECRET: text })
      expect(config.secret).toBeUndefined()
      expect(problems).toEqual([expect.stringContaining('npm run -s reachout -- secret')])
      expect(problems.join()).not.toContain(text)
    },
  )
})

describe('an unknown name', () => {
  it('is a problem, with the name that was meant', () => {
    expect(read({ REACHOUT_PROT: '80' }).problems).toEqual(['REACHOUT_PROT is no option; did you mean REACHOUT_PORT?'])
    expect(read({ REACHOUT_SECRETFILE: 'x' }).problems[0]).toContain('REACHOUT_SECRET_FILE')
  })

  it('that is like no other is a problem too', () => {
    expect(read({ REACHOUT_COLOUR_SCHEME: 'x' }).problems).toEqual([
      'REACHOUT_COLOUR_SCHEME is no option. README.md lists them all.',
    ])
  })
})

it('the nearest word is the one with the fewest slips, and none when all are far', () => {
  expect(nearest('strat', ['start', 'secret'])).toBe('start')
  expect(nearest('relase', ['hold', 'release'])).toBe('release')
  expect(nearest('nope', ['hold', 'help'])).toBeUndefined()
})
