import { appendFileSync, existsSync, readFileSync } from 'node:fs'

export const workspace = 'harbour'

/** One line of the platform's own ledger. Lines are only ever added. */
export type Line =
  | { readonly kind: 'posted' | 'edited'; readonly delivery: string; readonly person: string; readonly text: string }
  /** The program said that it has dealt with this event. */
  | { readonly kind: 'heard'; readonly event: string; readonly person: string }

/** What somebody did on the platform: pressed the one button there is. */
export type Press = { readonly event: string; readonly person: string }

export const appendLine = (file: string, line: Line): void => appendFileSync(file, `${JSON.stringify(line)}\n`)

export const readLines = (file: string): readonly Line[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Line)
    : []
