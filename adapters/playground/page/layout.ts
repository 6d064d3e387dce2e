import { html } from 'hono/html'
import type { DeliveryJson, MessageJson, OverviewJson } from '../types.ts'
import type { Reader } from './reader.ts'
import { type Html, renderMessage } from './render.ts'
import { renderCast, renderFace, renderLedger, renderNow, renderYou } from './views.ts'

export type Sight = {
  readonly overview: OverviewJson
  readonly messages: readonly MessageJson[]
  readonly deliveries: readonly DeliveryJson[]
  /** The words that may follow `/reachout`. */
  readonly commands: readonly string[]
}

export const renderPage = (sight: Sight, reader: Reader): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${reader.member.name} · Reachout playground</title>
<link rel="icon" href="/page/icon.svg">
<link rel="stylesheet" href="/page/page.css">
<script type="module" src="/page/page.js"></script>
</head>
<body data-as="${reader.member.id}">
<a class="skip" href="#conversation">Go to the conversation</a>
<header class="banner">
  <h1>Reachout <span class="soft">playground</span></h1>
  <p><strong>This is the playground.</strong> Everyone here is made up, and nothing leaves this computer.</p>
</header>
<div class="columns">
<nav class="panel" aria-labelledby="cast-title">
  <h2 id="cast-title">Who you are</h2>
  ${renderCast(sight.overview.members, sight.overview.now, reader)}
</nav>
${renderConversation(sight, reader)}
${renderAside(sight, reader)}
</div>
<dialog id="window" aria-labelledby="form-title"></dialog>
</body>
</html>`

const renderConversation = (sight: Sight, reader: Reader): Html => html`<main id="conversation" tabindex="-1">
  <header>${renderFace(reader.member)}<div><h2>You are <bdi>${reader.member.name}</bdi></h2>${renderYou(reader)}</div></header>
  <p class="note">You can read without JavaScript. Pressing a button or writing needs it.</p>
  <div role="log" aria-label="Conversation with Reachout"><ol id="messages" class="messages" data-live>${sight.messages.map(
    (message) => renderMessage(message, reader),
  )}</ol>
  <p class="empty">Nothing has come yet. Move the clock, or write <code>/reachout</code> below.</p></div>
  <form id="composer" class="composer" autocomplete="off">
    <label class="unseen" for="line">Write to Reachout</label>
    <input id="line" name="line" type="text" list="commands" placeholder="Write to Reachout, or type /reachout">
    <datalist id="commands">${sight.commands.map((word) => html`<option value="${`/reachout ${word}`.trim()}"></option>`)}</datalist>
    <button class="plain">Send</button>
  </form>
  <p id="status" class="status" role="status"></p>
</main>`

const renderAside = (sight: Sight, reader: Reader): Html => html`<aside aria-label="Clock and ledger">
  <section class="panel" aria-labelledby="clock-title">
    <h2 id="clock-title">Clock</h2>
    ${renderNow(sight.overview.now, reader)}
    <div class="buttons" role="group" aria-labelledby="clock-title">
      <button type="button" class="plain" data-clock='{"next":true}'>Next delivery</button>
      <button type="button" class="plain" data-clock='{"advance":"P1D"}'>+1 day</button>
      <button type="button" class="plain" data-clock='{"advance":"P7D"}'>+1 week</button>
      <button type="button" class="plain" data-reset>Reset</button>
    </div>
    <div id="happened" role="status"></div>
  </section>
  <section class="panel steps" aria-labelledby="steps-title">
    <h2 id="steps-title">Try this</h2>
    <ol>
      <li>Press one of the answers.</li>
      <li>Press <em>+1 week</em>: the next one asks in other words.</li>
      <li>A number beside a name says that something came for that person. Press the name to be them.</li>
    </ol>
  </section>
  <details class="panel" id="ledger-panel">
    <summary>What <bdi>${reader.member.name}</bdi> was sent, and why</summary>
    ${renderLedger(sight.deliveries, reader)}
  </details>
</aside>`
