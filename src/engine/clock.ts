/** Passed in everywhere; the only source of time. */
export type Clock = {
  /** Wall clock, epoch ms; may jump. */
  readonly now: () => number
  /** Milliseconds that never go back. */
  readonly monotonic: () => number
  /** Resolves after `ms`, or at once when the signal is aborted; never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

/** Passed in everywhere; the only source of chance. */
export type Chance = {
  /** A fresh id of at most 25 characters. */
  readonly id: () => string
  /** The id of what this text names: same text, same id, here and now; says nothing of the text. */
  readonly idOf: (text: string) => string
  /** A whole number from 0 to `n - 1`. */
  readonly below: (n: number) => number
}

/** Event name and flat fields: ids yes; texts, names, answers, people, kinds and reasons never. */
export type Log = Record<'debug' | 'info' | 'warn' | 'error', (event: string, fields?: Record<string, unknown>) => void>
