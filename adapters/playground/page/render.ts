/** What Reachout said, as HTML. Pure. Everything is escaped by the templates; nothing here is `raw`. */
import { html } from 'hono/html'
import type { Button } from '../../../messages/message.ts'
import type { BlockJson, Instant, MessageJson, SpanJson } from '../types.ts'
import type { Reader, Style } from './reader.ts'

export type Html = ReturnType<typeof html>

type Blocks = { readonly [B in BlockJson as B['type']]: B }

export const renderMessage = (message: MessageJson, reader: Reader): Html =>
  html`<li class="message" data-key="${message.id}" data-message="${message.id}" tabindex="-1">
    <p class="by"><strong>Reachout</strong> ${renderTime(message.at, 'both', reader)}${message.edited ? html` <span>edited</span>` : ''}</p>
    ${renderBlocks(message.blocks, reader)}
  </li>`

/** An answer that is nowhere stored: it is gone with the view. */
export const renderPrivate = (message: MessageJson, reader: Reader): Html =>
  html`<li class="message private" data-message="${message.id}" tabindex="-1">
    <p class="by"><strong>Reachout</strong> <span>Only you see this</span>
      <button type="button" class="dismiss" data-dismiss>Dismiss</button></p>
    ${renderBlocks(message.blocks, reader)}
  </li>`

export const renderBlocks = (blocks: readonly BlockJson[], reader: Reader): Html[] =>
  blocks.map((block) => renderBlock(block, reader))

export const renderTime = (instant: Instant, style: Style, reader: Reader): Html =>
  html`<time datetime="${instant}">${reader.show(instant, style)}</time>`

const renderers: { readonly [T in keyof Blocks]: (block: Blocks[T], reader: Reader) => Html } = {
  text: (block, reader) =>
    html`<p class="${block.small ? 'text small' : 'text'}">${renderSpans(block.spans, reader)}</p>`,
  buttons: (block) => html`<p class="buttons">${block.buttons.map(renderButton)}</p>`,
  rows: (block, reader) =>
    html`<dl class="rows">${block.rows.map(
      (row) => html`<div><dt>${row.label}</dt><dd>${renderSpans(row.spans, reader)}</dd></div>`,
    )}</dl>`,
  divider: () => html`<hr>`,
}

const renderBlock = <T extends keyof Blocks>(block: Blocks[T] & { readonly type: T }, reader: Reader): Html =>
  renderers[block.type](block, reader)

const renderSpans = (spans: readonly SpanJson[], reader: Reader): Html[] =>
  spans.map((span) => renderSpan(span, reader))

// Characters that turn the direction of all that follows, unless they are shut in.
const turns = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/

const renderSpan = (span: SpanJson, reader: Reader): Html => {
  if (typeof span === 'string') return turns.test(span) ? html`<bdi>${span}</bdi>` : html`${span}`
  if ('bold' in span) return html`<strong><bdi>${span.bold}</bdi></strong>`
  if ('mention' in span) return html`<span class="mention">@<bdi>${span.name}</bdi></span>`
  if ('link' in span) return renderLink(span.link, span.text)
  if ('time' in span) return renderTime(span.time, span.style, reader)
  return html`<code>${`/reachout ${span.command}`.trim()}</code>`
}

const renderButton = (button: Button): Html =>
  button.url
    ? renderLink(button.url, button.label, 'button')
    : html`<button type="button" class="${button.style ?? 'plain'}" data-action="${button.action}"${
        button.value === undefined ? '' : html` data-value="${button.value}"`
      }>${button.label}</button>`

/** This page, as somebody; any other address without a scheme could lead elsewhere. */
const here = /^\/\?[\w.~%&=+*-]*$/

// An address of another scheme could run as a script of this page.
const renderLink = (url: string, text: string, look = 'link'): Html => {
  if (here.test(url)) return html`<a class="${look}" href="${url}"><bdi>${text}</bdi></a>`
  return /^(https?|mailto|tel):/i.test(url)
    ? html`<a class="${look}" href="${url}" target="_blank" rel="noopener noreferrer"><bdi>${text}</bdi></a>`
    : html`<bdi>${text}</bdi>`
}
