import {
  BLOCKS_SHOWN,
  type Blocked,
  blockedMessage,
  blockedRows,
  blockListButton,
  blockListMessage,
  wrongMessage,
} from '../../../messages/blocks.ts'
import { staleMessage } from '../../../messages/common.ts'
import type { Button, RowsBlock } from '../../../messages/message.ts'
import {
  type Acting,
  type Feature,
  type Id,
  type Looking,
  localDate,
  type Member,
  type Reply,
} from '../../engine/index.ts'
import type { Db } from '../../store/tables.ts'
import { firstContact } from './contacts.ts'
import {
  accountOf,
  type BlockRow,
  blockOf,
  blocksOf,
  deleteBlock,
  deleteBlocks,
  forgetContact,
  insertBlock,
  namesOf,
  wasSent,
} from './queries.ts'

/** Who caused what a message is about. */
export type CausedBy = (db: Db, subject: Id) => Promise<Id | undefined>

/** Whether the one who reads about it was shown who that is. */
export type IsNamed = (db: Db, subject: Id) => Promise<boolean>

type Account = Pick<Member, 'account'>

export type IsBlocked = (
  c: { readonly db: Db; readonly sealed: Pick<Looking['sealed'], 'hash'> },
  receiver: Account,
  from: Account,
) => Promise<boolean>

export type Blocks = Feature & {
  /** Whether the receiver hears nothing more of this person, in any workspace. For views alone: it acts at the claim. */
  readonly isBlocked: IsBlocked
  /** The same, of people whose name they had seen: what they may be told of their own choice. */
  knowsBlocked(c: Opening, receiver: Account, from: Account): Promise<boolean>
  readonly firstContact: typeof firstContact
  /** For the settings window; nothing stands there while nobody is blocked. */
  settings(c: Acting): Promise<{ readonly rows: RowsBlock['rows']; readonly buttons: readonly Button[] }>
}

/** What protects a person from another: silent, everywhere, and undone by that person alone. */
export const createBlocks = (needs: { readonly causedBy: CausedBy; readonly isNamed?: IsNamed }): Blocks => ({
  name: 'blocks',
  isBlocked: async (c, receiver, from) =>
    (await blockOf(c.db, hashOf(c, receiver.account, from.account))) !== undefined,
  knowsBlocked: async (c, receiver, from) => {
    const row = await blockOf(c.db, hashOf(c, receiver.account, from.account))
    return row !== undefined && !openWho(c, row).unseen
  },
  firstContact,
  settings: async (c) => ({
    rows: [],
    buttons: (await blocksOf(c.db, c.member.account)).length > 0 ? [c.words(blockListButton)] : [],
  }),
  actions: {
    'blocks.add': (c, subject) => add(c, subject, needs),
    'blocks.wrong': async (c, subject) => ({ say: c.words((words) => wrongMessage(words, subject)) }),
    'blocks.list': (c, _subject, value) => list(c, value),
    'blocks.remove': remove,
  },
  keeps: {
    export: exportFor,
    erase: async (c, member) => {
      await deleteBlocks(c.db, member)
      await forgetContact(c.db, member)
    },
    expire: async () => {},
  },
})

/** Only whoever wrote to this person can be blocked, and nobody but this person is told. */
const add = async (c: Acting, subject: Id, needs: Parameters<typeof createBlocks>[0]): Promise<Reply> => {
  const who = (await wasSent(c.db, subject, c.member.id)) ? await needs.causedBy(c.db, subject) : undefined
  const account = who === undefined ? undefined : await accountOf(c.db, who)
  if (who === undefined || account === undefined || account === c.member.account) return { say: c.words(staleMessage) }
  const id = c.id('block')
  const unseen = (await needs.isNamed?.(c.db, subject)) === false
  await insertBlock(c.db, {
    id,
    member: c.member.id,
    hash: hashOf(c, c.member.account, account),
    who: c.sealed.seal(c.member.id, placeOf(id), (unseen ? UNSEEN : '') + who),
    at: c.now,
  })
  c.refresh(subject)
  return { say: c.words((words) => blockedMessage(words, subject)) }
}

/** `value` is the page, counted from 0. */
const list = async (c: Acting, value: string | undefined): Promise<Reply> => {
  const rows = await blocksOf(c.db, c.member.account)
  const wanted = /^\d{1,4}$/.test(value ?? '') ? Number(value) : 0
  const page = Math.min(wanted, Math.max(0, Math.ceil(rows.length / BLOCKS_SHOWN) - 1))
  const end = (page + 1) * BLOCKS_SHOWN
  const shown = await toBlocked(c, rows.slice(page * BLOCKS_SHOWN, end))
  return { say: c.words((words) => blockListMessage(words, shown, end < rows.length ? page + 1 : undefined)) }
}

const remove = async (c: Acting, _subject: Id, value?: string): Promise<Reply> => {
  const own = (await blocksOf(c.db, c.member.account)).find(({ id }) => id === value)
  if (!own) return { say: c.words(staleMessage) }
  await deleteBlock(c.db, own.id)
  return list(c, undefined)
}

const exportFor = async (c: Looking, member: Id): Promise<readonly Readonly<Record<string, string>>[]> => {
  const rows = (await blocksOf(c.db, c.viewer.account)).filter((row) => row.member === member)
  const blocked = await toBlocked(c, rows)
  const shown = c.words((words) => blockedRows(words, blocked))
  return shown.map(({ label, spans }, i) => ({
    [label]: `${spans.join('')} (${localDate(blocked[i]?.since ?? 0, c.viewer.timeZone)})`,
  }))
}

/** Names as they are now: none is kept here. Whoever was not named then is not named by this either. */
const toBlocked = async (c: Opening, rows: readonly BlockRow[]): Promise<readonly Blocked[]> => {
  const people = rows.map((row) => openWho(c, row))
  const names = await namesOf(
    c.db,
    people.flatMap(({ who, unseen }) => (who === undefined || unseen ? [] : [who])),
  )
  return rows.map(({ id, at }, i) => {
    const { who = '', unseen = false } = people[i] ?? {}
    const name = names.get(who)
    return { id, since: at, ...(unseen && { unseen }), ...(name && { name }) }
  })
}

/** Before the id of somebody whose name was not shown. No id has it. */
const UNSEEN = '?'

type Opening = { readonly db: Db; readonly sealed: Pick<Looking['sealed'], 'open' | 'hash'> }

const openWho = (c: Opening, row: BlockRow): { readonly who: Id | undefined; readonly unseen: boolean } => {
  const text = c.sealed.open(row.member, placeOf(row.id), row.who)
  const unseen = text?.startsWith(UNSEEN) === true
  return { who: unseen ? text.slice(UNSEEN.length) : text, unseen }
}

const hashOf = (c: { readonly sealed: Pick<Looking['sealed'], 'hash'> }, receiver: string, from: string): string =>
  c.sealed.hash(JSON.stringify(['block', receiver, from]))

const placeOf = (id: Id) => `blocks:${id}:who`
