import type { Spans } from './message.ts'

/** The words of one locale, as a message builder uses them. Typed keys come from the generated `keys.ts`. */
export type Words = {
  readonly locale: string
  /** Formats a text to spans; a variant is named when the key has several. */
  readonly text: (key: string, params?: Record<string, unknown>, variant?: string) => Spans
  /** The same as plain characters: labels, titles, summaries. */
  readonly label: (key: string, params?: Record<string, unknown>) => string
}
