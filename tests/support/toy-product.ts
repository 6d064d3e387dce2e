import type { Form, Message } from '../../messages/message.ts'
import type { Command, Heard, Reply } from '../../src/engine/index.ts'
import { hello, saying, type Toy } from './toy-lab.ts'

export const toyCommands: Record<string, Command> = {
  help: { about: 'What I can do' },
  stop: { about: 'Leave', words: ['quit', 'unsubscribe'], alone: true },
  thanks: { about: 'Say thank you', takesWords: true },
}

export const stale = 'This button is from an earlier message.'

export const everyField: Form = {
  name: 'toy.form',
  subject: 'subject-2',
  title: 'All about it',
  blocks: [{ type: 'text', spans: ['Only you see this.'] }],
  fields: [
    { name: 'note', label: 'Note', required: false, type: 'text', maxLength: 100, hint: 'A few words' },
    { name: 'kind', label: 'Kind', required: true, type: 'choice', value: 'a', options: [{ value: 'a', label: 'A' }] },
    { name: 'who', label: 'Who', required: false, type: 'people' },
    { name: 'on', label: 'On', required: false, type: 'toggle', value: true },
    { name: 'day', label: 'Day', required: false, type: 'date' },
  ],
  submit: 'Save',
}

const windowButtons = [
  { label: 'Form', action: 'toy.form', value: '1' },
  { label: 'Done', action: 'toy.done' },
]

/** Answers as an honest engine does: a button counts only where it stands. */
export function answerOf(toy: () => Toy): (heard: Heard) => Promise<Reply> {
  return async (heard) => {
    switch (heard.kind) {
      case 'command':
        return { say: saying(`command ${heard.name} ${JSON.stringify(heard.values)}`) }
      case 'text':
        return heard.text === 'window' ? { say: hello('A window', windowButtons) } : {}
      case 'form':
        return heard.values.note === '' ? { errors: { note: 'Write a word or two.' } } : { say: saying('Saved.') }
      case 'action':
        return heard.delivery === undefined ? inWindow(heard) : onMessage(toy(), heard, heard.delivery)
      default:
        return {}
    }
  }
}

type Action = Extract<Heard, { kind: 'action' }>

function inWindow({ name }: Action): Reply {
  return name === 'toy.form' ? { form: everyField } : { update: saying('Done here.') }
}

function onMessage(toy: Toy, heard: Action, delivery: string): Reply {
  const row = toy.rows().find(({ id }) => id === delivery)
  const stands = row && row.to === heard.by.address.id && carries(row.message, heard)
  return stands ? { update: noted, say: saying('Only you see this.') } : { say: saying(stale) }
}

const noted: Message = hello('Noted. Thank you.', [{ label: 'Change', action: 'toy.tap', value: 'well' }])

function carries(message: Message, { name, value }: Action): boolean {
  return message.blocks.some(
    (block) => block.type === 'buttons' && block.buttons.some((one) => one.action === name && one.value === value),
  )
}
