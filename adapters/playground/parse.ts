import type { Field, Form } from '../../messages/message.ts'
import type { Command, Values } from '../../src/engine/index.ts'
import { Refusal } from './world.ts'

type Spoken = { readonly name: string; readonly values: Values }
type Who = { readonly id: string; readonly name: string }

const prefix = /^\s*\/reachout(?=\s|$)/i

export function isCommand(text: string): boolean {
  return prefix.test(text)
}

/**
 * A word alone after `/reachout` is the command of that name or spelling, and so is the first of several where the
 * command takes words; anything else is `reachout` itself. Words come as `text`, the first person mentioned as
 * `teammate`. What does not start with `/reachout` asks for help.
 */
export function parseCommand(
  text: string,
  commands: Readonly<Record<string, Command>>,
  people: readonly Who[],
): Spoken {
  if (!isCommand(text)) return { name: 'help', values: {} }
  const words = text.replace(prefix, '').trim()
  const name = commandOf(words, commands)
  if (name !== undefined) return { name, values: {} }
  const [first = ''] = words.split(/\s/, 1)
  const taker = commandOf(first.replace(/[,:!]$/, ''), commands)
  if (taker === undefined || !commands[taker]?.takesWords)
    return { name: 'reachout', values: mentioning(words, people) }
  return { name: taker, values: mentioning(words.slice(first.length).trim(), people) }
}

/** What was filled in, of the fields this form has. Length and meaning are for the feature to judge. @throws Refusal `bad-field` */
export function parseValues(form: Form, sent: Readonly<Record<string, unknown>>): Values {
  const fields = new Map(form.fields.map((field) => [field.name, field]))
  const values: Record<string, string | readonly string[] | boolean> = {}
  for (const [name, value] of Object.entries(sent)) {
    const field = fields.get(name)
    if (!field) throw new Refusal('bad-field', 'values: this form has no such field.')
    values[name] = shaped(field, value)
  }
  return values
}

function commandOf(typed: string, commands: Readonly<Record<string, Command>>): string | undefined {
  const word = typed.toLowerCase()
  const named = Object.entries(commands).find(([name, { words }]) => name === word || words?.includes(word))
  return named?.[0]
}

function mentioning(words: string, people: readonly Who[]): Values {
  for (const [typed, name = ''] of words.matchAll(/(?<![\p{L}\p{N}_])@([\p{L}\p{N}_-]+)/gu)) {
    const person = people.find((one) => isCalled(one, name.toLowerCase()))
    // a name at the start is whom it is for; further on it belongs to the sentence
    if (person) return { text: words.startsWith(typed) ? words.slice(typed.length).trim() : words, teammate: person.id }
  }
  return { text: words }
}

function isCalled({ id, name }: Who, word: string): boolean {
  return id === word || name.toLowerCase() === word
}

function shaped({ name, type }: Field, value: unknown): string | readonly string[] | boolean {
  if (type === 'toggle') {
    if (typeof value === 'boolean') return value
    throw new Refusal('bad-field', `values.${name}: true or false.`)
  }
  if (type === 'choices' || type === 'people') {
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value
    throw new Refusal('bad-field', `values.${name}: an array of strings.`)
  }
  if (typeof value === 'string') return value
  throw new Refusal('bad-field', `values.${name}: a string.`)
}
