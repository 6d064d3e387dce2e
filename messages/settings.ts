import type { Words } from './catalog.ts'
import type { Block, Button, Form, Message, RowsBlock } from './message.ts'
import { supportButton } from './support.ts'
import { joinButton } from './welcome.ts'

export type Row = RowsBlock['rows'][number]

export type SettingsView = {
  readonly joined: boolean
  /** Epoch ms. */
  readonly pausedUntil?: number
  readonly zone: string
  /** False while the workspace's zone stands in. */
  readonly zoneKnown: boolean
  /** What other features add. */
  readonly rows: readonly Row[]
  readonly buttons: readonly Button[]
}

/** Not taking part reads the same after a no, after leaving and before ever answering. */
export const settingsMessage = (words: Words, view: SettingsView): Message =>
  inWindow(words, [
    { type: 'text', spans: words.text(view.joined ? 'settings.intro' : 'settings.intro-outside') },
    ...(view.joined || view.rows.length > 0 ? [{ type: 'rows', rows: settingsRows(words, view) } as const] : []),
    ...(view.buttons.length > 0 ? [{ type: 'buttons', buttons: view.buttons } as const] : []),
    {
      type: 'buttons',
      buttons: view.joined ? joinedButtons(words, view) : [joinButton(words), dataButton(words), supportButton(words)],
    },
  ])

export const pauseMessage = (words: Words): Message =>
  inWindow(words, [
    { type: 'text', spans: words.text('pause.ask') },
    {
      type: 'buttons',
      buttons: [
        { label: words.label('pause.week'), action: 'settings.pause-days', value: '7' },
        { label: words.label('pause.fortnight'), action: 'settings.pause-days', value: '14' },
        { label: words.label('pause.until'), action: 'settings.pause-until' },
      ],
    },
  ])

export const pausedMessage = (words: Words, until: number): Message =>
  inWindow(words, [
    { type: 'text', spans: words.text('pause.done', { until: { time: until, style: 'date' } }) },
    { type: 'buttons', buttons: [resumeButton(words), openButton(words)] },
  ])

export const pauseOverMessage = (words: Words): Message =>
  inWindow(words, [
    { type: 'text', spans: words.text('pause.over') },
    { type: 'buttons', buttons: [openButton(words)] },
  ])

export const pauseForm = (words: Words): Form => ({
  name: 'settings.pause-until',
  subject: '',
  title: words.label('pause.until'),
  fields: [{ name: 'date', label: words.label('pause.field'), required: true, type: 'date' }],
  submit: words.label('pause.submit'),
})

/** `zone` stands in the field already when it is known. */
export const zoneForm = (words: Words, zone: string | undefined): Form => ({
  name: 'settings.zone',
  subject: '',
  title: words.label('zone.title'),
  fields: [
    {
      name: 'zone',
      label: words.label('settings.zone'),
      hint: words.label('zone.hint'),
      required: true,
      type: 'zone',
      ...(zone !== undefined && { value: zone }),
    },
  ],
  submit: words.label('zone.submit'),
})

export const zoneSavedMessage = (words: Words, zone: string): Message =>
  inWindow(words, [
    { type: 'text', spans: words.text('zone.done', { zone }) },
    { type: 'buttons', buttons: [openButton(words)] },
  ])

/** One part of what is stored; `page` counts from 0. */
export const dataMessage = (words: Words, rows: readonly Row[], page: number, pages: number): Message => {
  if (pages === 0) return inWindow(words, [{ type: 'text', spans: words.text('data.nothing') }])
  const part: Block = { type: 'text', spans: words.text('data.page', { page: page + 1, pages }), small: true }
  const more: Button = { label: words.label('data.more'), action: 'settings.data', value: String(page + 1) }
  return inWindow(words, [
    { type: 'text', spans: words.text('data.intro') },
    { type: 'rows', rows },
    ...(pages > 1 ? [part] : []),
    { type: 'buttons', buttons: [...(page + 1 < pages ? [more] : []), eraseButton(words), openButton(words)] },
  ])
}

export const eraseQuestion = (words: Words): Message =>
  inWindow(words, [
    { type: 'text', spans: words.text('data.erase-ask') },
    {
      type: 'buttons',
      buttons: [
        { label: words.label('data.erase-yes'), action: 'settings.erase-yes', style: 'danger' },
        { label: words.label('data.keep'), action: 'settings.open' },
      ],
    },
  ])

const inWindow = (words: Words, blocks: Message['blocks']): Message => ({
  summary: words.label('settings.summary'),
  subject: '',
  blocks,
})

const settingsRows = (words: Words, view: SettingsView): readonly Row[] =>
  view.joined ? joinedRows(words, view) : view.rows

const joinedRows = (words: Words, view: SettingsView): readonly Row[] => [
  {
    label: words.label('settings.hello'),
    spans:
      view.pausedUntil === undefined
        ? words.text('settings.on')
        : words.text('settings.paused', { until: { time: view.pausedUntil, style: 'date' } }),
  },
  ...view.rows,
  {
    label: words.label('settings.zone'),
    spans: view.zoneKnown ? [view.zone] : words.text('settings.zone-guessed', { zone: view.zone }),
  },
]

const joinedButtons = (words: Words, view: SettingsView): readonly Button[] => [
  view.pausedUntil === undefined
    ? { label: words.label('settings.pause'), action: 'settings.pause' }
    : resumeButton(words),
  { label: words.label('settings.zone'), action: 'settings.zone' },
  dataButton(words),
  { label: words.label('settings.leave'), action: 'members.leave' },
  supportButton(words),
]

const resumeButton = (words: Words): Button => ({ label: words.label('settings.resume'), action: 'settings.resume' })

const openButton = (words: Words): Button => ({ label: words.label('welcome.settings'), action: 'settings.open' })

const dataButton = (words: Words): Button => ({ label: words.label('settings.data'), action: 'settings.data' })

const eraseButton = (words: Words): Button => ({
  label: words.label('data.erase'),
  action: 'settings.erase',
  style: 'danger',
})
