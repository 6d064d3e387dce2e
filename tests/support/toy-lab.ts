import { createPlayground, type Playground } from '../../adapters/playground/index.ts'
import type { CastMember, Lab, LabDelivery } from '../../adapters/playground/lab.ts'
import type { Button, Message } from '../../messages/message.ts'
import { type Command, type Heard, type Host, type Reply, SendError, type Vault } from '../../src/engine/index.ts'

/** What the toy was told to send, and what became of it. */
type Row = LabDelivery & { readonly message: Message }
type Answer = (heard: Heard) => Promise<Reply>

export const monday = Date.UTC(2026, 2, 2, 9)

export const people: readonly CastMember[] = [
  { id: 'ada', name: 'Ada', timeZone: 'Europe/Berlin', locale: 'en', admin: false },
  { id: 'ben', name: 'Ben', timeZone: 'America/New_York', locale: 'en', admin: false },
  { id: 'dana', name: 'Dana', timeZone: 'Europe/London', locale: 'en', admin: true },
]

const quarantineMs = 60_000
const retryMs = 60_000

/** A product of a few lines behind the real playground: sends what it is told to, honestly, and answers as it is told to. */
export async function createToy(
  answer: Answer,
  options: { commands?: Record<string, Command>; ready?: () => Promise<{ ready: boolean; because?: string }> } = {},
) {
  const world = createToyWorld(() => playground)
  const heard: Heard[] = []
  const host: Host = {
    handle: async (one) => {
      heard.push(one)
      return answer(one)
    },
    workspacesOf: async () => ['playground'],
    commands: options.commands ?? {},
    vault: world.vault,
  }
  const playground: Playground = createPlayground({
    lab: world.labFor(host),
    ...(options.ready ? { ready: options.ready } : {}),
  })
  await playground.start(host)
  return { playground, host, heard, ...world }
}

export type Toy = Awaited<ReturnType<typeof createToy>>

function createToyWorld(playground: () => Playground) {
  let now = monday
  let rows: Row[] = []
  const kept = new Map<string, string>()
  const vault: Vault = {
    get: async (key) => kept.get(key),
    async set(key, value) {
      if (value === undefined) kept.delete(key)
      else kept.set(key, value)
    },
  }
  const plan = (to: string, message: Message, at = now, kind = 'check-in.ask'): string => {
    const id = `d${rows.length + 1}`
    rows.push({ id, to, kind, because: 'schedule', dueAt: at, status: 'planned', message })
    return id
  }
  const put = (row: Row, change: Partial<Row>) => {
    rows = rows.map((one) => (one.id === row.id ? { ...row, ...change } : one))
  }
  const settle = async () => {
    for (const row of rows.filter((one) => isOpen(one) && one.dueAt <= now)) {
      put(row, await attempt(playground(), row, now))
    }
  }
  const next = async () => earliest(rows.filter(isOpen), now)
  const labFor = (host: Host): Lab => ({
    cast: () => people,
    now: () => now,
    moveTo: (at) => {
      now = Math.max(now, at)
    },
    settle,
    next,
    nextEnd: async (until) => {
      const at = await next()
      return at !== undefined && at <= until ? at : undefined
    },
    members: async () =>
      people.map(({ id, timeZone, locale }) => ({ id, timeZone, locale, standing: 'joined' as const })),
    deliveries: async (of) => rows.filter(({ to }) => of === undefined || to === of),
    ended: async (from, to) => rows.filter(({ endedAt }) => endedAt !== undefined && endedAt > from && endedAt <= to),
    async reset({ at }) {
      await playground().stop()
      now = at
      rows = []
      kept.clear()
      await playground().start(host)
      plan('ada', hello())
    },
  })
  return { vault, kept, plan, labFor, rows: () => rows, isNow: () => now }
}

export function hello(
  text = 'How is this week?',
  buttons: readonly Button[] = [{ label: 'Going well', action: 'toy.tap', value: 'well' }],
): Message {
  return {
    summary: 'A note from Reachout',
    subject: 'subject-1',
    blocks: [
      { type: 'text', spans: [text] },
      { type: 'buttons', buttons },
    ],
  }
}

export function saying(text: string): Message {
  return { summary: 'A note from Reachout', blocks: [{ type: 'text', spans: [text] }] }
}

function isOpen({ status }: Row): boolean {
  return status === 'planned' || status === 'sending'
}

function earliest(open: readonly Row[], now: number): number | undefined {
  return open.map(({ dueAt }) => Math.max(dueAt, now + 1)).sort((a, b) => a - b)[0]
}

async function attempt(playground: Playground, row: Row, now: number): Promise<Partial<Row>> {
  const to = { platform: 'playground', workspace: 'playground', kind: 'person', id: row.to } as const
  const out = { id: row.id, to, message: row.message }
  const { signal } = new AbortController()
  try {
    const found = row.status === 'sending' ? await playground.find(out, 0, signal) : 'absent'
    if (found === 'absent' || found === 'unknown') await playground.send(out, signal)
    return { status: 'sent', sentAt: now, endedAt: now }
  } catch (error) {
    if (!(error instanceof SendError)) throw error
    if (error.failure === 'unreachable') return { status: 'failed', reason: 'unreachable', endedAt: now }
    if (error.failure === 'unknown') return { status: 'sending', dueAt: now + quarantineMs }
    return { dueAt: now + (error.retryAfterMs ?? retryMs) }
  }
}
