import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type Option, options } from '../src/config.ts'
import { root } from './support/source-files.ts'

const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

const readme = read('README.md')
const { scripts } = JSON.parse(read('package.json'))
const commands = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) => block.trim().split('\n'))

it('README.md lists the options as the table has them', () => {
  const rows = readme.split('\n').filter((line) => line.startsWith('| `REACHOUT_'))
  const wanted = Object.values<Option>(options).map(
    (row) => `| \`${row.name}\` | ${row.default === undefined ? '' : `\`${row.default}\` `}| ${row.help} |`,
  )
  expect(rows).toEqual(wanted)
})

it("README.md's two commands stand alone, and are what package.json and the build run", () => {
  expect(commands).toContain('npm ci && npm start')
  expect(commands).toContain('npm cit')
  expect(scripts.start).toBe('node src/main.ts')
  expect(scripts.test).toBe('npm run check && vitest run')
  expect(scripts.check).toBe('npm run types && npm run lint && npm run words')
  expect(read('.ci/run').trim().split('\n').at(-1)).toBe('npm cit')
})

it('every command in the documents is a script', () => {
  const named = [...(readme + read('CONTRIBUTING.md')).matchAll(/npm run (?:-s )?([a-z]+)/g)].map(
    ([, name = '']) => name,
  )
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})

it.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'])('%s links to files that are there', (path) => {
  const links = [...read(path).matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = '']) => link)
  expect(links.filter((link) => !existsSync(new URL(link, root)))).toEqual([])
})

it('CONTRIBUTING.md names paths that are there', () => {
  const paths = [...read('CONTRIBUTING.md').matchAll(/`((?:src|messages|adapters)(?:\/[a-z-]+(?:\.ts)?)*)`/g)].map(
    ([, path = '']) => path,
  )
  expect(paths.length).toBeGreaterThan(10)
  expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([])
})

it('CHANGELOG.md tells of this version', () => {
  expect(read('CHANGELOG.md')).toContain(`## ${JSON.parse(read('package.json')).version}\n`)
})
