/** Plain data that every adapter must be able to show. No platform's format. */

/** A run of text. Text inside a span is never markup: renderers escape it. */
export type Span =
  | string
  | { readonly bold: string }
  /** `mention` is the platform's own id of the person. */
  | { readonly mention: string; readonly name: string }
  | { readonly link: string; readonly text: string }
  /** Epoch milliseconds; each reader sees it in their own zone. */
  | { readonly time: number; readonly style: 'date' | 'time' | 'both' }
  /** A word after `/reachout`, or '' for the bare command; each platform spells it. */
  | { readonly command: string }

export type Spans = readonly Span[]

export type Button = {
  readonly label: string
  /** `feature.verb`; handled by the one feature that declares it. */
  readonly action: string
  readonly value?: string
  readonly style?: 'primary' | 'danger'
  /** Opens this address instead of acting. */
  readonly url?: string
}

export type TextBlock = { readonly type: 'text'; readonly spans: Spans; readonly small?: boolean }
export type ButtonsBlock = { readonly type: 'buttons'; readonly buttons: readonly Button[] }
export type RowsBlock = {
  readonly type: 'rows'
  readonly rows: readonly { readonly label: string; readonly spans: Spans }[]
}
export type DividerBlock = { readonly type: 'divider' }
export type Block = TextBlock | ButtonsBlock | RowsBlock | DividerBlock

export type Message = {
  /** What a lock screen or a screen reader says. Fit for a shared screen. */
  readonly summary: string
  readonly blocks: readonly [TextBlock, ...Block[]]
  /** What the buttons are about. Of a delivery it is always the delivery's own subject. */
  readonly subject?: string
}

export type Option = { readonly value: string; readonly label: string }

export type FieldType =
  | 'line'
  | 'text'
  | 'choice'
  | 'choices'
  | 'person'
  | 'people'
  | 'date'
  | 'time'
  | 'zone'
  | 'toggle'

export type Field = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly required: boolean
  readonly type: FieldType
  /** person: the platform's id; date: `2026-03-02`; time: `10:00`; choices, people: an array; toggle: a boolean. */
  readonly value?: string | readonly string[] | boolean
  readonly options?: readonly Option[]
  readonly maxLength?: number
}

/** Opens in a private window. One to five fields. */
export type Form = {
  readonly name: string
  readonly subject: string
  readonly title: string
  readonly blocks?: readonly Block[]
  readonly fields: readonly [Field, ...Field[]]
  readonly submit: string
}
