/** The JSON of the playground's API, as docs/playground-api.md describes it. Instants are ISO 8601 UTC with ms and Z. */
import type { Button, Field } from '../../messages/message.ts'

export type Instant = string

export type SpanJson =
  | string
  | { readonly bold: string }
  | { readonly mention: string; readonly name: string }
  | { readonly link: string; readonly text: string }
  | { readonly time: Instant; readonly style: 'date' | 'time' | 'both' }
  | { readonly command: string }

export type BlockJson =
  | { readonly type: 'text'; readonly spans: readonly SpanJson[]; readonly small?: boolean }
  | { readonly type: 'buttons'; readonly buttons: readonly Button[] }
  | { readonly type: 'rows'; readonly rows: readonly { readonly label: string; readonly spans: readonly SpanJson[] }[] }
  | { readonly type: 'divider' }

export type MessageJson = {
  readonly id: string
  readonly at: Instant
  readonly edited?: Instant
  readonly summary: string
  readonly blocks: readonly BlockJson[]
}

export type FormJson = {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly blocks?: readonly BlockJson[]
  readonly fields: readonly Field[]
  readonly submit: string
}

export type MemberJson = {
  readonly id: string
  readonly name: string
  readonly timeZone: string
  readonly locale: string
  readonly admin: boolean
  readonly standing: 'known' | 'invited' | 'joined' | 'left'
  readonly pausedUntil?: Instant
  readonly unread: number
}

export type OverviewJson = { readonly now: Instant; readonly members: readonly MemberJson[] }

export type AnswerJson = {
  readonly message?: MessageJson
  readonly private?: MessageJson
  readonly form?: FormJson
  readonly errors?: Readonly<Record<string, string>>
}

/** A conversation of two people; `unread` are the other's lines since one last looked or wrote. */
export type ConversationJson = { readonly with: string; readonly unread: number }

export type LineJson = { readonly at: Instant; readonly by: string; readonly text: string }

export type LinesJson = { readonly lines: readonly LineJson[] }

export type DeliveryJson = {
  readonly id: string
  readonly to: string
  readonly kind: string
  readonly because: string
  readonly dueAt: Instant
  readonly status: string
  readonly reason?: string
  readonly sentAt?: Instant
  readonly message?: string
}

export type HappenedJson = {
  readonly at: Instant
  readonly delivery: string
  readonly member: string
  readonly kind: string
  readonly status: string
  readonly because: string
  readonly reason?: string
}

export type Trouble = 'rate-limited' | 'unreachable' | 'down' | 'lost-answer' | 'none'
