import type { Migration } from '../migrations.ts'
import type { Db } from '../tables.ts'
import { type Columns, createIndex, createTable, type Index, inKeyOrder } from './schema.ts'

export const laysTheGround: Migration = {
  name: 'lays the ground',
  up: async (db) => {
    for (const [name, columns] of Object.entries(tables))
      await createTable(db, name, columns, walked.has(name) ? inKeyOrder : undefined)
    await createTimers(db)
    for (const [name, index] of Object.entries(indexes)) await createIndex(db, name, index)
    await createPartialIndexes(db)
  },
}

const tables: Readonly<Record<string, Columns>> = {
  workspaces: {
    id: 'text',
    platform: 'text',
    name: 'text',
    time_zone: 'text',
    locale: 'text',
    setting: 'text',
    budget: 'integer',
    installed_at: 'bigint',
    suspended_at: ['bigint', 'null'],
    removed_at: ['bigint', 'null'],
  },
  members: {
    id: 'text',
    workspace: 'text',
    platform: 'text',
    account: 'text',
    person: 'text',
    name: 'text',
    admin: ['integer', 'default', 0],
    outsider: ['integer', 'default', 0],
    standing: 'text',
    joined_at: ['bigint', 'null'],
    paused_until: ['bigint', 'null'],
    unreachable_since: ['bigint', 'null'],
    gone_at: ['bigint', 'null'],
    time_zone: ['text', 'null'],
    own_time_zone: ['text', 'null'],
    locale: ['text', 'null'],
    quiet_hours: ['text', 'null'],
  },
  deliveries: {
    id: 'text',
    workspace: 'text',
    member: ['text', 'null'],
    place: ['text', 'null'],
    account: 'text',
    domain: 'text',
    view: 'text',
    subject: 'text',
    key: 'text',
    because: 'text',
    lane: 'text',
    status: 'text',
    reason: ['text', 'null'],
    planned_at: 'bigint',
    due_at: 'bigint',
    late_ms: 'bigint',
    held_to: ['bigint', 'null'],
    attempts: 'integer',
    owner: ['text', 'null'],
    lease_until: ['bigint', 'null'],
    first_attempt_at: ['bigint', 'null'],
    local_date: ['text', 'null'],
    sent_at: ['bigint', 'null'],
    ended_at: ['bigint', 'null'],
    receipt: ['text', 'null'],
    stale: ['integer', 'default', 0],
  },
  domains: {
    id: 'text',
    platform: 'text',
    per_second: 'double precision',
    max_per_second: 'double precision',
    ready_at: 'double precision',
    stopped_until: 'double precision',
  },
  inbox: { id: 'text', at: 'bigint' },
  meta: { key: 'text', value: 'text' },
  erased: { hash: 'text', at: 'bigint' },
  vault: { key: 'text', value: 'text' },
  schedules: {
    id: 'text',
    workspace: 'text',
    kind: 'text',
    rule: 'text',
    time_zone: ['text', 'null'],
    state: 'text',
    version: 'integer',
    late_ms: 'bigint',
    created_at: 'bigint',
  },
  subscriptions: {
    id: 'text',
    schedule: 'text',
    workspace: 'text',
    member: 'text',
    version: 'integer',
    period: ['text', 'null'],
  },
  check_ins: {
    id: 'text',
    workspace: 'text',
    member: 'text',
    schedule: 'text',
    period: 'text',
    due_at: 'bigint',
    mode: 'text',
    turn: 'integer',
    open: ['integer', 'default', 0],
    sent_at: ['bigint', 'null'],
    answered: ['integer', 'default', 0],
    answer: ['text', 'null'],
    note: ['text', 'null'],
  },
  paces: {
    member: 'text',
    step: 'integer',
    silent: 'integer',
    rested: 'integer',
    turn: 'integer',
    skip_next: ['integer', 'default', 0],
  },
  programmes: { workspace: 'text', text: 'text' },
  invitations: { member: 'text', at: 'bigint', answer: 'text' },
}

/** A wave walks through these by key: laid in the order of joining, a batch would write to a page a member. */
const walked: ReadonlySet<string> = new Set(['subscriptions', 'paces'])

const indexes: Readonly<Record<string, Index>> = {
  timers_by_time: { on: 'timers', columns: ['at', 'feature', 'kind', 'subject'] },
  deliveries_by_key: { on: 'deliveries', columns: ['key'], unique: true },
  deliveries_by_subject: { on: 'deliveries', columns: ['subject'] },
  deliveries_by_member: { on: 'deliveries', columns: ['member', 'planned_at'] },
  members_by_person: { on: 'members', columns: ['workspace', 'person'], unique: true },
  members_by_account: { on: 'members', columns: ['account'] },
  subscriptions_by_member: { on: 'subscriptions', columns: ['member', 'schedule'], unique: true },
  check_ins_by_member: { on: 'check_ins', columns: ['member', 'schedule', 'period'], unique: true },
  inbox_by_time: { on: 'inbox', columns: ['at'] },
}

async function createTimers(db: Db): Promise<void> {
  await db.schema
    .createTable('timers')
    .addColumn('feature', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('timers_by_subject', ['feature', 'kind', 'subject'])
    .modifyEnd(inKeyOrder)
    .execute()
}

/** Only the few rows that something is still to happen to stand in most of these, however long the ledger grows. */
async function createPartialIndexes(db: Db): Promise<void> {
  const index = (name: string, ...columns: string[]) => db.schema.createIndex(name).on('deliveries').columns(columns)
  await index('deliveries_planned_by_domain', 'domain', 'due_at', 'id').where('status', '=', 'planned').execute()
  await index('deliveries_planned_by_time', 'due_at').where('status', '=', 'planned').execute()
  await index('deliveries_sending_by_time', 'due_at', 'id').where('status', '=', 'sending').execute()
  await index('deliveries_stale', 'domain', 'due_at', 'id')
    .where('status', '=', 'sent')
    .where('stale', '>', 0)
    .execute()
  await index('deliveries_own_by_member', 'member', 'local_date')
    .where('lane', '=', 'own')
    .where('local_date', 'is not', null)
    .execute()
}
