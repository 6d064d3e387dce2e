import type { Words } from './catalog.ts'
import type { Block, Button, Form, Message, Span } from './message.ts'

type Person = Extract<Span, { mention: string }>

const settings = { command: 'settings' } as const

/** The one invitation. `admin` is whoever brought Reachout here, where that can be said. */
export const inviteMessage = (words: Words, to: { who: Person; admin?: string; workspace: string }): Message => {
  const { who, admin, workspace } = to
  const hello =
    admin === undefined
      ? words.text('welcome.invite-unsigned', { who, workspace })
      : words.text('welcome.invite', { who, admin, workspace })
  return {
    summary: words.label('welcome.summary'),
    blocks: [
      { type: 'text', spans: hello },
      { type: 'text', spans: words.text('welcome.promise') },
      { type: 'text', spans: words.text('welcome.limits'), small: true },
      {
        type: 'buttons',
        buttons: [
          joinButton(words),
          { label: words.label('welcome.show'), action: 'welcome.sample' },
          { label: words.label('welcome.decline'), action: 'welcome.decline' },
          { label: words.label('welcome.privacy'), action: 'welcome.privacy' },
        ],
      },
    ],
  }
}

/** `first` is when the first hello comes, epoch ms, once a day was chosen for it. */
export const joinedMessage = (words: Words, first: number | undefined): Message => ({
  summary: words.label('welcome.summary'),
  blocks: [
    {
      type: 'text',
      spans:
        first === undefined
          ? words.text('welcome.joined-undated')
          : words.text('welcome.joined', { when: { time: first, style: 'both' } }),
    },
    { type: 'buttons', buttons: [settingsButton(words)] },
  ],
})

/** What the invitation becomes after a no, and after leaving: the same for both. */
export const restMessage = (words: Words): Message => ({
  summary: words.label('welcome.summary'),
  blocks: [{ type: 'text', spans: words.text('welcome.rest', { settings }) }],
})

/** A picture of a check-in: text and rows, nothing that acts but Join. */
export const sampleMessage = (words: Words, who: Person, outside: boolean): Message => ({
  summary: words.label('welcome.summary'),
  subject: '',
  blocks: [
    { type: 'text', spans: words.text('welcome.sample') },
    {
      type: 'rows',
      rows: [
        { label: words.label('welcome.sample-asks'), spans: words.text('welcome.sample-ask', { who }) },
        { label: words.label('welcome.sample-taps'), spans: words.text('welcome.sample-tap') },
        { label: words.label('welcome.sample-then'), spans: words.text('welcome.sample-noted') },
      ],
    },
    ...joinRow(words, outside),
  ],
})

/** Who sees what. Constant words, readable in a minute. */
export const privacyMessage = (words: Words, outside: boolean): Message => ({
  summary: words.label('welcome.summary'),
  subject: '',
  blocks: [
    { type: 'text', spans: words.text('welcome.who-sees') },
    {
      type: 'rows',
      rows: [
        { label: words.label('welcome.who-you'), spans: words.text('welcome.what-you', { settings }) },
        { label: words.label('welcome.who-others'), spans: words.text('welcome.what-others') },
        { label: words.label('welcome.who-operator'), spans: words.text('welcome.what-operator') },
        { label: words.label('welcome.who-platform'), spans: words.text('welcome.what-platform') },
      ],
    },
    { type: 'text', spans: words.text('welcome.limits'), small: true },
    ...joinRow(words, outside),
  ],
})

/** `again`: this person had left before. */
export const leftMessage = (words: Words, again: boolean): Message => ({
  summary: words.label('welcome.summary'),
  subject: '',
  blocks: [
    { type: 'text', spans: words.text(again ? 'leave.already' : 'leave.done') },
    {
      type: 'buttons',
      buttons: [{ label: words.label('leave.erase'), action: 'members.erase', style: 'danger' }],
    },
  ],
})

export const erasedMessage = (words: Words): Message => ({
  summary: words.label('welcome.summary'),
  subject: '',
  blocks: [{ type: 'text', spans: words.text('leave.erased') }],
})

/** An admin's form: whom to invite. */
export const inviteForm = (words: Words): Form => ({
  name: 'members.invite',
  subject: '',
  title: words.label('invite.title'),
  blocks: [{ type: 'text', spans: words.text('invite.intro') }],
  fields: [{ name: 'people', label: words.label('invite.people'), required: true, type: 'people' }],
  submit: words.label('invite.submit'),
})

/** The same whatever those who were named did or do. */
export const invitedMessage = (words: Words): Message => ({
  summary: words.label('welcome.summary'),
  subject: '',
  blocks: [{ type: 'text', spans: words.text('invite.done') }],
})

export const joinButton = (words: Words): Button => ({
  label: words.label('welcome.join'),
  action: 'welcome.join',
  style: 'primary',
})

export const settingsButton = (words: Words): Button => ({
  label: words.label('welcome.settings'),
  action: 'settings.open',
})

const joinRow = (words: Words, outside: boolean): Block[] =>
  outside ? [{ type: 'buttons', buttons: [joinButton(words)] }] : []
