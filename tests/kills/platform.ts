/**
 * A platform in a process of its own, over HTTP on loopback, with a ledger that only it writes. It answers late, loses
 * answers, refuses now and then, and tells an event again until it was dealt with, and sometimes after.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { seededChance } from '../../src/chance.ts'
import { appendLine, type Press } from './ledger.ts'

/** The longest a request takes before it is done, and again before it is answered, ms. */
const latencyMs = 20
/** An event that was not dealt with is told again. */
const tellAgainMs = 300

/** The last is how many new people press the button in each life of the program. */
const [ledger = '', seed = '1', pressesInALife = '5'] = process.argv.slice(2)
const chance = seededChance(Number(seed))
const hit = (perCent: number): boolean => chance.below(100) < perCent
const posted = new Map<string, number>()
const heard = new Set<string>()
/** When each was told last to the program that lives now. */
const told = new Map<number, number>()
let people = 0
let lives = 0

type Body = { readonly id: string; readonly person: string; readonly text: string; readonly event: string }
type Answer = { readonly status: number; readonly body?: unknown }

const routes: Readonly<Record<string, (body: Body) => Promise<Answer> | Answer>> = {
  '/lives': () => {
    lives += 1
    told.clear()
    return { status: 200 }
  },
  '/next': () => ({ status: 200, body: nextPress() ?? null }),
  '/heard': ({ event, person }) => {
    appendLine(ledger, { kind: 'heard', event, person })
    heard.add(event)
    return { status: 200 }
  },
  '/send': async ({ id, person, text }) => {
    if (hit(2)) return { status: 429 }
    await wait(chance.below(latencyMs))
    if (hit(2)) return { status: 500 }
    appendLine(ledger, { kind: 'posted', delivery: id, person, text })
    posted.set(id, posted.size + 1)
    tell()
    await wait(chance.below(latencyMs))
    return hit(3) ? { status: 500 } : { status: 200, body: posted.get(id) }
  },
  '/edit': ({ id, person, text }) => {
    appendLine(ledger, { kind: 'edited', delivery: id, person, text })
    return { status: 200 }
  },
  '/find': ({ id }) => ({ status: 200, body: posted.get(id) ?? null }),
}

/** Those that were not dealt with, the oldest first, again after a while; then new ones; now and then one that was. */
function nextPress(): Press | undefined {
  if (heard.size > 0 && hit(3)) return pressOf(1 + chance.below(people))
  const now = performance.now()
  const waiting = (n: number) => !heard.has(pressOf(n).event) && now - (told.get(n) ?? -tellAgainMs) >= tellAgainMs
  const all = Array.from({ length: lives * Number(pressesInALife) }, (_, at) => at + 1)
  const n = all.find(waiting)
  if (n === undefined) return undefined
  told.set(n, now)
  people = Math.max(people, n)
  return pressOf(n)
}

const pressOf = (n: number): Press => ({ event: `event-${n}`, person: `p${n}` })

/** Something happened: the one who kills may choose this moment. */
const tell = (): void => void process.send?.('traffic')

const server = createServer(async (request, response) => {
  const quiet = request.url === '/next'
  if (!quiet) tell()
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as Body
  const answer = (await routes[request.url ?? '']?.(body)) ?? { status: 404 }
  if (!quiet) tell()
  response.writeHead(answer.status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer.body ?? null))
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.once('disconnect', () => process.exit())
