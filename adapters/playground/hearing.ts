import { createHash } from 'node:crypto'
import type { Command, Heard, Id, Reply } from '../../src/engine/index.ts'
import { toPerson, workspace } from './address.ts'
import type { Conversations, Posted } from './conversation.ts'
import type { CastMember, Lab } from './lab.ts'
import { isCommand, parseCommand, parseValues } from './parse.ts'
import { renderForm, renderMessage } from './render.ts'
import { settle } from './settle.ts'
import type { AnswerJson, MessageJson } from './types.ts'
import type { Windows } from './windows.ts'
import type { Pressed, Readiness, SentForm } from './world.ts'

type Parts = {
  readonly lab: Pick<Lab, 'cast' | 'now' | 'settle'>
  readonly engine: Ear
  readonly conversations: () => Conversations
  readonly windows: Windows
  readonly nextNumber: (person: Id) => Promise<number>
  readonly ready: () => Promise<Readiness>
}

/** What of the host a person's acts go through. */
export type Ear = {
  handle(heard: Heard): Promise<Reply>
  commands(): Readonly<Record<string, Command>>
}

type Said = Bare<Heard>
type Bare<H> = H extends Heard ? Omit<H, 'id' | 'workspace' | 'by'> : never
/** What it was done on: a message of the conversation, a private window, an open form. */
type On = { readonly posted?: Posted; readonly window?: Id; readonly form?: Id }

export type Hearing = ReturnType<typeof createHearing>

/** A delivery that never was: the engine answers it as it answers every button that no longer stands. */
const noDelivery = 'none'

/** What a person does here, told to the engine, and what they are shown for it. */
export function createHearing(parts: Parts) {
  const { lab, engine, windows } = parts
  const command = (by: CastMember, text: string) =>
    hear(parts, by, { kind: 'command', ...parseCommand(text, engine.commands(), lab.cast()) })
  return {
    command,
    text: (by: CastMember, text: string) =>
      isCommand(text) ? command(by, text) : hear(parts, by, { kind: 'text', text }),
    action: (by: CastMember, pressed: Pressed) => act(parts, by, pressed),
    async form(by: CastMember, { form: id, values }: SentForm): Promise<AnswerJson> {
      const form = windows.opened(by.id, id)
      if (!form) return hear(parts, by, stale('form'))
      const { name, subject } = form
      return hear(parts, by, { kind: 'form', name, subject, values: parseValues(form, values) }, { form: id })
    },
  }
}

async function act(parts: Parts, by: CastMember, { message: id, action: name, value }: Pressed): Promise<AnswerJson> {
  const pressed = { kind: 'action', name, ...(value === undefined ? {} : { value }) } as const
  const posted = (await parts.conversations().read(by.id)).posted.find((one) => one.id === id)
  if (posted) {
    const { delivery, message } = posted
    return hear(parts, by, { ...pressed, subject: message.subject ?? '', delivery }, { posted })
  }
  const shown = parts.windows.shown(by.id, id)?.message
  const stands = shown?.blocks
    .flatMap((block) => (block.type === 'buttons' ? block.buttons : []))
    .some((button) => button.action === name && button.value === value && button.url === undefined)
  if (!shown || !stands) return hear(parts, by, stale(name))
  return hear(parts, by, { ...pressed, subject: shown.subject ?? '' }, { window: id })
}

function stale(name: string): Said {
  return { kind: 'action', name, subject: '', delivery: noDelivery }
}

async function hear(parts: Parts, by: CastMember, said: Said, on: On = {}): Promise<AnswerJson> {
  const { lab, windows } = parts
  const number = await parts.nextNumber(by.id)
  // what cannot be written now is not worth refusing the person for
  await parts
    .conversations()
    .see(by.id)
    .catch(() => undefined)
  const reply = await parts.engine.handle({ id: heardId(by.id, number), workspace, by: toPerson(by), ...said })
  if (on.form !== undefined && !reply.errors && (await parts.ready()).ready) windows.close(by.id, on.form)
  if (reply.update && on.posted) {
    await parts
      .conversations()
      .edit(by.id, on.posted.id, reply.update, lab.now())
      .catch(() => undefined)
  }
  const opened = open(parts, by.id, number, reply, on)
  await settle(parts)
  const message = on.posted && (await edited(parts, by.id, on.posted, reply))
  return { ...(message ? { message } : {}), ...opened, ...(reply.errors ? { errors: reply.errors } : {}) }
}

/** Says nothing of who was heard: such ids are kept for a week. */
const heardId = (person: string, number: number): Id =>
  createHash('sha256').update(`${person} ${number}`).digest('hex').slice(0, 24)

/**
 * What opens in front of the person: a form, or a private window, new or the tapped one as it reads now. Its id is
 * nobody else's: each person counts from 1.
 */
function open({ lab, windows }: Parts, person: string, number: number, reply: Reply, on: On): AnswerJson {
  const at = lab.now()
  const changed = on.window !== undefined && reply.update ? rewrite(windows, person, on.window, reply.update, at) : {}
  if (reply.form) {
    const id = `f-${person}-${number}`
    windows.open(person, id, reply.form)
    return { form: renderForm(reply.form, id) }
  }
  if (!reply.say) return changed
  const id = `p-${person}-${number}`
  windows.show(person, id, { message: reply.say, at })
  return { private: renderMessage(reply.say, { id, at }) }
}

function rewrite(windows: Windows, person: string, id: Id, message: NonNullable<Reply['update']>, edited: number) {
  const at = windows.shown(person, id)?.at ?? edited
  windows.show(person, id, { message, at, edited })
  return { private: renderMessage(message, { id, at, edited }) }
}

/** The tapped message as it stands, if this changed it: by the answer itself, or by an edit that it caused. */
async function edited(parts: Parts, person: string, before: Posted, reply: Reply): Promise<MessageJson | undefined> {
  const { posted } = await parts.conversations().read(person)
  const now = posted.find(({ id }) => id === before.id)
  return now && (reply.update || now !== before) ? renderMessage(now.message, now) : undefined
}
