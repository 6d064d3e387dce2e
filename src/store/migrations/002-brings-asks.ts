import { sql } from 'kysely'
import type { Migration } from '../migrations.ts'
import { type Columns, createIndex, createTable, type Index } from './schema.ts'

export const bringsAsks: Migration = {
  name: 'brings asks',
  up: async (db) => {
    await db.schema.alterTable('members').addColumn('capacity', 'integer').execute()
    for (const [name, columns] of Object.entries(tables)) await createTable(db, name, columns)
    for (const [name, index] of Object.entries(indexes)) await createIndex(db, name, index)
    await sql`create index deliveries_asks_by_member on deliveries (member, local_date)
      where view = 'ask.helper'`.execute(db)
  },
}

const tables: Readonly<Record<string, Columns>> = {
  asks: {
    id: 'text',
    workspace: 'text',
    asker: 'text',
    named: ['text', 'null'],
    helper: ['text', 'null'],
    state: 'text',
    ending: ['text', 'null'],
    words: ['text', 'null'],
    widen: ['integer', 'default', 0],
    blind: ['integer', 'default', 0],
    round: ['integer', 'default', 0],
    sent_at: 'bigint',
    told_at: 'bigint',
    accepted_at: ['bigint', 'null'],
    ended_at: ['bigint', 'null'],
  },
  requests: {
    id: 'text',
    ask: 'text',
    workspace: 'text',
    helper: 'text',
    route: 'text',
    at: 'bigint',
    answer: ['text', 'null'],
    yes_at: ['bigint', 'null'],
  },
  drafts: { member: 'text', words: 'text', until: 'bigint' },
  offers: { member: 'text', workspace: 'text', kinds: 'text', at: 'bigint' },
  blocks: { id: 'text', member: 'text', hash: 'text', who: 'text', at: 'bigint' },
  avoided: { member: 'text', who: 'text' },
  contacted: { member: 'text', at: 'bigint' },
  counts: { workspace: 'text', joined: 'integer', listeners: 'integer', at: 'bigint' },
  thanks: {
    id: 'text',
    workspace: 'text',
    giver: 'text',
    receiver: 'text',
    words: 'text',
    date: 'text',
    at: 'bigint',
  },
}

const indexes: Readonly<Record<string, Index>> = {
  asks_by_asker: { on: 'asks', columns: ['asker', 'sent_at'] },
  asks_by_helper: { on: 'asks', columns: ['helper'] },
  asks_by_end: { on: 'asks', columns: ['ended_at'] },
  requests_by_ask: { on: 'requests', columns: ['ask', 'helper'], unique: true },
  requests_by_helper: { on: 'requests', columns: ['helper', 'at'] },
  offers_by_workspace: { on: 'offers', columns: ['workspace'] },
  blocks_by_hash: { on: 'blocks', columns: ['hash'], unique: true },
  blocks_by_member: { on: 'blocks', columns: ['member'] },
  thanks_by_pair: { on: 'thanks', columns: ['giver', 'receiver', 'date'], unique: true },
  thanks_by_receiver: { on: 'thanks', columns: ['receiver'] },
}
