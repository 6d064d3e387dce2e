import { html } from 'hono/html'
import type { DeliveryJson, OverviewJson } from '../types.ts'
import { type Sight as MainSight, renderMain } from './conversations.ts'
import type { Reader } from './reader.ts'
import type { Html } from './render.ts'
import { renderCast, renderLedger, renderNow } from './views.ts'

export type Sight = Omit<MainSight, 'members'> & {
  readonly overview: OverviewJson
  readonly deliveries: readonly DeliveryJson[]
  /** How much waits for each person, of Reachout and of people. */
  readonly waiting: ReadonlyMap<string, number>
}

export const renderPage = (sight: Sight, reader: Reader): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${reader.member.name}${sight.talk ? ` and ${sight.talk.other.name}` : ''} · Reachout playground</title>
<link rel="icon" href="/page/icon.svg">
<link rel="stylesheet" href="/page/page.css">
<script type="module" src="/page/page.js"></script>
</head>
<body data-as="${reader.member.id}"${sight.talk ? html` data-with="${sight.talk.other.id}"` : ''}>
<a class="skip" href="#conversation">Go to the conversation</a>
<header class="banner">
  <h1>Reachout <span class="soft">playground</span></h1>
  <p><strong>This is the playground.</strong> Everyone here is made up, and nothing leaves this computer.</p>
</header>
<div class="columns">
<nav class="panel" aria-labelledby="cast-title">
  <h2 id="cast-title">Who you are</h2>
  ${renderCast(sight.overview, sight.waiting, reader)}
</nav>
${renderMain({ ...sight, members: sight.overview.members }, reader)}
${renderAside(sight, reader)}
</div>
<dialog id="window" aria-labelledby="form-title"></dialog>
</body>
</html>`

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
      <li>Press one of the answers, or <em>I could use a hand</em>.</li>
      <li>Press <em>Next delivery</em> until a number beside a name says that something came for that person. Press the
        name to be them.</li>
      <li>Press <em>+1 week</em>: the next check-in asks in other words.</li>
    </ol>
  </section>
  <details class="panel" id="ledger-panel">
    <summary>What <bdi>${reader.member.name}</bdi> was sent, and why</summary>
    ${renderLedger(sight.deliveries, reader)}
  </details>
</aside>`
