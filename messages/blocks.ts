import type { Words } from './catalog.ts'
import type { Button, ButtonsBlock, Message, RowsBlock } from './message.ts'
import { supportButton } from './support.ts'
import { settingsButton } from './welcome.ts'

/**
 * One person whose messages are not passed on; `since` is epoch ms. `unseen`: their name was not shown, and is not now.
 * Others without a name are no longer here.
 */
export type Blocked = {
  readonly id: string
  readonly name?: string
  readonly unseen?: boolean
  readonly since: number
}

/** As many in one window as have a row and a button each (`rows` in limits.ts). */
export const BLOCKS_SHOWN = 10
/** Of a name on a button: `blocks.undo` says so too. */
const NAME_LENGTH = 50
/** What a number behind a name needs. */
const NUMBER_LENGTH = 5
const BUTTONS_IN_ROW = 5

/** Stands on every message that another person caused, about that message's own subject. */
export const personButtons = (words: Words): readonly Button[] => [notFromButton(words), wrongButton(words)]

/** What such a message becomes for the one who no longer wants to hear from its sender. */
export const putAwayMessage = (words: Words): Message => ({
  summary: words.label('blocks.summary'),
  blocks: [{ type: 'text', spans: words.text('blocks.put-away') }],
})

export const blockedMessage = (words: Words, subject: string): Message => ({
  summary: words.label('blocks.summary'),
  subject,
  blocks: [
    { type: 'text', spans: words.text('blocks.added') },
    { type: 'buttons', buttons: [wrongButton(words), supportButton(words), settingsButton(words)] },
  ],
})

/** Constant words: whom to talk to. */
export const wrongMessage = (words: Words, subject: string): Message => ({
  summary: words.label('blocks.summary'),
  subject,
  blocks: [
    { type: 'text', spans: words.text('blocks.whom') },
    {
      type: 'rows',
      rows: [
        { label: words.label('blocks.whom-admin-label'), spans: words.text('blocks.whom-admin') },
        { label: words.label('blocks.whom-programme-label'), spans: words.text('blocks.whom-programme') },
        { label: words.label('blocks.whom-keep-label'), spans: words.text('blocks.whom-keep') },
      ],
    },
    { type: 'buttons', buttons: [supportButton(words), notFromButton(words)] },
  ],
})

export const blockListButton = (words: Words): Button => ({
  label: words.label('blocks.list-button'),
  action: 'blocks.list',
})

/** One page of those who are blocked, at most `BLOCKS_SHOWN`; `next` is the page after it, if there is one. */
export const blockListMessage = (words: Words, blocked: readonly Blocked[], next: number | undefined): Message => {
  const more: Button = { label: words.label('blocks.more'), action: 'blocks.list', value: String(next) }
  const last = [...(next === undefined ? [] : [more]), settingsButton(words)]
  const buttons = { type: 'buttons', buttons: last } as const
  const summary = words.label('blocks.summary')
  if (blocked.length === 0)
    return { summary, subject: '', blocks: [{ type: 'text', spans: words.text('blocks.list-none') }, buttons] }
  const named = distinct(blocked)
  return {
    summary,
    subject: '',
    blocks: [
      { type: 'text', spans: words.text('blocks.list') },
      { type: 'rows', rows: named.map((one) => row(words, one, named)) },
      ...undoButtons(words, named),
      buttons,
    ],
  }
}

/** In one's own data, label by label. */
export const blockedRows = (words: Words, blocked: readonly Blocked[]): RowsBlock['rows'] =>
  blocked.map((one) => ({ label: words.label('blocks.data'), spans: [nameOf(words, one, blocked)] }))

const row = (words: Words, one: Blocked, all: readonly Blocked[]): RowsBlock['rows'][number] => ({
  label: nameOf(words, one, all),
  spans: words.text('blocks.since', { date: { time: one.since, style: 'date' } }),
})

const undoButtons = (words: Words, blocked: readonly Blocked[]): readonly ButtonsBlock[] => {
  const buttons = blocked.flatMap((one) => {
    const remove = { action: 'blocks.remove', value: one.id }
    if (one.unseen) return [{ label: words.label('blocks.undo-unseen', { at: turnOf(one, blocked) }), ...remove }]
    return one.name === undefined ? [] : [{ label: words.label('blocks.undo', { name: short(one.name) }), ...remove }]
  })
  return Array.from({ length: Math.ceil(buttons.length / BUTTONS_IN_ROW) }, (_, i) => ({
    type: 'buttons',
    buttons: buttons.slice(i * BUTTONS_IN_ROW, (i + 1) * BUTTONS_IN_ROW),
  }))
}

/** Two of one name are told apart by a number. */
const distinct = (blocked: readonly Blocked[]): readonly Blocked[] =>
  blocked.map((one, at) => {
    if (one.name === undefined) return one
    const name = short(one.name)
    const before = blocked.slice(0, at).filter((other) => other.name !== undefined && short(other.name) === name).length
    return before === 0 ? one : { ...one, name: `${short(name, NAME_LENGTH - NUMBER_LENGTH)} (${before + 1})` }
  })

const nameOf = (words: Words, one: Blocked, all: readonly Blocked[]): string =>
  one.unseen ? words.label('blocks.unseen', { at: turnOf(one, all) }) : (one.name ?? words.label('blocks.nobody-now'))

/** Which it is of those without a name, from 1. */
const turnOf = (one: Blocked, all: readonly Blocked[]): number => all.filter(({ unseen }) => unseen).indexOf(one) + 1

const short = (name: string, most = NAME_LENGTH): string =>
  name.length > most ? `${name.slice(0, most - 1).trimEnd()}…` : name

const notFromButton = (words: Words): Button => ({ label: words.label('blocks.not-from'), action: 'blocks.add' })

const wrongButton = (words: Words): Button => ({ label: words.label('blocks.wrong'), action: 'blocks.wrong' })
