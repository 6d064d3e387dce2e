import type { Words } from './catalog.ts'
import type { Message, RowsBlock } from './message.ts'
import { supportButton } from './support.ts'
import { joinButton, settingsButton } from './welcome.ts'

/** The words after the command and what Reachout does; also the answer to any word it does not know. */
export const helpMessage = (words: Words, reader: { outside: boolean; admin: boolean }): Message => ({
  summary: words.label('help.summary'),
  subject: '',
  blocks: [
    { type: 'text', spans: words.text('help.intro') },
    { type: 'rows', rows: [...everyone(words), ...(reader.admin ? [adminRow(words)] : [])] },
    { type: 'text', spans: words.text('welcome.limits'), small: true },
    {
      type: 'buttons',
      buttons: [...(reader.outside ? [joinButton(words)] : []), settingsButton(words), supportButton(words)],
    },
  ],
})

/** One line about a command, for a platform's own list. */
export const aboutCommand = (words: Words, name: 'help' | 'settings' | 'pause' | 'stop'): string =>
  words.label(`help.about-${name}`)

type Row = RowsBlock['rows'][number]

const everyone = (words: Words): Row[] => [
  { label: words.label('help.ask-label'), spans: words.text('help.ask', to('')) },
  { label: words.label('help.thanks-label'), spans: words.text('help.thanks', to('thanks')) },
  { label: words.label('help.settings-label'), spans: words.text('help.settings', to('settings')) },
  { label: words.label('help.pause-label'), spans: words.text('help.pause', to('pause')) },
  { label: words.label('help.stop-label'), spans: words.text('help.stop', to('stop')) },
  { label: words.label('help.help-label'), spans: words.text('help.help', to('help')) },
]

const adminRow = (words: Words): Row => ({
  label: words.label('help.admin-label'),
  spans: words.text('help.admin', to('admin')),
})

const to = (command: string) => ({ command: { command } })
