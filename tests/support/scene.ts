/**
 * A world for the page alone: everything a message, a private window and a form can hold, hostile text in each, and
 * the one act after which it fails. What the real program does is seen in browser.test.ts.
 */
import type {
  AnswerJson,
  DeliveryJson,
  FormJson,
  LineJson,
  MemberJson,
  MessageJson,
} from '../../adapters/playground/types.ts'
import { Refusal, type World } from '../../adapters/playground/world.ts'

export const hostile = '<img src=x onerror=alert(1)> <!channel> @everyone `x` \u202Eabc'

const at = '2026-03-02T09:00:00.000Z'

const person = (id: string, name: string, timeZone: string, more: Partial<MemberJson> = {}): MemberJson => ({
  ...{ id, name, timeZone, locale: 'en', admin: false, standing: 'joined', unread: 0 },
  ...more,
})

const members: readonly MemberJson[] = [
  person('ada', 'Ada', 'Europe/Berlin', { unread: 1 }),
  person('ben', 'Ben', 'America/New_York', { unread: 2 }),
  person('cleo', 'Cleo', 'Asia/Kolkata'),
  person('dana', 'Dana', 'Europe/London', { admin: true }),
  person('eli', 'Eli', 'America/Sao_Paulo'),
  person('fay', 'Fay', 'Australia/Sydney', { pausedUntil: '2026-03-16T00:00:00.000Z' }),
  person('gus', 'Gus', 'America/Los_Angeles'),
  person('hana', 'Hana', 'Asia/Tokyo', { standing: 'invited' }),
  person('zed', hostile, 'Etc/UTC', { standing: 'known' }),
]

const checkIn = (): MessageJson => ({
  id: 'm1',
  at,
  summary: 'Your check-in from Reachout',
  blocks: [
    {
      type: 'text',
      spans: [
        'Hi ',
        { mention: 'ada', name: 'Ada' },
        ', how is this week treating you? ',
        { bold: 'Only you' },
        ' see what you tap.',
      ],
    },
    {
      type: 'buttons',
      buttons: ['Going well', 'All right', 'Hard going', 'Rough'].map((label) => ({
        label,
        action: 'check-in.answer',
        value: label,
      })),
    },
    {
      type: 'buttons',
      buttons: [
        { label: 'Support options', action: 'support.show' },
        { label: 'More', action: 'check-in.more' },
      ],
    },
  ],
})

const noted = (message: MessageJson): MessageJson => ({
  ...message,
  edited: at,
  blocks: [
    { type: 'text', spans: ['Noted. Thank you.'] },
    { type: 'buttons', buttons: [{ label: 'Change', action: 'check-in.change' }] },
  ],
})

const everything = (): MessageJson => ({
  id: 'm2',
  at: '2026-03-02T09:05:00.000Z',
  summary: 'Everything',
  blocks: [
    { type: 'text', spans: [hostile, { bold: hostile }, { link: 'javascript:alert(1)', text: hostile }] },
    { type: 'divider' },
    {
      type: 'rows',
      rows: [
        { label: 'When', spans: [{ time: '2026-03-05T17:30:00.000Z', style: 'both' }] },
        { label: 'Where', spans: [{ link: 'https://example.com/', text: 'A page' }, ' or ', { command: 'settings' }] },
      ],
    },
    { type: 'text', small: true, spans: ['Small print,\non two lines.'] },
    {
      type: 'buttons',
      buttons: [
        { label: 'Fill in', action: 'form.open', style: 'primary' },
        { label: 'Leave', action: 'members.leave', style: 'danger' },
        { label: 'Read more', action: 'none', url: 'https://example.com/more' },
      ],
    },
  ],
})

const options = ['one', 'two', 'three'].map((value) => ({ value, label: `Option ${value}` }))

const form = (half: 'first' | 'second'): FormJson => ({
  id: half,
  name: `scene.${half}`,
  title: half === 'first' ? 'Five fields' : 'Five more',
  blocks: [{ type: 'text', small: true, spans: ['What you write here stays ', { bold: 'yours' }, '.'] }],
  fields:
    half === 'first'
      ? [
          { name: 'line', label: 'A line', hint: 'At most 20 characters', required: true, type: 'line', maxLength: 20 },
          { name: 'note', label: 'A note', required: false, type: 'text', value: hostile },
          { name: 'choice', label: 'Choose one', required: true, type: 'choice', options, value: 'two' },
          { name: 'choices', label: 'Choose any', required: false, type: 'choices', options, value: ['one', 'three'] },
          { name: 'toggle', label: 'Tell me by message', required: false, type: 'toggle', value: true },
        ]
      : [
          { name: 'person', label: 'A person', required: false, type: 'person' },
          { name: 'people', label: 'Some people', required: false, type: 'people', value: ['ben'] },
          { name: 'date', label: 'A date', required: false, type: 'date', value: '2026-03-02' },
          { name: 'time', label: 'A time', required: false, type: 'time', value: '10:00' },
          { name: 'zone', label: 'A time zone', required: true, type: 'zone', value: 'Europe/Berlin' },
        ],
  submit: 'Save',
})

/** Five fields of which each has its own way to be filled, and words as long as they get. */
const asking: FormJson = {
  id: 'asking',
  name: 'scene.asking',
  title: 'What would help?',
  blocks: [{ type: 'text', small: true, spans: ['Nothing leaves before you press ', { bold: 'Send' }, '.'] }],
  fields: [
    { name: 'text', label: 'What would help', required: true, type: 'text', maxLength: 500 },
    { name: 'teammate', label: 'Teammate', hint: 'Empty: someone is found.', required: false, type: 'person' },
    {
      ...{ name: 'kind', label: 'What kind of help', required: true, type: 'choice', value: 'connect' },
      options: [
        { value: 'fresh-eyes', label: 'Someone to look at it with me' },
        { value: 'connect', label: 'Someone new to talk to' },
      ],
    },
    {
      ...{ name: 'minutes', label: 'About how long', required: true, type: 'choice', value: '15' },
      options: ['5', '15', '30'].map((value) => ({ value, label: `${value} minutes` })),
    },
    { name: 'widen', label: 'If they can’t, find someone else', required: false, type: 'toggle', value: true },
  ],
  submit: 'Send',
}

const actionOf: Readonly<Record<string, string>> = { 'Noted is enough': 'close', 'A hand with work': 'form.ask' }

/** A row of buttons for each list of labels. */
const card = (text: string, ...rows: string[][]): MessageJson => ({
  id: `p-${text.length}`,
  at,
  summary: text,
  blocks: [
    { type: 'text', spans: [text] },
    ...rows.map((labels) => ({
      type: 'buttons' as const,
      buttons: labels.map((label) => ({ label, action: actionOf[label] ?? 'support.show' })),
    })),
  ],
})

const ledger: readonly DeliveryJson[] = [
  {
    id: 'd1',
    to: 'ada',
    kind: 'check-in.ask',
    because: 'schedule',
    dueAt: at,
    status: 'sent',
    sentAt: at,
    message: 'm1',
  },
  { id: 'd2', to: 'ada', kind: 'round.open', because: 'schedule', dueAt: at, status: 'skipped', reason: 'budget' },
  {
    id: 'd3',
    to: 'ada',
    kind: 'check-in.ask',
    because: 'schedule',
    dueAt: '2026-03-09T09:00:00.000Z',
    status: 'planned',
  },
]

export type Scene = World & {
  /** Every set of values that was sent by a form, as it came. */
  readonly sent: Readonly<Record<string, unknown>>[]
  /** Writes as Ben to Ada. */
  hello(text: string): void
  /** The next act fails as a program does that is not well. */
  breakNext(): void
}

/** `full` adds a message that holds every block and span. */
export const createScene = ({ full = false } = {}): Scene => {
  const listeners = new Set<() => void>()
  const sent: Readonly<Record<string, unknown>>[] = []
  let now = at
  let broken = false
  let lines: readonly LineJson[] = []
  let seen = 0
  let messages = [checkIn(), ...(full ? [everything()] : [])]
  const changed = <T>(answer: T): T => {
    if (broken) {
      broken = false
      throw new Refusal('bad-field', 'The scene was told to fail.')
    }
    for (const listener of listeners) listener()
    return answer
  }
  const overview = async () => ({ now, members })
  return {
    sent,
    breakNext: () => {
      broken = true
    },
    hello: (text) => {
      lines = [...lines, { at: now, by: 'ben', text }]
    },
    cast: () => members,
    conversations: async (id) =>
      lines.length > 0 && id === 'ada' ? [{ with: 'ben', unread: lines.length - seen }] : [],
    lines: async () => ({ lines }),
    say: async (by, _, text) => {
      lines = [...lines, { at: now, by, text }]
      seen = lines.length
      return changed({ lines })
    },
    see: async () => {
      seen = lines.length
      return changed({ lines })
    },
    commands: () => ['', 'help', 'settings', 'pause', 'stop', 'admin'],
    overview,
    messages: async (id) => (id === 'ada' ? messages : []),
    ledger: async (id) => ledger.filter((row) => row.to === id),
    command: async (_, text) => changed({ private: card(`You wrote ${text}`, ['Support options']) }),
    text: async (_, text) => changed({ private: card(`Nobody reads this chat: ${text}`, ['Support options']) }),
    action: async (_, pressed) => {
      if (pressed.action === 'check-in.answer')
        messages = messages.map((each) => (each.id === 'm1' ? noted(each) : each))
      return changed(answers[pressed.action]?.(messages[0]) ?? {})
    },
    form: async (_, { form: id, values }) => {
      sent.push(values)
      if (id === 'first' && values.line === '')
        return { errors: { line: 'Please write a line of at most 20 characters.' } }
      return changed(id === 'first' ? { form: form('second') } : { private: card('Saved.', ['Noted is enough']) })
    },
    clock: async () => {
      now = '2026-03-09T09:00:00.000Z'
      messages = [...messages, { ...checkIn(), id: 'm3', at: now }]
      const row = { at: now, delivery: 'd3', member: 'ada', kind: 'check-in.ask', status: 'sent', because: 'schedule' }
      return changed({ now, happened: [row, { ...row, member: 'ben' }] })
    },
    trouble: overview,
    reset: async () => {
      now = at
      messages = [checkIn()]
      return changed(await overview())
    },
    ready: async () => ({ ready: true }),
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

const answers: Readonly<Record<string, (message: MessageJson | undefined) => AnswerJson>> = {
  'check-in.answer': (message) => ({
    ...(message && { message }),
    private: card(
      'Thank you for saying so. Nothing has been sent to anyone.',
      ['Someone to listen', 'A hand with work'],
      ['Noted is enough', 'Support options'],
    ),
  }),
  'support.show': () => ({ private: card('People you can turn to.', ['Noted is enough']) }),
  'form.open': () => ({ form: form('first') }),
  'form.ask': () => ({ form: asking }),
}
