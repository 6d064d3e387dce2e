/** The parts around the conversation: who you are, the clock, one's own ledger. Pure. */
import { html } from 'hono/html'
import type { DeliveryJson, HappenedJson, Instant, MemberJson, OverviewJson } from '../types.ts'
import { createReader, type Reader } from './reader.ts'
import { type Html, renderTime } from './render.ts'
import { sayCause, sayEnd, sayKind, sayStanding } from './words.ts'

export const renderCast = (
  { members, now }: OverviewJson,
  waiting: ReadonlyMap<string, number>,
  reader: Reader,
): Html =>
  html`<ul id="cast" data-live>${members.map((member) => renderPerson(member, waiting.get(member.id) ?? 0, now, reader))}</ul>`

/** Whose badge it is, the acting person sees in the conversation itself; standing and pause are theirs alone. */
const renderPerson = (member: MemberJson, waiting: number, now: Instant, reader: Reader): Html => {
  const acting = member.id === reader.member.id
  const { place, show } = createReader({ ...member, locale: reader.member.locale })
  const badge =
    acting || waiting === 0 ? '' : html`<span class="badge">${waiting}<span class="unseen"> unread</span></span>`
  return html`<li data-key="${member.id}"><a href="/?as=${encodeURIComponent(member.id)}"${acting ? html` aria-current="true"` : ''}>
    ${renderFace(member)}
    <span class="who"><bdi>${member.name}</bdi>${member.admin ? html` <small class="tag">admin</small>` : ''}<small>${place} ${show(now, 'time')}</small></span>${badge}</a></li>`
}

export const renderFace = (member: MemberJson): Html => {
  const first = [...member.name][0] ?? '?'
  return html`<span class="face" data-hue="${(first.codePointAt(0) ?? 0) % 8}" aria-hidden="true">${first}</span>`
}

export const renderYou = ({ member, show }: Reader): Html =>
  html`<p id="you" data-live>Private conversation with Reachout. <bdi>${member.name}</bdi> ${sayStanding(member.standing)}${
    member.pausedUntil ? html`, paused until ${show(member.pausedUntil, 'day')}` : ''
  }.</p>`

export const renderNow = (now: Instant, reader: Reader): Html =>
  html`<p id="now" class="now" data-live><time datetime="${now}"><strong>${reader.show(now, 'time')}</strong> ${reader.show(now, 'day')}</time> in ${reader.place}</p>`

/** What a move of the clock brought to the acting person. */
export const renderHappened = (rows: readonly HappenedJson[], now: Instant, reader: Reader): Html => {
  const own = rows.filter((row) => row.member === reader.member.id)
  const until = html`It is ${renderTime(now, 'both', reader)}.`
  return own.length === 0
    ? html`<p>${until} Nothing came for <bdi>${reader.member.name}</bdi>.</p>`
    : html`<p>${until} For <bdi>${reader.member.name}</bdi>:</p><ul class="ends">${own.map(
        (row) =>
          html`<li>${renderTime(row.at, 'both', reader)} <strong>${sayKind(row.kind)}</strong> ${sayEnd(row.status, row.reason)}</li>`,
      )}</ul>`
}

export const renderLedger = (rows: readonly DeliveryJson[], reader: Reader): Html =>
  html`<div id="ledger" data-live>${
    rows.length === 0
      ? html`<p class="small">Nothing was sent or planned yet.</p>`
      : html`<ol class="ends">${rows.toReversed().map(
          (row) => html`<li>${renderTime(row.sentAt ?? row.dueAt, 'both', reader)} <strong>${sayKind(row.kind)}</strong>
            ${sayEnd(row.status, row.reason)}, <span class="soft">${sayCause(row.because)}</span></li>`,
        )}</ol>`
  }</div>`
