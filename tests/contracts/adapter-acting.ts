import { expect } from 'vitest'
import type { Form, Message } from '../../messages/message.ts'
import type { Case } from './adapter.ts'
import { outgoing } from './adapter.ts'
import type { Harness } from './adapter-harness.ts'

const { signal } = new AbortController()

const form: Form = {
  name: 'toy.form',
  subject: 'subject-2',
  title: 'A note to yourself',
  fields: [{ name: 'note', label: 'Note', required: false, type: 'text' }],
  submit: 'Save',
}

/** What a person does, and what they are shown for it. */
export function actingContract(holds: Case): void {
  holds('hears a button once, with the delivery it stood on and who pressed it', async (h) => {
    await pressSent(h)
    expect(h.heard).toEqual([
      expect.objectContaining({ kind: 'action', name: 'toy.tap', value: '1', delivery: 'd1', workspace: h.workspace }),
    ])
    expect(h.heard[0]?.by.address).toEqual(h.person)
  })

  holds('shows an answer to the one who acted, and leaves no message of it', async (h) => {
    h.answerWith(async () => ({ say: saying('Only you see this.') }))
    const shown = await pressSent(h)
    expect(shown.private?.text).toContain('Only you see this.')
    expect(await h.inbox()).toHaveLength(1)
    expect(await h.inbox(h.other)).toEqual([])
  })

  holds('shows the tapped message as the answer has it', async (h) => {
    h.answerWith(async () => ({ update: saying('Noted. Thank you.') }))
    await pressSent(h)
    const seen = await h.inbox()
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({ text: expect.stringContaining('Noted. Thank you.'), buttons: [] })
  })

  holds('hears a button of a private window with the subject of that window', async (h) => {
    h.answerWith(async (heard) =>
      heard.kind === 'action' && heard.delivery ? { say: outgoing(h, '', 'More').message } : {},
    )
    const { private: window } = await pressSent(h)
    await h.press(window?.id ?? '', { action: 'toy.tap', value: '1' })
    const last = h.heard.at(-1)
    expect(last).toMatchObject({ kind: 'action', name: 'toy.tap', value: '1', subject: 'subject-1' })
    expect(last).not.toHaveProperty('delivery')
  })

  holds('opens a form, shows what is wrong with it, and hears what was filled in', async (h) => {
    h.answerWith(async () => ({ form }))
    const { form: opened } = await pressSent(h)
    expect(opened?.fields).toEqual(['note'])
    h.answerWith(async () => ({ errors: { note: 'Write a word or two.' } }))
    expect((await h.submit(opened?.id ?? '', { note: '' })).errors).toEqual({ note: 'Write a word or two.' })
    h.answerWith(async () => ({ say: saying('Saved.') }))
    expect((await h.submit(opened?.id ?? '', { note: 'a < b & c' })).private?.text).toContain('Saved.')
    expect(h.heard.at(-1)).toMatchObject({
      kind: 'form',
      name: 'toy.form',
      subject: 'subject-2',
      values: { note: 'a < b & c' },
    })
  })

  holds('hears what is typed to it as it was typed, each time under an id of its own', async (h) => {
    for (const text of ['<b> & `x` 😀', '<b> & `x` 😀']) await h.type(text)
    expect(h.heard.map((heard) => (heard.kind === 'text' ? heard.text : ''))).toEqual(['<b> & `x` 😀', '<b> & `x` 😀'])
    expect(new Set(h.heard.map(({ id }) => id)).size).toBe(2)
  })

  holds('acknowledges a press before a slow answer is there', async (h) => {
    let answer = () => {}
    h.answerWith(
      () =>
        new Promise((resolve) => {
          answer = () => resolve({ say: saying('Late.') })
        }),
    )
    const shown = await pressSent(h)
    expect(shown.private).toBeUndefined()
    answer()
  })

  holds('waits, when it stops, for what is being handled', async (h) => {
    await h.adapter.send(outgoing(h, 'd1', 'hello'), signal)
    const begun = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<void>()
    const order: string[] = []
    h.answerWith(async () => {
      begun.resolve()
      await answer.promise
      order.push('answered')
      return {}
    })
    const pressed = h.press((await h.inbox())[0]?.id ?? '', { action: 'toy.tap', value: '1' })
    await begun.promise
    const stopped = h.adapter.stop().then(() => order.push('stopped'))
    answer.resolve()
    await Promise.all([stopped, pressed])
    expect(order).toEqual(['answered', 'stopped'])
  })
}

async function pressSent(h: Harness) {
  await h.adapter.send(outgoing(h, 'd1', 'How is this week?'), signal)
  const [seen] = await h.inbox()
  return h.press(seen?.id ?? '', { action: 'toy.tap', value: '1' })
}

function saying(text: string): Message {
  return { summary: 'A note', blocks: [{ type: 'text', spans: [text] }] }
}
