import type { AnswerJson, MessageJson } from '../../adapters/playground/types.ts'
import type { Button } from '../../messages/message.ts'
import type { Store } from '../../src/store/store.ts'
import { demand } from './demand.ts'
import { openLab } from './lab.ts'
import { type Listening, listen } from './listen.ts'
import { type Client, createClient } from './toy-client.ts'

const cast = ['ada', 'ben', 'cleo', 'dana', 'eli', 'fay', 'gus', 'hana']

/** The real playground behind its API over HTTP, with its tables and its log open to the test. */
export const openApi = async (...given: Parameters<typeof openLab>) => {
  const lab = await openLab(...given)
  const server = await listen(lab.adapter.http.listener)
  const api = createClient(server)
  return {
    ...lab,
    api,
    sights: () => sightsOf(server.ask),
    tables: () => readTables(lab.store()),
    press: pressable(api),
    close: async () => {
      await server.close()
      await lab.close()
    },
  }
}

export type OpenApi = Awaited<ReturnType<typeof openApi>>

/** Every GET there is, as bytes, but for the lines that two people write each other. */
export const sightsOf = async (ask: Listening['ask']): Promise<Readonly<Record<string, string>>> => {
  const own = ['messages', 'deliveries', 'conversations']
  const people = cast.flatMap((id) => own.map((what) => `/members/${id}/${what}`))
  const sights: Record<string, string> = {}
  for (const path of ['', '/deliveries', ...people]) sights[path] = (await ask(`/api/playground${path}`)).text
  return sights
}

/** Presses a button of this message, or of the newest one of this person. */
export const pressable =
  (api: Client) =>
  async (who: string, label: string, on?: MessageJson): Promise<AnswerJson> => {
    const message = demand(on ?? (await api.messages(who)).at(-1), `a message to ${who}`)
    const button = buttonsOf(message).find((one) => one.label === label)
    return api.press(who, { message: message.id, ...demand(button, `the button ${label}`) })
  }

export const buttonsOf = ({ blocks }: Pick<MessageJson, 'blocks'>): readonly Button[] =>
  blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []))

/** All that a person would read in it. */
export const textOf = (message: MessageJson | undefined): string =>
  (message?.blocks ?? [])
    .flatMap((block) => {
      if (block.type === 'text') return block.spans
      return block.type === 'rows' ? block.rows.flatMap(({ label, spans }) => [label, ...spans]) : []
    })
    .map((span) => (typeof span === 'string' ? span : JSON.stringify(span)))
    .join(' ')

export type Tables = Readonly<Record<string, readonly string[]>>

/** Every row of every table as text; what is sealed is opened, as each sealing is another text. */
export const readTables = (store: Store): Promise<Tables> =>
  store.transact(async (db) => {
    const tables: Record<string, string[]> = {}
    for (const { name } of await db.introspection.getTables()) {
      const rows: readonly Record<string, unknown>[] = await db
        .selectFrom(name as 'vault')
        .selectAll()
        .execute()
      tables[name] = rows.map((row) => JSON.stringify(opened(store, name, row))).sort()
    }
    return tables
  })

const opened = (store: Store, table: string, row: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const open = (column: string, owner: unknown, place: string) => {
    const value = row[column]
    return typeof value === 'string' ? { [column]: store.keys.open(String(owner), place, value) ?? 'closed' } : {}
  }
  if (table === 'vault') return { ...row, ...open('value', 'vault:playground', String(row.key)) }
  if (table === 'invitations') return { ...row, ...open('answer', row.member, `invitations/${row.member}/answer`) }
  if (table !== 'check_ins') return row
  const place = (column: string) => `check_ins:${row.id}:${column}`
  return { ...row, ...open('answer', row.member, place('answer')), ...open('note', row.member, place('note')) }
}
