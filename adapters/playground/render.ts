import type { Block, Button, Field, Form, Message, Span, Spans } from '../../messages/message.ts'
import type { LabDelivery } from './lab.ts'
import { toInstant } from './time.ts'
import type { BlockJson, DeliveryJson, FormJson, HappenedJson, MessageJson, SpanJson } from './types.ts'

/** Where a message stands: its id here, and when it was posted and edited (epoch ms). */
export type Standing = { readonly id: string; readonly at: number; readonly edited?: number }

export function renderMessage(message: Message, { id, at, edited }: Standing): MessageJson {
  return {
    id,
    at: toInstant(at),
    ...(edited === undefined ? {} : { edited: toInstant(edited) }),
    summary: message.summary,
    blocks: message.blocks.map(renderBlock),
  }
}

export function renderForm(form: Form, id: string): FormJson {
  return {
    id,
    name: form.name,
    title: form.title,
    ...(form.blocks ? { blocks: form.blocks.map(renderBlock) } : {}),
    fields: form.fields.map(renderField),
    submit: form.submit,
  }
}

/** `message` is the id of the message it became, if it stands in the conversation. */
export function renderDelivery(row: LabDelivery, message?: string): DeliveryJson {
  return {
    id: row.id,
    to: row.to,
    kind: row.kind,
    because: row.because,
    dueAt: toInstant(row.dueAt),
    status: row.status,
    ...(row.reason === undefined ? {} : { reason: row.reason }),
    ...(row.sentAt === undefined ? {} : { sentAt: toInstant(row.sentAt) }),
    ...(message === undefined ? {} : { message }),
  }
}

export function renderHappened(row: LabDelivery): HappenedJson {
  return {
    at: toInstant(row.endedAt ?? row.dueAt),
    delivery: row.id,
    member: row.to,
    kind: row.kind,
    status: row.status,
    because: row.because,
    ...(row.reason === undefined ? {} : { reason: row.reason }),
  }
}

function renderBlock(block: Block): BlockJson {
  switch (block.type) {
    case 'text':
      return { type: 'text', spans: renderSpans(block.spans), ...(block.small ? { small: true } : {}) }
    case 'buttons':
      return { type: 'buttons', buttons: block.buttons.map(renderButton) }
    case 'rows':
      return { type: 'rows', rows: block.rows.map(({ label, spans }) => ({ label, spans: renderSpans(spans) })) }
    case 'divider':
      return { type: 'divider' }
  }
}

function renderSpans(spans: Spans): readonly SpanJson[] {
  return spans.map(renderSpan)
}

function renderSpan(span: Span): SpanJson {
  if (typeof span === 'string') return span
  if ('bold' in span) return { bold: span.bold }
  if ('mention' in span) return { mention: span.mention, name: span.name }
  if ('link' in span) return { link: span.link, text: span.text }
  if ('time' in span) return { time: toInstant(span.time), style: span.style }
  return { command: span.command }
}

function renderButton({ label, action, value, style, url }: Button): Button {
  return {
    label,
    action,
    ...(value === undefined ? {} : { value }),
    ...(style === undefined ? {} : { style }),
    ...(url === undefined ? {} : { url }),
  }
}

function renderField({ name, label, hint, required, type, value, options, maxLength }: Field): Field {
  return {
    name,
    label,
    ...(hint === undefined ? {} : { hint }),
    required,
    type,
    ...(value === undefined ? {} : { value }),
    ...(options === undefined
      ? {}
      : { options: options.map((option) => ({ value: option.value, label: option.label })) }),
    ...(maxLength === undefined ? {} : { maxLength }),
  }
}
