import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { baseLocale, checked, readCatalog, readSources } from '../messages/catalog.ts'
import { checkForm, checkMessage } from '../messages/check.ts'
import { limits, roles } from '../messages/limits.ts'
import type { Block, Field, Message } from '../messages/message.ts'
import type { Entry } from '../messages/source.ts'
import type { Shown } from './support/gallery/exhibit.ts'
import { gallery } from './support/gallery.ts'
import { type Trace, traced } from './support/traced.ts'

const catalog = readCatalog()
const entries = new Map<string, Entry>(
  checked(readSources())
    .entries.filter((entry) => entry.locale === baseLocale)
    .map((entry) => [entry.key, entry]),
)
const folder = new URL('./golden/', import.meta.url)
const names = Object.keys(gallery)
const fileOf = (name: string) => `${name.split('/')[0]}.json`

function show(name: string, locale: string, stretch = false): Trace & { shown: Shown } {
  const make = gallery[name]
  if (!make) throw new Error(`no exhibit ${name}`)
  return catalog.render([locale], (words) => {
    const trace = traced(words, entries, stretch)
    return { ...trace, shown: make(trace.words) }
  })
}

function problemsOf(shown: Shown): string[] {
  if ('lines' in shown) return []
  if ('fields' in shown) return checkForm(shown)
  const window: Message = { summary: '…', blocks: [{ type: 'text', spans: ['…'] }] }
  return checkMessage(
    'summary' in shown ? shown : { ...window, blocks: [...window.blocks, { type: 'rows', ...shown }] },
  )
}

describe('golden messages', () => {
  // GOLDEN=write vitest run tests/golden.test.ts: writes them anew; the difference is for a person to read.
  it.each([...new Set(names.map(fileOf))])('%s reads as it was read last', (file) => {
    const shown = Object.fromEntries(
      names.filter((name) => fileOf(name) === file).map((name) => [name, show(name, baseLocale).shown]),
    )
    const json = `${JSON.stringify(shown, null, 2)}\n`
    if (process.env.GOLDEN === 'write') writeFileSync(new URL(file, folder), json)
    expect(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))).toEqual(JSON.parse(json))
  })

  it('show nothing that is no longer said', () => {
    expect(readdirSync(folder).sort()).toEqual([...new Set(names.map(fileOf))].sort())
  })

  it('show every text and every variant of the catalogue', () => {
    const used = new Set(
      names.flatMap((name) => show(name, baseLocale).uses.map(({ key, variant }) => `${key} ${variant}`)),
    )
    const all = [...entries.values()].flatMap(({ key, texts }) =>
      [...texts.keys()].map((variant) => `${key} ${variant}`),
    )
    expect(all.filter((text) => !used.has(text))).toEqual([])
  })
})

describe.each(catalog.locales)('in %s every message', (locale) => {
  it.each(names)('%s can be shown on every platform', (name) => {
    expect(problemsOf(show(name, locale).shown)).toEqual([])
  })

  it.each(names)('%s can be shown when every value is as long as it may be', (name) => {
    const { shown, problems } = show(name, locale, true)
    expect([...problems, ...problemsOf(shown)]).toEqual([])
  })

  it.each(names)('%s has labels that say in the words what they are for', (name) => {
    expect(misplaced(show(name, locale))).toEqual([])
  })

  it.each(names)('%s has a summary fit for a shared screen', (name) => {
    const { shown, uses } = show(name, locale)
    if (!('summary' in shown)) return
    const keys = uses.filter(({ output }) => output === shown.summary).map(({ key }) => entries.get(key))
    expect(keys.some((entry) => entry?.as === 'summary' && !tellsOfSomeone(entry))).toBe(true)
  })
})

/** What a person typed, or how much of something there is, never stands on a lock screen. */
const tellsOfSomeone = ({ params = {} }: Entry) => Object.values(params).some(({ type }) => type !== 'person')

/** Labels whose key allows more characters than their place does: the linter would let a translation grow too long. */
function misplaced({ shown, uses }: Trace & { shown: Shown }): string[] {
  return places(shown).flatMap(([label, limit]) => {
    const makers = uses.filter(({ output }) => output === label).map(({ key }) => entries.get(key))
    const known = makers.length === 0 || makers.some((entry) => entry && roles[entry.as] <= limit)
    return known ? [] : [`${label} (${makers.map((entry) => entry?.key)}): a place of ${limit} characters`]
  })
}

type Place = readonly [label: string, limit: number]

function places(shown: Shown): readonly Place[] {
  if ('lines' in shown) return []
  if ('rows' in shown) return blockPlaces({ type: 'rows', rows: shown.rows })
  const inBlocks = (shown.blocks ?? []).flatMap(blockPlaces)
  if ('summary' in shown) return [[shown.summary, limits.summary], ...inBlocks]
  return [
    [shown.title, limits.formTitle],
    [shown.submit, limits.submit],
    ...inBlocks,
    ...shown.fields.flatMap(fieldPlaces),
  ]
}

function blockPlaces(block: Block): Place[] {
  if (block.type === 'buttons') return block.buttons.map(({ label }): Place => [label, limits.buttonLabel])
  return block.type === 'rows' ? block.rows.map(({ label }): Place => [label, limits.rowLabel]) : []
}

function fieldPlaces({ label, hint, options = [] }: Field): Place[] {
  const hints: Place[] = hint === undefined ? [] : [[hint, limits.fieldHint]]
  return [[label, limits.fieldLabel], ...hints, ...options.map((option): Place => [option.label, limits.optionLabel])]
}
