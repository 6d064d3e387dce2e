import type { CastMember } from './lab.ts'
import type {
  AnswerJson,
  ConversationJson,
  DeliveryJson,
  HappenedJson,
  Instant,
  LinesJson,
  MessageJson,
  OverviewJson,
  Trouble,
} from './types.ts'

/** What the API and the page both stand on: the playground's people, what they were sent and what they can do. */
export type World = {
  cast(): readonly CastMember[]
  /** The words that may follow `/reachout`. */
  commands(): readonly string[]
  overview(): Promise<OverviewJson>
  /** Oldest first. @throws Refusal `no-member` */
  messages(member: string): Promise<readonly MessageJson[]>
  /** One person's deliveries, or everybody's. @throws Refusal `no-member` */
  ledger(member?: string): Promise<readonly DeliveryJson[]>
  /** What a person does; each answers after all that is due at `now` was delivered. @throws Refusal `no-member`, `bad-field` */
  command(member: string, text: string): Promise<AnswerJson>
  text(member: string, text: string): Promise<AnswerJson>
  action(member: string, pressed: Pressed): Promise<AnswerJson>
  form(member: string, sent: SentForm): Promise<AnswerJson>
  /** Whom a person and who wrote to each other. @throws Refusal `no-member` */
  conversations(member: string): Promise<readonly ConversationJson[]>
  /** Oldest first. @throws Refusal `no-member`, `bad-field` when both are the same */
  lines(member: string, other: string): Promise<LinesJson>
  say(member: string, other: string, text: string): Promise<LinesJson>
  /** Nothing of it is unread to `member` any more. */
  see(member: string, other: string): Promise<LinesJson>
  /** @throws Refusal `bad-time` */
  clock(step: Step): Promise<Walked>
  /** Lasts until `none`; `none` without a member ends all. @throws Refusal `no-member` */
  trouble(kind: Trouble, member?: string): Promise<OverviewJson>
  /** `at` is epoch milliseconds. */
  reset(options: ResetOptions): Promise<OverviewJson>
  /** Whether the program can write now. */
  ready(): Promise<Readiness>
  /** Calls back after every act; returns how to stop listening. */
  onChange(listener: () => void): () => void
}

export type Pressed = { readonly message: string; readonly action: string; readonly value?: string }
export type SentForm = { readonly form: string; readonly values: Readonly<Record<string, unknown>> }
export type Step = { readonly advance: string } | { readonly to: string } | { readonly next: true }
export type Walked = { readonly now: Instant; readonly happened: readonly HappenedJson[] }
export type ResetOptions = { readonly seed?: number; readonly at?: number; readonly cast?: number }
export type Readiness = { readonly ready: boolean; readonly because?: string }

export const refusals = {
  'bad-json': 400,
  'bad-field': 400,
  'bad-time': 400,
  'bad-host': 403,
  'cross-site': 403,
  'no-member': 404,
  'no-route': 404,
  'too-long': 413,
  'not-json': 415,
} as const

export type RefusalCode = keyof typeof refusals

/** A request the playground does not take: a mistake of the program that asks, never of a person. */
export class Refusal extends Error {
  readonly code: RefusalCode
  constructor(code: RefusalCode, message: string) {
    super(message)
    this.name = 'Refusal'
    this.code = code
  }
}
