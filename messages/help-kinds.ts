import type { Words } from './catalog.ts'
import type { Option } from './message.ts'

/** DESIGN.md section 1: the five kinds of help. People read their labels, never these ids. */
export const helpKinds = ['fresh-eyes', 'listener', 'learn', 'goal', 'connect'] as const
export type HelpKind = (typeof helpKinds)[number]

export const isHelpKind = (value: unknown): value is HelpKind => helpKinds.some((kind) => kind === value)

/** How a kind reads in every form and list. */
export const helpKindLabel = (words: Words, kind: HelpKind): string => words.label(`help-kind.${kind}`)

export const helpKindOptions = (words: Words): readonly Option[] =>
  helpKinds.map((kind) => ({ value: kind, label: helpKindLabel(words, kind) }))
