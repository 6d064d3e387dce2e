/** The middle of the page: one's conversation with Reachout, or with another person. Pure. */
import { html } from 'hono/html'
import type { ConversationJson, LineJson, MemberJson, MessageJson } from '../types.ts'
import type { Reader } from './reader.ts'
import { type Html, renderMessage, renderTime } from './render.ts'
import { renderFace, renderYou } from './views.ts'

export type Sight = {
  readonly members: readonly MemberJson[]
  readonly messages: readonly MessageJson[]
  readonly conversations: readonly ConversationJson[]
  /** The words that may follow `/reachout`. */
  readonly commands: readonly string[]
  /** Whom the person talks with, instead of with Reachout. */
  readonly talk?: { readonly other: MemberJson; readonly lines: readonly LineJson[] }
}

export const renderMain = (sight: Sight, reader: Reader): Html => html`<main id="conversation" tabindex="-1">
  <header>${renderFace(reader.member)}<div><h2>You are <bdi>${reader.member.name}</bdi></h2>${
    sight.talk ? renderWith(sight.talk.other) : renderYou(reader)
  }</div></header>
  ${renderSwitch(sight, reader)}
  <p class="note">You can read without JavaScript. Pressing a button or writing needs it.</p>
  ${sight.talk ? renderTalk(sight.talk, reader) : renderReachout(sight, reader)}
  <p id="status" class="status" role="status"></p>
</main>`

const renderWith = ({ name }: MemberJson): Html =>
  html`<p id="you" data-live>In conversation with <bdi>${name}</bdi>. Reachout is not here and reads nothing of it.</p>`

const renderReachout = ({ messages, commands, members }: Sight, reader: Reader): Html =>
  html`<div role="log" aria-label="Conversation with Reachout"><ol id="messages" class="messages" data-live>${messages.map(
    (message) => renderMessage(message, reader),
  )}</ol>
  <p class="empty">Nothing has come yet. Move the clock, or write <code>/reachout</code> below.</p></div>
  ${renderComposer('Reachout', 'Write to Reachout, or type /reachout', [
    ...commands,
    ...members.filter(({ id }) => id !== reader.member.id).flatMap(toMention),
  ])}`

const renderTalk = ({ other, lines }: NonNullable<Sight['talk']>, reader: Reader): Html =>
  html`<div role="log" aria-label="Conversation with ${other.name}"><ol id="messages" class="messages" data-live>${lines.map(
    (line, index) => renderLine(line, index, other, reader),
  )}</ol>
  <p class="empty">Nobody has written here yet. A hello is enough.</p></div>
  ${renderComposer(other.name, `Write to ${other.name}`, [])}`

const renderLine = ({ at, by, text }: LineJson, index: number, other: MemberJson, reader: Reader): Html => {
  const own = by === reader.member.id
  return html`<li class="line ${own ? 'own' : 'message'}" data-key="line-${index}">
    <p class="by"><strong><bdi>${own ? 'You' : other.name}</bdi></strong> ${renderTime(at, 'both', reader)}</p>
    <p class="text" dir="auto">${text}</p></li>`
}

const renderComposer = (to: string, placeholder: string, words: readonly string[]): Html =>
  html`<form id="composer" class="composer" autocomplete="off">
    <label class="unseen" for="line">Write to <bdi>${to}</bdi></label>
    <input id="line" name="line" type="text"${words.length > 0 ? html` list="commands"` : ''} placeholder="${placeholder}">
    ${words.length > 0 ? html`<datalist id="commands">${words.map((word) => html`<option value="${`/reachout ${word}`.trim()}"></option>`)}</datalist>` : ''}
    <button class="plain">Send</button>
  </form>`

/** Only a name of one word can be typed as a mention. */
const toMention = ({ name }: MemberJson): readonly string[] => (/^[\p{L}\p{N}_-]+$/u.test(name) ? [`@${name}`] : [])

/** Reachout and the people one has written with; not there until there are two to choose from. */
const renderSwitch = ({ members, conversations, talk }: Sight, reader: Reader): Html => {
  const begun = conversations.map((one) => one.with)
  const shown = talk && !begun.includes(talk.other.id) ? [...begun, talk.other.id] : begun
  const people = shown.flatMap((id) => members.find((member) => member.id === id) ?? [])
  const unread = new Map(conversations.map((one) => [one.with, one.unread]))
  return html`<nav class="switch" aria-label="Your conversations"><ul id="switch" data-live>${
    people.length === 0 ? '' : renderBack(talk === undefined, reader)
  }${people.map((member) => renderPerson(member, member.id === talk?.other.id, unread.get(member.id) ?? 0, reader))}</ul></nav>`
}

const renderBack = (current: boolean, { member }: Reader): Html =>
  html`<li data-key="reachout"><a href="/?as=${encodeURIComponent(member.id)}"${current ? html` aria-current="page"` : ''}>${
    current ? 'Reachout' : 'Back to Reachout'
  }</a></li>`

/** `data-unseen` tells the module that what is new here is in front of the person now. */
const renderPerson = ({ id, name }: MemberJson, current: boolean, unread: number, { member }: Reader): Html => {
  const there = html` href="/?as=${encodeURIComponent(member.id)}&amp;with=${encodeURIComponent(id)}"`
  const badge = unread === 0 ? '' : html` <span class="badge">${unread}<span class="unseen"> new</span></span>`
  return current
    ? html`<li data-key="${id}"${unread > 0 ? html` data-unseen` : ''}><a${there} aria-current="page"><bdi>${name}</bdi></a></li>`
    : html`<li data-key="${id}"><a${there}><bdi>${name}</bdi>${badge}</a></li>`
}
