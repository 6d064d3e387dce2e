import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createApi } from '../adapters/playground/api.ts'
import { createChanges } from '../adapters/playground/changes.ts'
import { createQueue } from '../adapters/playground/queue.ts'
import { troubles } from '../adapters/playground/trouble.ts'
import { refusals } from '../adapters/playground/world.ts'
import { kinds } from '../messages/kinds.ts'
import { causes, reasons, statuses } from '../src/engine/index.ts'
import { createToy } from './support/toy-lab.ts'

const text = readFileSync(new URL('../docs/playground-api.md', import.meta.url), 'utf8')

/** The rows of the table whose head begins so, each cell as it is written. */
const table = (head: string): string[][] => {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${head}`))
  expect(start, head).toBeGreaterThan(0)
  const end = lines.findIndex((line, at) => at > start && !line.startsWith('|'))
  return lines.slice(start + 2, end).map((line) => line.slice(2, -2).split(' | '))
}
const code = (cell = '') => cell.replaceAll('`', '')
const firsts = (head: string) => table(head).map(([first]) => code(first))

it('lists every kind with its lane and what it is', () => {
  const listed = table('`kind` | Lane').map(([kind, lane, about]) => [code(kind), lane, about])
  expect(listed).toEqual(Object.entries(kinds).map(([kind, { lane, about }]) => [kind, lane, about]))
})

it('lists every status, cause, reason and trouble', () => {
  expect(firsts('`status`')).toEqual([...statuses])
  expect(firsts('`because`')).toEqual([...causes])
  expect(firsts('`reason`')).toEqual([...reasons])
  expect(firsts('`kind` | What the platform does')).toEqual([...troubles])
})

it('lists every error with its status', () => {
  const listed = table('Status').map(([status, name]) => [code(name), Number(status)])
  expect(Object.fromEntries(listed)).toEqual(refusals)
})

it('lists every route and no other', async () => {
  const { playground } = await createToy(async () => ({}))
  const { routes } = createApi({ world: playground.world, changes: createChanges(), inTurn: createQueue() })
  const named = [...text.matchAll(/^\| `(GET|POST) (\S+)`/gm)].map(([, method, path = '']) => `${method} ${path}`)
  const served = routes.map(
    ({ method, path }) =>
      `${method} ${path.replace('/api/playground', '…').replace(':id', '{id}').replace(':other', '{other}')}`,
  )
  expect([...new Set(named)].sort()).toEqual([...new Set(served)].sort())
})
