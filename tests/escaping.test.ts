import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createReader } from '../adapters/playground/page/reader.ts'
import { renderMessage } from '../adapters/playground/page/render.ts'
import type { SpanJson } from '../adapters/playground/types.ts'
import { compile } from '../messages/format.ts'
import { hostile } from './support/scene.ts'

const reader = createReader({
  ...{ id: 'ada', name: 'Ada', timeZone: 'Europe/Berlin', locale: 'en', admin: false, standing: 'joined', unread: 0 },
})
const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'<>&"\'`/=:@#!*_~[](){}|\\ab'), maxLength: 60 }),
  fc.constantFrom(
    hostile,
    '<!channel>',
    '@everyone',
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '</li>',
  ),
)
const at = '2026-03-02T09:00:00.000Z'
const shown = (...spans: SpanJson[]) =>
  String(renderMessage({ id: 'm1', at, summary: '', blocks: [{ type: 'text', spans }] }, reader))
const tags = (page: string): string[] => page.match(/<[^>]*>/g)?.filter((tag) => !/^<\/?bdi>$/.test(tag)) ?? []

test('no text that a person can type becomes a tag or an attribute on the page', () => {
  fc.assert(
    fc.property(typed, (text) => {
      expect(tags(shown(text))).toEqual(tags(shown('plain')))
      expect(tags(shown({ bold: text }))).toEqual(tags(shown({ bold: 'plain' })))
      expect(tags(shown({ mention: 'ben', name: text }))).toEqual(tags(shown({ mention: 'ben', name: 'plain' })))
    }),
  )
})

test('no text that fills a sentence becomes markup of the sentence', () => {
  const sentence = compile('Hello {note}, <b>only you</b> see this.', 'en')
  fc.assert(
    fc.property(typed, (note) => {
      const spans = sentence.format({ note })
      expect(spans.filter((span) => typeof span !== 'string')).toEqual([{ bold: 'only you' }])
      expect(spans.filter((span) => typeof span === 'string').join('')).toBe(`Hello ${note},  see this.`)
    }),
  )
})
