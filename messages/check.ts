import { limits } from './limits.ts'
import type { Block, Button, Field, Form, Message, Span, Spans } from './message.ts'

/** What of a message some platform could not show, or must not. Empty when all is well. */
export function checkMessage(message: Message): string[] {
  const { summary, blocks } = message
  const buttons = blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []))
  return [
    ...within('summary', summary, limits.summary),
    ...(message.blocks[0]?.type === 'text' ? [] : ['the first block is not text']),
    ...blocks.flatMap(blockProblems),
    ...atMost('components', sum(blocks.map(components)), limits.blocks),
    ...atMost('rows of buttons', blocks.filter(({ type }) => type === 'buttons').length, limits.buttonRows),
    ...atMost('characters', sum(blocks.map(characters)), limits.message),
    ...twice(
      'button',
      buttons.filter(({ url }) => url === undefined).map(({ action, value = '' }) => `${action} ${value}`),
    ),
    ...twice(
      'label',
      buttons.map(({ label }) => label),
    ),
    ...atMost('emoji', emojiIn(messageText(message)), 1),
  ]
}

/** The same of a form. */
export function checkForm(form: Form): string[] {
  const { blocks = [], fields } = form
  return [
    ...within('title', form.title, limits.formTitle),
    ...within('submit', form.submit, limits.submit),
    ...blocks.flatMap(blockProblems),
    ...blocks.filter(({ type }) => type === 'buttons').map(() => 'a form holds no buttons'),
    ...(fields.length === 0 ? ['has no field'] : []),
    ...atMost('fields, its text counted as one,', fields.length + (blocks.length > 0 ? 1 : 0), limits.fields),
    ...twice(
      'field',
      fields.map(({ name }) => name),
    ),
    ...fields.flatMap(fieldProblems),
  ]
}

/** The characters of spans where they are longest: a command and a mention are written as ids on some platforms. */
export function spansLength(spans: Spans): number {
  return sum(spans.map(spanLength))
}

/** How many emoji a text shows: one of several parts counts once. */
export function emojiIn(text: string): number {
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)
  return [...graphemes].filter(({ segment }) => /\p{Emoji_Presentation}|\p{Extended_Pictographic}/u.test(segment))
    .length
}

/** `</reachout settings:1234567890123456789>` and `<t:1772442000:f>` are the longest spellings. */
const commandLength = 45
const timeLength = 40
const mentionLength = 32

function spanLength(span: Span): number {
  if (typeof span === 'string') return span.length
  if ('bold' in span) return span.bold.length + 4
  if ('mention' in span) return Math.max(span.name.length, mentionLength)
  if ('link' in span) return span.link.length + span.text.length + 4
  return 'time' in span ? timeLength : commandLength
}

function blockProblems(block: Block): string[] {
  switch (block.type) {
    case 'text':
      return sized('text', spansLength(block.spans), limits.text)
    case 'buttons':
      return [
        ...sized('buttons', block.buttons.length, limits.buttonsInBlock),
        ...block.buttons.flatMap(buttonProblems),
      ]
    case 'rows':
      return [
        ...sized('rows', block.rows.length, limits.rows),
        ...block.rows.flatMap(({ label, spans }) => [
          ...within('row label', label, limits.rowLabel),
          ...sized(`row “${label}”`, spansLength(spans), limits.rowText),
        ]),
      ]
    case 'divider':
      return []
  }
}

function buttonProblems({ label, action, value, url }: Button): string[] {
  const name = `button “${label}”`
  return [
    ...within('button label', label, limits.buttonLabel),
    ...(/^[a-z][a-z-]*(\.[a-z][a-z-]*)+$/.test(action) ? [] : [`${name}: action ${action} is not feature.verb`]),
    ...within(`${name}: action`, action, limits.buttonAction),
    ...(value === undefined ? [] : within(`${name}: value`, value, limits.buttonValue)),
    ...(url === undefined ? [] : within(`${name}: url`, url, limits.buttonUrl)),
  ]
}

function fieldProblems(field: Field): string[] {
  const { name, label, hint, type, options } = field
  const chosen = type === 'choice' || type === 'choices'
  return [
    ...within(`field ${name}: label`, label, limits.fieldLabel),
    ...(hint === undefined ? [] : within(`field ${name}: hint`, hint, limits.fieldHint)),
    ...atMost(`field ${name}: characters`, field.maxLength ?? 0, limits.fieldValue),
    ...(chosen === (options !== undefined)
      ? []
      : [`field ${name}: options belong to choices alone, and they need them`]),
    ...(options && chosen ? optionProblems(field, options) : []),
  ]
}

function optionProblems({ name, type, value }: Field, options: readonly { value: string; label: string }[]): string[] {
  const values = options.map((option) => option.value)
  const chosen = typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly string[]) : []
  return [
    ...sized(`field ${name}: options`, options.length, type === 'choices' ? limits.choices : limits.options),
    ...options.flatMap((option) => [
      ...within(`field ${name}: option`, option.label, limits.optionLabel),
      ...within(`field ${name}: option value`, option.value, limits.optionValue),
    ]),
    ...twice(`field ${name}: option`, values),
    ...chosen.filter((one) => one !== '' && !values.includes(one)).map(() => `field ${name}: its value is no option`),
  ]
}

function components(block: Block): number {
  return block.type === 'buttons' ? 1 + block.buttons.length : 1
}

function characters(block: Block): number {
  if (block.type === 'text') return spansLength(block.spans)
  return block.type === 'rows' ? sum(block.rows.map((row) => row.label.length + spansLength(row.spans) + 2)) : 0
}

function messageText({ blocks }: Message): string {
  const spans = blocks.flatMap((block) =>
    block.type === 'text' ? block.spans : block.type === 'rows' ? block.rows.flatMap((row) => row.spans) : [],
  )
  return spans.map((span) => (typeof span === 'string' ? span : 'bold' in span ? span.bold : '')).join('')
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

const within = (what: string, text: string, limit: number) => sized(what, text.length, limit)

function sized(what: string, size: number, limit: number): string[] {
  return size === 0 ? [`${what}: is empty`] : atMost(what, size, limit)
}

function atMost(what: string, size: number, limit: number): string[] {
  return size > limit ? [`${what}: ${size}, at most ${limit}`] : []
}

function twice(what: string, names: readonly string[]): string[] {
  return names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${what} twice: ${name}`)
}
