import type { Insertable } from 'kysely'
import { readCatalog } from '../../messages/catalog.ts'
import type { Block, Button, Message, Spans } from '../../messages/message.ts'
import { seededChance } from '../../src/chance.ts'
import { createEngine } from '../../src/engine/engine.ts'
import type { Adapter, Address, Feature, Heard, Outgoing, Person, Reply, Values } from '../../src/engine/index.ts'
import { openStore } from '../../src/store/sqlite.ts'
import type { MembersTable } from '../../src/store/tables.ts'

export type Who = { readonly id: string } & Partial<Insertable<MembersTable>>

const platform = 'test'
export const workspace = 'harbour'
/** 2026-03-02T09:00:00Z, a Monday: 10:00 in Berlin. */
export const monday = Date.UTC(2026, 2, 2, 9)
export const hour = 3_600_000
export const day = 24 * hour

/** The real engine on the real store in memory, with a platform that remembers what it was given. */
export async function openRoom(features: readonly Feature[], people: readonly Who[], at = monday) {
  const store = await openStore({ file: ':memory:', keysFile: ':memory:', secret: 'A'.repeat(43) })
  const chance = seededChance(1)
  const told: string[] = []
  const shown = new Map<string, { to: string; message: Message; edits: number }>()
  const logged: string[] = []
  let now = at
  let events = 0
  await store.transact(async (db) => {
    await db.insertInto('workspaces').values(workspaceRow(at)).execute()
    for (const who of people) await db.insertInto('members').values(memberRow(who)).execute()
  })
  const ear: Feature = {
    name: 'ear',
    hears: async (_, seen) => {
      if (seen.kind === 'told') told.push(`${seen.name} ${seen.subject}`)
    },
    keeps: { export: async () => undefined, erase: async () => {}, expire: async () => {} },
  }
  const log = (event: string, fields?: Record<string, unknown>) => logged.push(JSON.stringify([event, fields]))
  const engine = createEngine({
    store,
    chance,
    adapters: [adapterInto(shown)],
    features: [...features, ear],
    catalog: readCatalog(),
    clock: { now: () => now, monotonic: () => now, sleep: async () => {} },
    turn: async () => {},
    log: { debug: log, info: log, warn: log, error: log },
  })

  /** Everything that is due up to that instant happens. */
  const walkTo = async (end: number): Promise<void> => {
    for (;;) {
      await engine.tick()
      await engine.idle()
      const next = await engine.next()
      if (next === undefined || next > end) break
      now = Math.max(now, next)
    }
    now = end
  }
  type Act = Heard extends infer H ? (H extends Heard ? Omit<H, 'id' | 'workspace' | 'by'> : never) : never
  const hear = async (person: string, act: Act, known: Partial<Person> = {}): Promise<Reply> => {
    const by: Person = { ...known, address: addressOf(person) }
    events += 1
    const reply = await engine.handle({ ...act, id: `event ${events}`, workspace, by } as Heard)
    await walkTo(now)
    return reply
  }
  return {
    told,
    logged,
    walkTo,
    wait: (ms: number) => walkTo(now + ms),
    now: () => now,
    tell: async (name: string, subject: string) => {
      await engine.tell(name, subject)
      await walkTo(now)
    },
    command: (person: string, name: string, values: Values = {}) => hear(person, { kind: 'command', name, values }),
    text: (person: string, text: string) => hear(person, { kind: 'text', text }),
    /** What the platform tells of a person by itself. */
    person: (person: string, known: Partial<Person>) => hear(person, { kind: 'person' }, known),
    form: (person: string, name: string, values: Values, subject = '') =>
      hear(person, { kind: 'form', name, subject, values }),
    act: (person: string, name: string, value?: string, subject = '') =>
      hear(person, { kind: 'action', name, subject, ...(value !== undefined && { value }) }),
    /** Presses a button of the newest message this person was sent. */
    press: async (person: string, label: string): Promise<Reply> => {
      const [delivery, sent] = [...shown].findLast(([, { to }]) => to === person) ?? []
      const button = sent && buttonOf(sent.message, label)
      if (!delivery || !button) throw new Error(`${person} has no button ${label}`)
      const { action: name, value } = button
      return hear(person, { kind: 'action', name, subject: '', delivery, ...(value !== undefined && { value }) })
    },
    /** A button of a message that stands no longer. */
    pressOld: (person: string, name: string) =>
      hear(person, { kind: 'action', name, subject: '', delivery: [...shown.keys()].at(-1) ?? '' }),
    sentTo: (person: string) => [...shown.values()].filter(({ to }) => to === person),
    ledger: () => store.transact((db) => db.selectFrom('deliveries').selectAll().execute()),
    member: (id: string) =>
      store.transact((db) => db.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirst()),
    /** Every value of every table, as text. */
    everything: () =>
      store.transact(async (db) => {
        const tables = await db.introspection.getTables()
        const rows = []
        for (const { name } of tables)
          rows.push(
            ...(await db
              .selectFrom(name as 'members')
              .selectAll()
              .execute()),
          )
        return JSON.stringify(rows)
      }),
    store,
    close: () => store.close(),
  }
}

export type Room = Awaited<ReturnType<typeof openRoom>>

export const textOf = (message: Message | undefined): string => (message?.blocks ?? []).map(blockText).join('\n')

export const labelsOf = (message: Message | undefined): readonly string[] =>
  (message?.blocks ?? []).flatMap((block) => (block.type === 'buttons' ? block.buttons.map(({ label }) => label) : []))

const buttonOf = (message: Message, label: string): Button | undefined =>
  message.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : [])).find((one) => one.label === label)

const blockText = (block: Block): string => {
  if (block.type === 'text') return spansText(block.spans)
  if (block.type === 'rows') return block.rows.map(({ label, spans }) => `${label}: ${spansText(spans)}`).join('\n')
  return block.type === 'buttons' ? block.buttons.map(({ label }) => `[${label}]`).join(' ') : '—'
}

const spansText = (spans: Spans): string =>
  spans
    .map((span) => {
      if (typeof span === 'string') return span
      if ('bold' in span) return span.bold
      if ('mention' in span) return span.name
      if ('link' in span) return span.text
      return 'time' in span ? new Date(span.time).toISOString() : `/${span.command}`
    })
    .join('')

const addressOf = (id: string): Address => ({ platform, workspace, kind: 'person', id })

const adapterInto = (shown: Map<string, { to: string; message: Message; edits: number }>): Adapter => ({
  platform,
  start: async () => {},
  stop: async () => {},
  send: async ({ id, to, message }: Outgoing) => {
    shown.set(id, { to: to.id, message, edits: 0 })
    return { conversation: to.id, message: id }
  },
  edit: async ({ id, to, message }: Outgoing) => {
    shown.set(id, { to: to.id, message, edits: (shown.get(id)?.edits ?? 0) + 1 })
  },
  domain: () => ({ id: platform, startPerSecond: Number.POSITIVE_INFINITY, maxPerSecond: Number.POSITIVE_INFINITY }),
  people: async function* () {},
})

const workspaceRow = (at: number) => ({
  id: workspace,
  platform,
  name: 'Harbour',
  time_zone: 'Europe/Berlin',
  locale: 'en',
  setting: 'company',
  budget: 2,
  installed_at: at,
  suspended_at: null,
  removed_at: null,
})

/** The member's id and the platform's id of the person are the same here. */
const memberRow = ({ id, ...more }: Who): Insertable<MembersTable> => ({
  id,
  workspace,
  platform,
  account: `${platform}:${id}`,
  person: id,
  name: id,
  standing: 'known',
  joined_at: null,
  paused_until: null,
  unreachable_since: null,
  gone_at: null,
  time_zone: 'Europe/Berlin',
  own_time_zone: null,
  locale: null,
  quiet_hours: null,
  ...more,
})
