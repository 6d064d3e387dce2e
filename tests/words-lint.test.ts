import { describe, expect, it } from 'vitest'
import { readSources } from '../messages/catalog.ts'
import { lint } from '../messages/lint.ts'
import { problemLine, type Source } from '../messages/source.ts'
import { forbiddenPhrases, runWords } from '../src/cli/words.ts'

const forbidden = forbiddenPhrases()
const source = (yaml: string, locale = 'en'): Source => ({ file: `${locale}/a.yaml`, locale, yaml })
const lines = (...sources: Source[]) => lint(sources, forbidden).map(problemLine)

/** One key with one text, linted alone. */
const text = (words: string, more = '') => lines(source(`a.b:\n  about: x\n${more}  text: ${JSON.stringify(words)}\n`))

describe('the linter names file, line, column, key and variant', () => {
  it('of a text', () => {
    expect(lines(source('\na.b:\n  about: x\n  variants:\n    one: "Hi"\n    two: "Just hi"\n'))).toEqual([
      'en/a.yaml:6:5 a.b two: forbidden phrase “just” (minimising)',
    ])
  })

  it('of a schema error and of what is no YAML', () => {
    expect(lines(source('a.b:\n  about: x\n  text: "Hi"\n  texts: 3\n'))[0]).toMatch(
      /^en\/a\.yaml:\d+:\d+ a\.b: .*texts/,
    )
    expect(lines(source('a.b:\n  about: x\n  as: buton\n  text: "Hi"\n'))[0]).toMatch(/^en\/a\.yaml:3:3 a\.b: /)
    expect(lines(source('a.b: "Hi\n'))[0]).toMatch(/^en\/a\.yaml:\d+:\d+: /)
    expect(lines(source('- Hi\n'))).toEqual(['en/a.yaml:1:1: a file of words maps keys'])
  })
})

describe('the linter refuses', () => {
  it.each([
    ['a key that is not feature.name', 'Hello: "Hi"', 'a key is kebab-case, dotted: feature.name'],
    ['a key without an about', 'a.b: "Hi"', 'needs an about'],
    ['text and variants', 'a.b: { about: x, text: "Hi", variants: { a: "Hi" } }', 'needs either text or variants'],
    ['neither', 'a.b: { about: x }', 'needs either text or variants'],
    [
      'a fixed key with variants',
      'a.b: { about: x, fixed: true, variants: { a: "Hi" } }',
      'a fixed text has no variants',
    ],
    ['a variant id with capitals', 'a.b: { about: x, variants: { softLanding: "Hi" } }', 'a variant id is kebab-case'],
    [
      'a param that is not camelCase',
      'a.b: { about: x, params: { Who: text }, text: "{Who}" }',
      'a param is camelCase',
    ],
    ['an unknown type', 'a.b: { about: x, params: { who: people }, text: "{who}" }', 'Invalid'],
  ])('%s', (_, yaml, problem) => {
    expect(lines(source(yaml)).join('\n')).toContain(problem)
  })

  it('a key that stands in two files', () => {
    const one = source('a.b: { about: x, text: "Hi" }')
    expect(lines(one, { ...one, file: 'en/b.yaml' })).toEqual(['en/b.yaml:1:1 a.b: stands twice: also in en/a.yaml'])
  })

  it.each([
    ['an unclosed tag', '<b>Hi', '', 'is no ICU message: unclosed tag'],
    ['a plural without other', '{n, plural, one {x}}', '  params: { n: number }\n', 'missing other clause'],
    ['an unknown tag', '<i>Hi</i>', '', 'unknown tag <i>: only <b> exists'],
    ['bold in bold', '<b>a <b>b</b></b>', '', '<b> inside <b>'],
    ['a date of ICU', '{at, date}', '  params: { at: time }\n', 'a date or time is a param of type time'],
    ['a placeholder that is not declared', 'Hi {nam}', '', 'unknown placeholder {nam}'],
    ['a param that is not used', 'Hi', '  params: { who: person }\n', '{who} is declared and not used'],
    [
      'a person counted',
      '{who, plural, other {x}}',
      '  params: { who: person }\n',
      '{who} is a person: it cannot be plural',
    ],
    [
      'a person in bold',
      '<b>{who}</b>',
      '  params: { who: person }\n',
      '{who} is a person: it cannot be shown in bold',
    ],
  ])('%s', (_, words, more, problem) => {
    expect(text(words, more).join('\n')).toContain(problem)
  })

  it.each([
    ['guilt', "Hello. You haven't answered.", 'guilt'],
    ['guilt with a curly apostrophe', 'You haven’t answered.', 'guilt'],
    ['guilt across bold', 'We are <b>still waiting</b>.', 'guilt'],
    ['minimising', 'At least it is Friday.', 'minimising'],
    ['diagnosing', 'You seem tired.', 'diagnosing'],
    ['the words we keep to ourselves', 'Choose a topic.', 'not our word'],
    ['ask as a noun', 'Your ask is on its way.', 'not our word'],
    ['a promise we cannot keep', 'This is anonymous.', 'more than we can promise'],
    ['he or she', 'Say hello, he is kind.', 'he or she'],
    ['a platform', 'Open Slack.', 'a platform'],
    ['a run of exclamation marks', 'Hello!!', 'more than one exclamation mark'],
    ['two excited sentences', 'Hello! Welcome!', 'more than one exclamation mark'],
    ['two emoji', 'Hi 👋 there 🎉', 'more than one emoji'],
    ['a command spelled out', 'Type /reachout settings.', 'spells out a command'],
    ['an address', 'See https://a.example', 'spells out an address'],
    ['markup of a platform', 'Hi *there*', 'has markup'],
    ['a call to everyone', 'Hi @everyone', 'calls everyone'],
    ['a space too many', 'Hi  there', 'has a space too many'],
  ])('%s', (_, words, problem) => {
    expect(text(words).join('\n')).toContain(problem)
  })

  it.each([
    'I could use a hand. Ask someone.',
    'Ada asks whether you have ten minutes.',
    'Justice and adjusting are other words.',
    'Thank you 👩🏽‍💻!',
    'Monday and/or Tuesday, 10 % or 3 * 4 people (more or less).',
  ])('and lets pass: %s', (words) => {
    expect(text(words.replace(' * ', ' x '))).toEqual([])
  })

  it('what is too long when every value is as long as it may be', () => {
    const button = (max: number) => text('Say hello to {who}', `  as: button\n  params: { who: { text: ${max} } }\n`)
    expect(button(62)).toEqual([])
    expect(button(63)).toEqual(['en/a.yaml:5:3 a.b: a button has at most 75 characters, this may have 76'])
    expect(text('x'.repeat(25), '  as: title\n')).toHaveLength(1)
    expect(
      text(`{n, plural, one {x} other {${'x'.repeat(80)}}}`, '  as: button\n  params: { n: number }\n'),
    ).toHaveLength(1)
  })
})

describe('a translation', () => {
  const en = source('a.b: { about: x, params: { who: person }, as: button, variants: { a: "Hi <b>x</b> {who}" } }')
  const de = (variants: string) => lines(en, source(`a.b: { variants: { ${variants} } }`, 'de'))

  it('has the params, tags, variants and limits of English', () => {
    const base = lines(en)
    expect(base).toEqual(['en/a.yaml:1:67 a.b a: a button has at most 75 characters, this may have 85'])
    const more = (variants: string) => de(variants).filter((line) => line.startsWith('de/'))
    expect(more('a: "Hallo <b>x</b> {wer}"').join()).toContain('unknown placeholder {wer}')
    expect(more('a: "Hallo {who}"').join()).toContain('has other tags than en')
    expect(more('b: "Hallo <b>x</b> {who}"').join()).toContain('en has no such variant')
    expect(more('a: "Hallo <b>x</b> {who}"').join()).toContain('at most 75 characters')
  })

  it('has no keys of its own, and one text where English has one', () => {
    expect(lines(en, source('a.c: "Hallo"', 'de')).join()).toContain('unknown key: en has none')
    expect(lines(en, source('a.b: "Hallo {who}"', 'de')).join()).toContain('has variants in one locale')
  })
})

describe('the shipped words', () => {
  it('pass', async () => {
    const said: string[] = []
    const code = await runWords([], (line) => said.push(line))
    expect(said).toEqual([])
    expect(code).toBe(0)
    expect(readSources().length).toBeGreaterThan(0)
  })
})
