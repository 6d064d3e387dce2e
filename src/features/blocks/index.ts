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
  blocksOf,
  deleteBlock,
  deleteBlocks,
  forgetContact,
  hasBlock,
  insertBlock,
  namesOf,
  wasSent,
} from './queries.ts'

/** Who caused what a message is about, for the one who reads it. */
export type CausedBy = (db: Db, subject: Id, reader: Id) => Promise<Id | undefined>

type Account = Pick<Member, 'account'>

export type IsBlocked = (
  c: { readonly db: Db; readonly sealed: Pick<Looking['sealed'], 'hash'> },
  receiver: Account,
  from: Account,
) => Promise<boolean>

export type Blocks = Feature & {
  /** Whether the receiver hears nothing more of this person, in any workspace. For views alone: it acts at the claim. */
  readonly isBlocked: IsBlocked
  readonly firstContact: typeof firstContact
  /** For the settings window; nothing stands there while nobody is blocked. */
  settings(c: Acting): Promise<{ readonly rows: RowsBlock['rows']; readonly buttons: readonly Button[] }>
}

/** What protects a person from another: silent, everywhere, and undone by that person alone. */
export const createBlocks = ({ causedBy }: { readonly causedBy: CausedBy }): Blocks => ({
  name: 'blocks',
  isBlocked: (c, receiver, from) => hasBlock(c.db, hashOf(c, receiver.account, from.account)),
  firstContact,
  settings: async (c) => ({
    rows: [],
    buttons: (await blocksOf(c.db, c.member.account)).length > 0 ? [c.words(blockListButton)] : [],
  }),
  actions: {
    'blocks.add': (c, subject) => add(c, subject, causedBy),
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
const add = async (c: Acting, subject: Id, causedBy: CausedBy): Promise<Reply> => {
  const who = (await wasSent(c.db, subject, c.member.id)) ? await causedBy(c.db, subject, c.member.id) : undefined
  const account = who === undefined ? undefined : await accountOf(c.db, who)
  if (who === undefined || account === undefined || account === c.member.account) return { say: c.words(staleMessage) }
  const id = c.id('block')
  await insertBlock(c.db, {
    id,
    member: c.member.id,
    hash: hashOf(c, c.member.account, account),
    who: c.sealed.seal(c.member.id, placeOf(id), who),
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

/** Names as they are now: none is kept here. */
const toBlocked = async (
  c: { readonly db: Db; readonly sealed: Pick<Looking['sealed'], 'open'> },
  rows: readonly BlockRow[],
): Promise<readonly Blocked[]> => {
  const people = rows.map((row) => c.sealed.open(row.member, placeOf(row.id), row.who))
  const names = await namesOf(
    c.db,
    people.filter((id) => id !== undefined),
  )
  return rows.map(({ id, at }, i) => {
    const name = names.get(people[i] ?? '')
    return { id, since: at, ...(name && { name }) }
  })
}

const hashOf = (c: { readonly sealed: Pick<Looking['sealed'], 'hash'> }, receiver: string, from: string): string =>
  c.sealed.hash(JSON.stringify(['block', receiver, from]))

const placeOf = (id: Id) => `blocks:${id}:who`
