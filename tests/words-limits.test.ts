import { describe, expect, it } from 'vitest'
import { checkForm, checkMessage } from '../messages/check.ts'
import { limits } from '../messages/limits.ts'
import type { Button, Field, Form, Message } from '../messages/message.ts'

const fine: Message = {
  summary: 'A note',
  blocks: [
    { type: 'text', spans: ['Hi ', { mention: 'U1', name: 'Ada' }] },
    { type: 'buttons', buttons: [{ label: 'Yes', action: 'check-in.tap', value: 'yes' }] },
  ],
}
const said = (spans: Message['blocks'][0]['spans']): Message => ({ ...fine, blocks: [{ type: 'text', spans }] })
const buttons = (...all: Button[]): Message => ({
  ...fine,
  blocks: [fine.blocks[0], { type: 'buttons', buttons: all }],
})
const button: Button = { label: 'Yes', action: 'check-in.tap' }
const long = (size: number) => 'x'.repeat(size)

describe('a message', () => {
  it('passes when every platform can show it', () => {
    expect(checkMessage(fine)).toEqual([])
  })

  it.each<[string, Message, string]>([
    ['an empty summary', { ...fine, summary: '' }, 'summary: is empty'],
    ['a long summary', { ...fine, summary: long(limits.summary + 1) }, 'summary: 151, at most 150'],
    ['an empty text', said([]), 'text: is empty'],
    ['a long text', said([long(limits.text - 31), { mention: 'U1', name: 'Ada' }]), 'text: 2001, at most 2000'],
    ['a long label', buttons({ ...button, label: long(76) }), 'button label: 76, at most 75'],
    ['an action that is none', buttons({ ...button, action: 'tap' }), 'is not feature.verb'],
    ['a long value', buttons({ ...button, value: long(31) }), 'value: 31, at most 30'],
    ['a long address', buttons({ ...button, url: long(513) }), 'url: 513, at most 512'],
    ['no buttons in a row', buttons(), 'buttons: is empty'],
    ['one button twice', buttons(button, { ...button, label: 'No' }), 'button twice: check-in.tap'],
    ['one label twice', buttons(button, { ...button, value: 'no' }), 'label twice: Yes'],
    ['two emoji', said(['👋 ', { bold: '🎉' }]), 'emoji: 2, at most 1'],
    [
      'six buttons in a row',
      buttons(...Array.from({ length: 6 }, (_, at) => ({ ...button, label: `${at}`, value: `${at}` }))),
      'buttons: 6, at most 5',
    ],
    [
      'eleven rows',
      { ...fine, blocks: [fine.blocks[0], { type: 'rows', rows: Array(11).fill({ label: 'a', spans: ['b'] }) }] },
      'rows: 11, at most 10',
    ],
    ['many blocks', { ...fine, blocks: [fine.blocks[0], ...Array(40).fill({ type: 'divider' })] }, 'components: 41'],
  ])('is refused with %s', (_, message, problem) => {
    expect(checkMessage(message).join('\n')).toContain(problem)
  })
})

const field: Field = { name: 'note', label: 'A note', required: false, type: 'text' }
const choice: Field = { ...field, name: 'tap', type: 'choice', options: [{ value: 'a', label: 'A' }] }
const form = (...fields: [Field, ...Field[]]): Form => ({
  name: 'a.b',
  subject: 's',
  title: 'Hi',
  fields,
  submit: 'Save',
})
const many = (count: number): Field[] => Array.from({ length: count }, (_, at) => ({ ...field, name: `f${at}` }))

describe('a form', () => {
  it('passes when every platform can show it', () => {
    expect(checkForm(form(field, { ...choice, value: 'a' }))).toEqual([])
  })

  it.each<[string, Form, string]>([
    ['a long title', { ...form(field), title: long(25) }, 'title: 25, at most 24'],
    ['no word to send it with', { ...form(field), submit: '' }, 'submit: is empty'],
    ['six fields', form(field, ...many(5)), '6, at most 5'],
    ['five fields and text', { ...form(field, ...many(4)), blocks: [fine.blocks[0]] }, '6, at most 5'],
    ['buttons', { ...form(field), blocks: [{ type: 'buttons', buttons: [button] }] }, 'a form holds no buttons'],
    ['two fields of one name', form(field, field), 'field twice: note'],
    ['a long label', form({ ...field, label: long(46) }), 'label: 46, at most 45'],
    ['a long hint', form({ ...field, hint: long(101) }), 'hint: 101, at most 100'],
    ['a field that takes too much', form({ ...field, maxLength: 3001 }), '3001, at most 3000'],
    ['a choice without options', form({ ...field, type: 'choice' }), 'options belong to choices'],
    ['options on a line', form({ ...field, options: [] }), 'options belong to choices'],
    ['a value that is no option', form({ ...choice, value: 'b' }), 'its value is no option'],
    ['values that are no options', form({ ...choice, type: 'choices', value: ['a', 'b'] }), 'its value is no option'],
    ['a long option', form({ ...choice, options: [{ value: 'a', label: long(76) }] }), 'option: 76, at most 75'],
    [
      'eleven boxes to tick',
      form({
        ...choice,
        type: 'choices',
        options: Array.from({ length: 11 }, (_, at) => ({ value: `${at}`, label: 'A' })),
      }),
      'options: 11, at most 10',
    ],
  ])('is refused with %s', (_, bad, problem) => {
    expect(checkForm(bad).join('\n')).toContain(problem)
  })
})
