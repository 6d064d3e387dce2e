import type { Adapter, Address, Heard, Reply, Values } from '../../src/engine/index.ts'

/** A message as its reader sees it: what is escaped on the way is plain again. */
export type Seen = {
  readonly id: string
  readonly summary: string
  readonly text: string
  /** Whom it pings: people by their id, and whatever the platform has for everybody. */
  readonly pings: readonly string[]
  readonly buttons: readonly SeenButton[]
}

export type SeenButton = { readonly label: string; readonly action: string; readonly value?: string }

/** What the one who acted was shown for it, and nobody else. */
export type Shown = {
  readonly private?: Seen
  readonly form?: { readonly id: string; readonly fields: readonly string[] }
  readonly errors?: Readonly<Record<string, string>>
}

export type Failing = 'rate-limited' | 'unavailable' | 'lost-answer' | 'unreachable'

export type Answering = (heard: Heard) => Promise<Reply>

/** The adapter as it runs, started, with the platform played at its own door (HTTP), not inside the adapter. */
export type Harness = {
  readonly adapter: Adapter
  readonly workspace: string
  /** Two people who can be reached, and an address nobody has. */
  readonly person: Address
  readonly other: Address
  readonly nobody: Address
  /** All that the host heard, oldest first. */
  readonly heard: readonly Heard[]
  answerWith(answer: Answering): void
  inbox(of?: Address): Promise<readonly Seen[]>
  failNextSend(how: Failing): Promise<void>
  /** As `person`: a button of a message in their inbox or of a private window. */
  press(message: string, button: Omit<SeenButton, 'label'>): Promise<Shown>
  submit(form: string, values: Values): Promise<Shown>
  type(text: string): Promise<Shown>
  close(): Promise<void>
}

/** What an adapter cannot do, each gap with its reason. */
export type Skip = { readonly reason: string; readonly tests: readonly string[] }
