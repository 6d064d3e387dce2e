import type { ColumnType, Kysely } from 'kysely'

/** Text ids, epoch milliseconds, 0/1 flags: the same on SQLite and PostgreSQL. */
type Flag = ColumnType<number, number | undefined, number>
type Instant = number | null

export type WorkspacesTable = {
  id: string
  platform: string
  name: string
  time_zone: string
  locale: string
  /** `company` or `community`. */
  setting: string
  /** Own-lane messages on any 7 local dates, 1 to 3. */
  budget: number
  installed_at: number
  suspended_at: Instant
  removed_at: Instant
}

export type MembersTable = {
  id: string
  workspace: string
  platform: string
  /** `platform:person`: the same person in every workspace of a platform. */
  account: string
  /** The platform's own id. */
  person: string
  name: string
  admin: Flag
  outsider: Flag
  standing: string
  joined_at: Instant
  paused_until: Instant
  unreachable_since: Instant
  gone_at: Instant
  /** The platform's. */
  time_zone: string | null
  /** Set by hand; wins. */
  own_time_zone: string | null
  locale: string | null
  /** JSON of QuietHours, when set by hand. */
  quiet_hours: string | null
  /** Found asks in 7 dates, 0 to 5, when set by hand. */
  capacity: number | null
}

export type TimersTable = {
  feature: string
  kind: string
  subject: string
  at: number
  attempts: number
}

export type DeliveriesTable = {
  id: string
  workspace: string
  member: string | null
  place: string | null
  account: string
  domain: string
  view: string
  subject: string
  key: string
  because: string
  lane: string
  status: string
  reason: string | null
  /** When it was meant to go out. */
  planned_at: number
  /** The next instant at which something happens: sending while planned, checking while sending. */
  due_at: number
  late_ms: number
  /** End of the last hold, from which lateness counts. */
  held_to: Instant
  attempts: number
  owner: string | null
  lease_until: Instant
  first_attempt_at: Instant
  /** The reader's local date at the claim: what the budget counts. */
  local_date: string | null
  sent_at: Instant
  ended_at: Instant
  /** JSON of the Receipt. */
  receipt: string | null
  stale: Flag
}

export type DomainsTable = {
  id: string
  platform: string
  per_second: number
  max_per_second: number
  ready_at: number
  stopped_until: number
}

export type InboxTable = { id: string; at: number }
export type MetaTable = { key: string; value: string }
/** A keyed hash of the account, so that an erased person is not invited again and a restore erases again. */
export type ErasedTable = { hash: string; at: number }
export type VaultTable = { key: string; value: string }

export type SchedulesTable = {
  id: string
  workspace: string
  kind: string
  /** JSON of Rule. */
  rule: string
  /** One fixed zone, or null for each member's own. */
  time_zone: string | null
  state: string
  version: number
  late_ms: number
  created_at: number
}

/** A member's place in a schedule; its id is the subject of the timer. */
export type SubscriptionsTable = {
  id: string
  schedule: string
  workspace: string
  member: string
  version: number
  /** The last period that made an occurrence. */
  period: string | null
}

export type CheckInsTable = {
  id: string
  workspace: string
  member: string
  schedule: string
  period: string
  due_at: number
  /** `ask`, `still` or `rest`: fixed when the occurrence is made. */
  mode: string
  /** How many openings this member had before: chooses the variant. */
  turn: number
  /** 1 while this is the member's newest: its answer can be changed. */
  open: Flag
  sent_at: Instant
  answered: Flag
  /** Sealed. */
  answer: string | null
  note: string | null
}

/** How often silence lets us ask. Read by nobody but the check-in itself and its person. */
export type PacesTable = {
  member: string
  step: number
  silent: number
  rested: number
  turn: number
  skip_next: Flag
}

/** The one invitation a member ever gets. It outlives the delivery, so that nobody is asked twice. */
export type InvitationsTable = {
  member: string
  at: number
  /** Sealed: `open` or `rest`, of one length, so that a no reads like a silence. */
  answer: string
}

export type ProgrammesTable = { workspace: string; text: string }

export type AsksTable = {
  id: string
  workspace: string
  /** Member ids. */
  asker: string
  named: string | null
  helper: string | null
  /** `open`, `matched` or `ended`. */
  state: string
  /** How it ended: `helped`, `withdrawn`, `nobody` or `closed`; null while it has not. */
  ending: string | null
  /** Sealed JSON of what would help, the kind of help and the minutes; null once taken back. */
  words: string | null
  /** Somebody else may be found. */
  widen: Flag
  /** The asker's name is not shown before a yes. */
  blind: Flag
  /** How often it was widened after a yes came to nothing. */
  round: number
  sent_at: number
  /** By when the asker was told they would hear. */
  told_at: number
  accepted_at: Instant
  ended_at: Instant
}

/** One ask put to one possible helper. */
export type RequestsTable = {
  id: string
  ask: string
  workspace: string
  helper: string
  /** `named` or `found`. */
  route: string
  at: number
  /** Sealed with the helper's key, of one length whatever it is; null while there is none. */
  answer: string | null
  /** When this helper said yes; undone by backing out. */
  yes_at: Instant
}

/** What was typed and not sent, for an hour. Sealed. */
export type DraftsTable = { member: string; words: string; until: number }

/** JSON of the kinds of help that a member offers. */
export type OffersTable = { member: string; workspace: string; kinds: string; at: number }

/** Who hears nothing more that another person caused: found by a keyed hash, read by its owner alone. Sealed. */
export type BlocksTable = { id: string; member: string; hash: string; who: string; at: number }

/** Sealed JSON of up to five member ids that an open ask shall never reach. */
export type AvoidedTable = { member: string; who: string }

/** People who never joined and had the one message that another may ever send them. */
export type ContactedTable = { member: string; at: number }

/** The weekly snapshot: the only counts of people that anyone's screen may differ by. */
export type CountsTable = { workspace: string; joined: number; listeners: number; at: number }

export type ThanksTable = {
  id: string
  workspace: string
  giver: string
  receiver: string
  /** Sealed with the giver's key. */
  words: string
  /** The giver's local date. */
  date: string
  at: number
}

export type Tables = {
  asks: AsksTable
  requests: RequestsTable
  drafts: DraftsTable
  offers: OffersTable
  blocks: BlocksTable
  avoided: AvoidedTable
  contacted: ContactedTable
  counts: CountsTable
  thanks: ThanksTable
  workspaces: WorkspacesTable
  members: MembersTable
  timers: TimersTable
  deliveries: DeliveriesTable
  domains: DomainsTable
  inbox: InboxTable
  meta: MetaTable
  erased: ErasedTable
  vault: VaultTable
  schedules: SchedulesTable
  subscriptions: SubscriptionsTable
  check_ins: CheckInsTable
  paces: PacesTable
  programmes: ProgrammesTable
  invitations: InvitationsTable
}

export type Db = Kysely<Tables>
