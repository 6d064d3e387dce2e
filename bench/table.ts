import { type Figure, isMet, ratioOf, type Unit } from './figures.ts'

/** The figures as plain lines, their columns aligned. */
export const tableOf = (figures: readonly Figure[]): string => {
  const rows = [['', 'ours', 'floor', 'ours ÷ floor', 'aim', ''], ...figures.map(rowOf)]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) => aligned(row, widths)).join('\n')
}

const aligned = (row: readonly string[], widths: readonly number[]): string =>
  row
    .map((cell, column) =>
      column === 0 || column > 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    .join('  ')
    .trimEnd()

const rowOf = (figure: Figure): string[] => {
  const { what, unit, ours, floor } = figure
  const ratio = ratioOf(figure)
  return [
    floor ? `${what} (floor: ${floor.what})` : what,
    amount(ours, unit),
    floor ? amount(floor.value, unit) : '',
    ratio === undefined ? '' : `${round(ratio)}×`,
    aimOf(figure),
    verdictOf(figure),
  ]
}

const aimOf = ({ aim, unit }: Figure): string => {
  if (!aim) return ''
  const show = (value: number) => (aim.of === 'ratio' ? `${value}×` : amount(value, unit))
  return aim.least === undefined ? `≤ ${show(aim.most ?? 0)}` : `≥ ${show(aim.least)}`
}

const verdictOf = (figure: Figure): string => {
  const met = isMet(figure)
  if (met === undefined) return ''
  return met ? 'met' : 'MISSED'
}

const amount = (value: number, unit: Unit): string => (unit === '/s' ? `${round(value)}/s` : `${round(value)} ${unit}`)

/** Three digits that count. */
const round = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))
