/** One line of the table: what was measured, beside what the same work costs bare. */
export type Figure = {
  readonly what: string
  readonly unit: Unit
  readonly ours: number
  readonly floor?: { readonly what: string; readonly value: number }
  /** What we want: of `ours` unless `ratio` is said. */
  readonly aim?: { readonly least?: number; readonly most?: number; readonly of?: 'ratio' }
}

export type Unit = 'µs' | 'ms' | '/s' | 'MB'

/** One suite: everything it needs it makes in `folder`, and its sizes are given. */
export type Suite = (folder: string, sizes: Sizes) => Promise<readonly Figure[]>

export type Sizes = {
  /** Members in the small and in the big town of the quiet tick. */
  readonly few: number
  readonly many: number
  /** Looks at the clock in each of them, a round. */
  readonly ticks: number
  /** Members whose check-in is due at one instant. */
  readonly wave: number
  /** Commands and taps while nothing else happens. */
  readonly replies: number
  /** Messages whose buttons can be tapped, at most that many taps in all. */
  readonly tappers: number
  readonly starts: number
}

export const usual: Sizes = {
  few: 10_000,
  many: 1_000_000,
  ticks: 300,
  wave: 100_000,
  replies: 500,
  tappers: 4_000,
  starts: 5,
}

/** The value below which that share of them lies. @throws RangeError when there are none */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  if (found === undefined) throw new RangeError('nothing was measured')
  return found
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export const ratioOf = ({ ours, floor }: Figure): number | undefined => floor && ours / floor.value

/** Undefined when there is no aim. */
export const isMet = (figure: Figure): boolean | undefined => {
  const { aim, ours } = figure
  if (!aim) return undefined
  const value = aim.of === 'ratio' ? (ratioOf(figure) ?? Number.NaN) : ours
  return value >= (aim.least ?? Number.NEGATIVE_INFINITY) && value <= (aim.most ?? Number.POSITIVE_INFINITY)
}
