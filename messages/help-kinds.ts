/** DESIGN.md section 1: the five kinds of help. People read their labels, never these ids. */
export const helpKinds = ['fresh-eyes', 'listener', 'learn', 'goal', 'connect'] as const
export type HelpKind = (typeof helpKinds)[number]

export const isHelpKind = (value: unknown): value is HelpKind => helpKinds.some((kind) => kind === value)
