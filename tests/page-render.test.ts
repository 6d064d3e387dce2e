import { describe, expect, test } from 'vitest'
import { renderForm } from '../adapters/playground/page/form.ts'
import { createReader } from '../adapters/playground/page/reader.ts'
import { renderMessage, renderPrivate } from '../adapters/playground/page/render.ts'
import { renderHappened, renderLedger, renderYou } from '../adapters/playground/page/views.ts'
import type { BlockJson, DeliveryJson, FormJson, MemberJson, SpanJson } from '../adapters/playground/types.ts'
import type { Field } from '../messages/message.ts'
import { hostile } from './support/scene.ts'

const ada: MemberJson = {
  ...{ id: 'ada', name: 'Ada', timeZone: 'Europe/Berlin', locale: 'en', admin: false, standing: 'joined', unread: 0 },
}
const reader = createReader(ada)
const at = '2026-03-02T09:00:00.000Z'
const message = (...blocks: BlockJson[]) => ({ id: 'm1', at, summary: 'A summary', blocks })
const shown = (...spans: SpanJson[]) => String(renderMessage(message({ type: 'text', spans }), reader))

describe('a message on the page', () => {
  test('shows each kind of span', () => {
    expect(shown({ bold: 'you' })).toContain('<strong><bdi>you</bdi></strong>')
    expect(shown({ mention: 'ben', name: 'Ben' })).toContain('@<bdi>Ben</bdi>')
    expect(shown({ link: 'https://example.com/?a=1&b=2', text: 'there' })).toContain(
      'href="https://example.com/?a=1&amp;b=2"',
    )
    expect(shown({ command: 'settings' })).toContain('<code>/reachout settings</code>')
    expect(shown({ command: '' })).toContain('<code>/reachout</code>')
  })

  test('shows an instant in the reader’s own zone', () => {
    const time: SpanJson = { time: at, style: 'both' }
    const tokyo = createReader({ ...ada, timeZone: 'Asia/Tokyo' })
    expect(shown(time)).toContain(`<time datetime="${at}">Mon 2 Mar, 10:00</time>`)
    expect(String(renderMessage(message({ type: 'text', spans: [time] }), tokyo))).toContain('Mon 2 Mar, 18:00')
  })

  test('says that it was edited only when it was', () => {
    const text: BlockJson = { type: 'text', spans: ['Hi'] }
    expect(String(renderMessage(message(text), reader))).not.toContain('edited')
    expect(String(renderMessage({ ...message(text), edited: at }, reader))).toContain('edited')
  })

  test('lets nothing that a person typed become markup', () => {
    const spans: SpanJson[] = [
      hostile,
      { bold: hostile },
      { mention: 'x', name: hostile },
      { link: 'https://a.b', text: hostile },
    ]
    const html = String(
      renderMessage(
        message(
          { type: 'text', spans },
          { type: 'rows', rows: [{ label: hostile, spans }] },
          { type: 'buttons', buttons: [{ label: hostile, action: '"><script>', value: '"><script>' }] },
        ),
        reader,
      ),
    )
    expect(html).not.toMatch(/<img|<!channel|<script/)
    expect(html.match(/&lt;img/g)).toHaveLength(10)
  })

  test('shuts in characters that turn the direction of text', () => {
    expect(shown('a\u202Eb', 'c')).toContain('<bdi>a\u202Eb</bdi>c')
  })

  test('links nowhere but to addresses that a browser opens safely', () => {
    const elsewhere = ['//example.com', '/\\example.com', '/?\\example.com', '/api', '?as=ben', 'example.com']
    for (const link of ['javascript:alert(1)', 'data:text/html,x', ' javascript:alert(1)', ...elsewhere])
      expect(shown({ link, text: 'there' })).not.toContain('href')
  })

  test('gives a button what the API wants back, and an address instead where it has one', () => {
    const html = String(
      renderMessage(
        message({
          type: 'buttons',
          buttons: [
            { label: 'Rough', action: 'check-in.answer', value: '' },
            { label: 'More', action: 'check-in.more', style: 'danger' },
            { label: 'Read', action: 'none', url: 'https://example.com' },
          ],
        }),
        reader,
      ),
    )
    expect(html).toContain('data-action="check-in.answer" data-value="">Rough<')
    expect(html).toContain('class="danger" data-action="check-in.more">More<')
    expect(html).toContain('<a class="button" href="https://example.com"')
  })

  test('opens an address of this page in this view', () => {
    const button = { label: 'Open the conversation', action: 'none', url: '/?as=ben&with=ada' }
    expect(String(renderMessage(message({ type: 'buttons', buttons: [button] }), reader))).toContain(
      '<a class="button" href="/?as=ben&amp;with=ada"><bdi>Open the conversation</bdi></a>',
    )
  })

  test('of a private window says that only you see it, and is no part of what is stored', () => {
    const html = String(renderPrivate(message({ type: 'text', spans: ['Hi'] }), reader))
    expect(html).toContain('Only you see this')
    expect(html).not.toContain('data-key')
  })
})

describe('a form on the page', () => {
  const field = (type: Field['type'], more: Partial<Field> = {}): Field => ({
    name: 'it',
    label: 'It',
    required: false,
    type,
    ...more,
  })
  const draw = (...fields: Field[]) =>
    String(
      renderForm(
        { id: 'f1', name: 'a.form', title: 'A form', fields, submit: 'Save' } satisfies FormJson,
        [ada, { ...ada, id: 'ben', name: 'Ben' }],
        reader,
      ),
    )
  const options = ['a', 'b'].map((value) => ({ value, label: value }))

  test('draws every type of field with what was there before', () => {
    expect(draw(field('line', { value: 'x' }))).toMatch(/<input id="field-it" type="text"[^>]*value="x"/)
    expect(draw(field('text', { value: 'x' }))).toMatch(/<textarea[^>]*>x<\/textarea>/)
    expect(draw(field('choice', { options, value: 'b' }))).toContain('type="radio" name="it" value="b" checked')
    expect(draw(field('choices', { options, value: ['a'] }))).toContain('type="checkbox" name="it" value="a" checked')
    expect(draw(field('person', { value: 'ben' }))).toContain('<option value="ben" selected>Ben</option>')
    expect(draw(field('people', { value: ['ben'] }))).toContain('type="checkbox" name="it" value="ben" checked')
    expect(draw(field('people'), field('person'))).not.toContain('value="ada"')
    expect(draw(field('date', { value: '2026-03-02' }))).toMatch(/type="date"[^>]*value="2026-03-02"/)
    expect(draw(field('time', { value: '10:00' }))).toMatch(/type="time"[^>]*value="10:00"/)
    expect(draw(field('zone', { value: 'Asia/Tokyo' }))).toContain('<option value="America/Sao_Paulo">')
    expect(draw(field('toggle', { value: true }))).toMatch(/type="checkbox"[^>]*checked/)
  })

  test('turns a long choice into a list', () => {
    const many = Array.from({ length: 7 }, (_, index) => ({ value: `${index}`, label: `${index}` }))
    expect(draw(field('choice', { options: many, value: '3' }))).toContain('<option value="3" selected>')
  })

  test('puts short choices side by side, and nothing else', () => {
    const minutes = ['5', '15', '30'].map((value) => ({ value, label: `${value} minutes` }))
    const kinds = ['Someone to look at it with me', 'Any'].map((label, value) => ({ value: `${value}`, label }))
    expect(draw(field('choice', { options: minutes }))).toContain('data-short')
    expect(draw(field('choice', { options: kinds }))).not.toContain('data-short')
    expect(draw(field('people'))).not.toContain('data-short')
  })

  test('ties hint and error to their field and never cuts what is typed', () => {
    const html = draw(field('line', { hint: 'Short', maxLength: 5 }))
    expect(html).toContain('aria-describedby="field-it-hint field-it-error"')
    expect(html).toContain('id="field-it-error"')
    expect(html).not.toContain('maxlength')
  })
})

describe('what the page says around the messages', () => {
  const row: DeliveryJson = {
    id: 'd',
    to: 'ada',
    kind: 'check-in.ask',
    because: 'schedule',
    dueAt: at,
    status: 'skipped',
    reason: 'paused',
  }

  test('tells in words how a delivery ended and why it was planned', () => {
    expect(String(renderLedger([row], reader))).toMatch(
      /Check-in.*Not sent: you had paused.*a schedule that an admin set/s,
    )
  })

  test('puts the newest delivery first', () => {
    const html = String(renderLedger([row, { ...row, kind: 'later.one' }], reader))
    expect(html.indexOf('later.one')).toBeLessThan(html.indexOf('Check-in'))
  })

  test('shows the acting person alone what a move of the clock brought', () => {
    const happened = { at, delivery: 'd', member: 'ben', kind: 'welcome.invite', status: 'sent', because: 'invited' }
    expect(String(renderHappened([happened], at, reader))).toContain('Nothing came for')
    expect(String(renderHappened([{ ...happened, member: 'ada' }], at, reader))).toContain('Invitation')
  })

  test('tells a person their own standing and pause', () => {
    const paused = { ...ada, pausedUntil: '2026-03-16T00:00:00.000Z' }
    expect(String(renderYou(createReader(paused)))).toContain('has joined, paused until Monday, 16 March 2026')
    expect(String(renderYou(createReader({ ...ada, standing: 'invited' })))).toContain('is invited and has not joined')
  })
})
