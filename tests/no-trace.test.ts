import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createFeatures } from '../src/features.ts'
import { fileShelf, memoryShelf } from '../src/lab/shelf.ts'
import { demand } from './support/demand.ts'
import { type OpenApi, openApi, type Tables, textOf } from './support/open-api.ts'
import { secret } from './support/program.ts'
import { day, monday, openRoom, type Room } from './support/room.ts'

const open: { close: () => Promise<void> }[] = []
const folders: string[] = []

afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const keepOpen = <T extends { close: () => Promise<void> }>(one: T): T => {
  open.push(one)
  return one
}

/** Of no word of the program, of no base64 and of no other text: any six letters of it in a row would be a trace. */
const note = 'Qqzx-wombat-vvkj marzipan-xkcdq 7351 jumbled-zzyxq'
const name = 'Wqxvbrandyzz Fjordkqz'
const piecesOf = (text: string): readonly string[] =>
  Array.from({ length: text.length - 5 }, (_, at) => text.slice(at, at + 6).toLowerCase())
const tracesOf = (text: string, place: string): readonly string[] =>
  piecesOf(text).filter((piece) => place.toLowerCase().includes(piece))

describe('what was planted', () => {
  const plant = async (): Promise<Room> => {
    const people = [
      { id: 'ada', name, standing: 'joined', joined_at: 0 },
      { id: 'dana', name: 'Dana', admin: 1 },
      { id: 'hana', name: `${name} the other` },
    ]
    const room = keepOpen(await openRoom(createFeatures(), people))
    await room.form('dana', 'schedule.change', { day: 'monday', time: '10:00' }, '')
    await room.form('dana', 'members.invite', { people: ['hana'] })
    await room.press('ada', 'Rough')
    const { form } = await room.press('ada', 'Change')
    const { subject, name: changed } = demand(form)
    await room.form('ada', changed, { answer: 'rough', note }, subject)
    await room.form('ada', changed, { answer: 'rough', note: note.repeat(50) }, subject)
    await room.text('ada', note)
    await room.text('ada', `I want to die ${note}`)
    await room.command('ada', note, { text: note })
    await room.act('ada', note, note, note)
    await room.wait(8 * day)
    return room
  }

  it('in a name or a note stands in no line of the log and no field of the ledger', async () => {
    const room = await plant()
    const ledger = JSON.stringify(await room.ledger())
    expect(ledger).toContain('check-in.ask')
    for (const planted of [name, note]) {
      expect(tracesOf(planted, room.logged.join('\n'))).toEqual([])
      expect(tracesOf(planted, ledger)).toEqual([])
    }
  })

  it('in a note stands in no plain column; a name in its own alone', async () => {
    const room = await plant()
    const everything = await room.everything()
    expect(tracesOf(note, everything)).toEqual([])
    expect(everything.split(name).length - 1).toBe(2)
  })

  it('stands in no summary and no first block, save that its own reader is greeted by name', async () => {
    const room = await plant()
    const messages = ['ada', 'dana', 'hana'].flatMap((who) => room.sentTo(who).map(({ message }) => ({ who, message })))
    expect(messages.length).toBeGreaterThan(2)
    for (const { who, message } of messages) {
      const { spans } = message.blocks[0]
      const first = spans.filter((span) => typeof span === 'string' || !('mention' in span) || span.mention !== who)
      expect(tracesOf(name, JSON.stringify([message.summary, first]))).toEqual([])
      expect(tracesOf(note, JSON.stringify(message))).toEqual([])
    }
  })

  it('breaks nothing open: what fails names neither in the log', async () => {
    const people = [{ id: 'ada', name, standing: 'joined', joined_at: 0 }]
    const failing = {
      name: 'failing',
      commands: {
        fail: {
          about: 'Fails',
          run: async () => {
            throw new Error(`${name}: ${note}`)
          },
        },
      },
      keeps: { export: async () => undefined, erase: async () => {}, expire: async () => {} },
    }
    const room = keepOpen(await openRoom([failing], people))
    await room.command('ada', 'fail', { text: note })
    expect(room.logged.join()).toContain('handle.failed')
    expect([...tracesOf(name, room.logged.join()), ...tracesOf(note, room.logged.join())]).toEqual([])
  })
})

/** Every file in the folder, byte for byte, while it is in use. */
const bytesIn = (folder: string): string =>
  readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'latin1'))
    .join('\n')

const openFiles = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reachout-trace-'))
  folders.push(folder)
  const shelf = fileShelf(join(folder, 'play.db'))
  return { folder, room: keepOpen(await openApi(shelf)) }
}

const keepNote = async (room: OpenApi) => {
  await room.press('ada', 'Rough')
  const { form } = await room.press('ada', 'Change')
  const saved = await room.api.submit('ada', demand(form).id, { answer: 'hard', note })
  expect(saved.errors).toBeUndefined()
}

const findNote = async (room: OpenApi): Promise<string> => JSON.stringify((await room.press('ada', 'Change')).form)

describe('files that are kept', () => {
  it('hold no piece of a note or of what was typed, neither the tables nor the keys nor their WALs', async () => {
    const { folder, room } = await openFiles()
    await keepNote(room)
    await room.api.text('ada', note)
    expect(await findNote(room)).toContain(note)
    const names = readdirSync(folder)
    expect(names).toEqual(expect.arrayContaining(['play.db', 'play.db-wal', 'play.db.keys', 'play.db.keys-wal']))
    expect(tracesOf(note, bytesIn(folder))).toEqual([])
    await room.api.clock({ advance: 'P7D' })
    await room.close()
    expect(tracesOf(note, bytesIn(folder))).toEqual([])
  })
})

const eraseAda = async (room: OpenApi) => {
  let { private: window } = await room.api.command('ada', '/reachout settings')
  for (const label of ['My data', 'Erase everything', 'Yes, erase everything'])
    ({ private: window } = await room.press('ada', label, window))
  expect(textOf(window)).toContain('Erased.')
}

const sealedAnswers = (room: OpenApi): Promise<readonly (string | null)[]> =>
  room.store().transact(async (db) => {
    const rows = await db.selectFrom('check_ins').select(['answer', 'note']).execute()
    return rows.flatMap(({ answer, note }) => [answer, note])
  })

/** All that is sealed in the tables, as it stands there. */
const sealedIn = async (room: OpenApi): Promise<readonly string[]> => {
  const kept = await room.store().transact((db) => db.selectFrom('vault').select('value').execute())
  return [...kept.map(({ value }) => value), ...(await sealedAnswers(room))].filter((text) => text !== null)
}

const idOf = async (room: OpenApi): Promise<string> => {
  const row = (await room.tables()).members?.find((one) => one.includes('"person":"ada"'))
  return JSON.parse(demand(row)).id
}

/** Rows that name Ada, her id or the zone that she set. */
const rowsAbout = (tables: Tables, id: string): readonly string[] =>
  Object.values(tables)
    .flat()
    .filter((row) => new RegExp(`\\bada\\b|${id}|Chatham`, 'i').test(row))

describe('after everything was erased', () => {
  it('nothing of Ada is left in any table but a keyed hash, and nothing of her in the bytes of any file', async () => {
    const { folder, room } = await openFiles()
    await keepNote(room)
    const { private: settings } = await room.api.command('ada', '/reachout settings')
    const { form } = await room.press('ada', 'Time zone', settings)
    await room.api.submit('ada', demand(form).id, { zone: 'Pacific/Chatham' })
    const id = await idOf(room)
    const before = await room.tables()
    const sealed = await sealedIn(room)
    const [mark = ''] = [room.store().keys.hash('playground/playground:ada')]
    await eraseAda(room)
    const after = await room.tables()
    expect(rowsAbout(after, id)).toEqual([])
    expect(after.erased).toEqual([JSON.stringify({ hash: mark, at: monday })])
    for (const table of ['check_ins', 'paces', 'deliveries', 'subscriptions', 'members'])
      expect(after[table]?.length, table).toBeLessThan(demand(before[table]).length)
    const bytes = bytesIn(folder)
    expect(bytes).not.toMatch(new RegExp(`playground:ada|conversation:ada|${id}|Chatham`))
    expect(bytes.match(/\bada\b/gi)).toBeNull()
    const still = await sealedIn(room)
    const gone = sealed.filter((text) => !still.includes(text))
    expect(gone.length).toBeGreaterThan(3)
    expect(gone.filter((text) => bytes.includes(text))).toEqual([])
  })
})

describe('after leaving', () => {
  it('taps and notes are gone at once, the rest after seven days', async () => {
    const { folder, room } = await openFiles()
    await keepNote(room)
    const id = await idOf(room)
    const sealed = (await sealedAnswers(room)).filter((text) => text !== null)
    expect(sealed.length).toBe(2)
    await room.api.command('ada', '/reachout stop')
    expect(await sealedAnswers(room)).toEqual([null, null])
    await room.api.clock({ advance: 'P6DT23H59M' })
    expect(rowsAbout(await room.tables(), id)).not.toEqual([])
    await room.api.clock({ advance: 'PT1M' })
    expect(rowsAbout(await room.tables(), id)).toEqual([])
    const bytes = bytesIn(folder)
    expect(sealed.filter((text) => bytes.includes(text))).toEqual([])
    expect(bytes).not.toMatch(/\bada\b/i)
    await room.api.clock({ advance: 'P14D' })
    expect(await room.api.messages('ada')).toEqual([])
    expect(await room.api.ledger('ada')).toEqual([])
  })
})

describe('an explicit crisis phrase', () => {
  it('leaves what any other words leave: the same rows, the same log, the same in every GET, another reply', async () => {
    const worlds = await Promise.all(
      ['have a nice day', 'I want to kill myself'].map(async (text) => {
        const room = keepOpen(await openApi({ ...memoryShelf(), secret }))
        const { private: reply } = await room.api.text('ben', text)
        const left = [await room.tables(), await room.sights(), room.lines]
        await room.api.clock({ advance: 'P7D' })
        return {
          reply: textOf(reply),
          left: JSON.stringify([left, await room.tables(), await room.sights(), room.lines]),
        }
      }),
    )
    const [other, crisis] = worlds
    expect(crisis?.left).toBe(other?.left)
    expect(crisis?.reply).toContain('nobody has read it and nobody has been told')
    expect(other?.reply).not.toContain('People who can help')
    expect(crisis?.left).not.toContain('kill myself')
  })
})
