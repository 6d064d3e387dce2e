import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Catalog, checked, createCatalog, readCatalog, readSources, type Words } from '../messages/catalog.ts'
import { keysSource } from '../messages/generate.ts'
import type { Spans } from '../messages/message.ts'
import type { Source } from '../messages/source.ts'

const english = `
hi.plain:
  about: One text.
  text: "Good morning."
hi.ask:
  about: Two variants.
  params: { who: person, note: text }
  variants:
    soft: "Hi {who}, <b>only you</b> see {note}."
    small: "{who}: {note}"
hi.count:
  about: A plural with a bold word.
  params: { n: number }
  text: "{n, plural, =0 {Nobody} one {<b>#</b> person} other {<b>#</b> people}}"
hi.when:
  about: A time and a command.
  params: { at: time, settings: command, source: link }
  text: "On {at}. Change it: {settings}. From {source}."
hi.fixed:
  about: Quoted by people.
  fixed: true
  text: "Only you see this."
`
const german = `
hi.plain: "Guten Morgen."
hi.ask:
  variants:
    soft: "Hallo {who}, <b>nur du</b> siehst {note}."
`
const en: Source = { file: 'en/hi.yaml', locale: 'en', yaml: english }
const de: Source = { file: 'de/hi.yaml', locale: 'de', yaml: german }
const override = (yaml: string): Source => ({ file: 'own/hi.yaml', locale: 'en', yaml, override: true })

/** The words of a made-up catalogue: its keys are not among the shipped ones, so nothing knows their types. */
type Loose = {
  readonly locale: string
  text(key: string, params?: unknown, variant?: string): Spans
  label(key: string, params?: unknown): string
  variants(key: string): readonly string[]
}
const loose = (words: Words) => words as unknown as Loose
const read = (catalog: Catalog, locales: readonly string[], key: string, params?: unknown, variant?: string) =>
  catalog.render(locales, (words) => loose(words).text(key, params, variant))

const ada = { mention: 'U1', name: 'Ada' }

describe('formatting', () => {
  const catalog = createCatalog([en, de])

  it('gives spans: bold, a person, a time, a command, a link', () => {
    expect(read(catalog, [], 'hi.ask', { who: ada, note: 'it' }, 'soft')).toEqual([
      'Hi ',
      ada,
      ', ',
      { bold: 'only you' },
      ' see it.',
    ])
    const at = { time: 5, style: 'date' }
    const source = { link: 'https://a.example', text: 'a' }
    expect(read(catalog, [], 'hi.when', { at, settings: { command: 'settings' }, source })).toEqual([
      'On ',
      at,
      '. Change it: ',
      { command: 'settings' },
      '. From ',
      source,
      '.',
    ])
  })

  it('counts in the plural of the language', () => {
    const count = (n: number) => read(catalog, [], 'hi.count', { n })
    expect([0, 1, 1200].map(count)).toEqual([['Nobody'], [{ bold: '1' }, ' person'], [{ bold: '1,200' }, ' people']])
  })

  it('keeps what a person typed as the characters it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('<b>x</b>', '{who}', "'{", '<!channel>', '@everyone')),
        (note) => {
          expect(read(catalog, [], 'hi.ask', { who: ada, note }, 'small')).toEqual([ada, `: ${note}`])
          const name = { mention: 'U1', name: note }
          expect(read(catalog, [], 'hi.ask', { who: name, note: '' }, 'small')).toEqual([name, ': '])
        },
      ),
    )
  })

  it('refuses a missing value, and a time in a label', () => {
    expect(() => read(catalog, [], 'hi.ask', { who: ada }, 'soft')).toThrow('no value for {note}')
    expect(() => read(catalog, [], 'hi.count', {})).toThrow('no value for {n}')
    const params = { at: { time: 5, style: 'date' }, settings: { command: '' }, source: { link: 'a', text: 'b' } }
    expect(() => catalog.render([], (words) => loose(words).label('hi.when', params))).toThrow(TypeError)
  })
})

describe('locales', () => {
  const catalog = createCatalog([en, de])
  const mornings = (locales: readonly string[]) => read(catalog, locales, 'hi.plain')

  it('takes the first locale of the chain, a region standing for its language, English last', () => {
    expect(mornings(['de-AT', 'fr'])).toEqual(['Guten Morgen.'])
    expect(mornings(['fr', 'de'])).toEqual(['Guten Morgen.'])
    expect(mornings(['en-GB', 'de'])).toEqual(['Good morning.'])
    expect(mornings([])).toEqual(['Good morning.'])
    expect(mornings(['', 'no-such-locale', '-'])).toEqual(['Good morning.'])
  })

  it('never mixes two locales in one message', () => {
    const both = catalog.render(['de'], (words) => [loose(words).text('hi.plain'), loose(words).text('hi.fixed')])
    expect(both).toEqual([['Good morning.'], ['Only you see this.']])
  })

  it('says another variant of its own when a locale lacks the one picked', () => {
    expect(read(catalog, ['de'], 'hi.ask', { who: ada, note: 'x' }, 'small')[0]).toBe('Hallo ')
    expect(catalog.render(['de'], (words) => loose(words).variants('hi.ask'))).toEqual(['soft'])
    expect(catalog.render([], (words) => loose(words).variants('hi.ask'))).toEqual(['soft', 'small'])
  })

  it('throws what the builder itself throws', () => {
    const wrong = () => {
      throw new RangeError('mine')
    }
    expect(() => catalog.render(['de'], wrong)).toThrow('mine')
  })
})

describe('overrides', () => {
  it('replace a text that is not fixed', () => {
    const catalog = createCatalog([en, override('hi.plain: "Moin."')])
    expect(read(catalog, [], 'hi.plain')).toEqual(['Moin.'])
    expect(catalog.problems).toEqual([])
  })

  it.each([
    ['an unclosed tag', 'hi.plain: "<b>Moin."'],
    ['an unknown placeholder', 'hi.plain: "Moin {who}."'],
    ['a fixed text', 'hi.fixed: "All see this."'],
    ['an unknown key', 'hi.none: "Moin."'],
    ['no YAML', 'hi.plain: "Moin'],
  ])('never stop a delivery: %s is left out and told', (_, yaml) => {
    const catalog = createCatalog([en, override(yaml)])
    expect(read(catalog, [], 'hi.plain')).toEqual(['Good morning.'])
    expect(read(catalog, [], 'hi.fixed')).toEqual(['Only you see this.'])
    expect(catalog.problems).toHaveLength(1)
  })
})

describe('the shipped words', () => {
  it('refuse to load with an unclosed tag or an undeclared value', () => {
    const broken = (text: string) => () => createCatalog([{ ...en, yaml: `a.b:\n  about: x\n  text: "${text}"\n` }])
    expect(broken('<b>Hi')).toThrow('en/hi.yaml:3:3 a.b: is no ICU message: unclosed tag')
    expect(broken('Hi {who}')).toThrow('unknown placeholder {who}')
  })

  it('have types that are current', () => {
    const keys = readFileSync(new URL('../messages/keys.ts', import.meta.url), 'utf8')
    expect(keys, 'npm run words -- --write').toBe(keysSource(checked(readSources()).entries))
  })

  it('have types that catch a wrong key, a missing param and one too many', () => {
    const uses = (words: Words) => [
      words.text('common.stale'),
      // @ts-expect-error no such key
      () => words.text('common.stall'),
      // @ts-expect-error no such param
      () => words.text('common.stale', { who: ada }),
    ]
    expect(readCatalog().render([], uses)).toHaveLength(3)
  })

  it('are read once', () => {
    expect(readCatalog()).toBe(readCatalog())
  })
})
