import { expect, it } from 'vitest'
import { nodesOf, type SourceFile, sourceFiles } from './support/source-files.ts'

// CODE-MODELS: measured on the code bases this one is modelled on.
const limits = { file: 300, medianFile: 100, function: 40, medianFunction: 10 }

const files = sourceFiles('src', 'adapters', 'messages')

it('keeps files short', () => {
  const long = files.map(({ path, text }) => ({ path, lines: linesIn(text) }))
  expect(long.filter(({ lines }) => lines > limits.file)).toEqual([])
  expect(median(long.map(({ lines }) => lines))).toBeLessThanOrEqual(limits.medianFile)
})

it('keeps functions short', () => {
  const functions = files.flatMap(functionsIn)
  expect(functions.filter(({ lines }) => lines > limits.function)).toEqual([])
  expect(median(functions.map(({ lines }) => lines))).toBeLessThanOrEqual(limits.medianFunction)
})

it('measures a function from its parameters to its last brace, those inside it included', () => {
  const text =
    'const a = (\n  b: number,\n): { c: number } => {\n  return { c: b }\n}\nconst d = () => 1\nclass E {\n  f() {\n  }\n}\n'
  expect(functionsIn({ path: 'a.ts', text }).map(({ lines }) => lines)).toEqual([5, 1, 2])
})

function functionsIn(file: SourceFile) {
  const functions = [...nodesOf(file)].filter(({ type }) =>
    /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type),
  )
  return functions.map(({ start, end }) => ({
    at: `${file.path}:${linesIn(file.text.slice(0, start)) + 1}`,
    lines: linesIn(file.text.slice(start, end)) + 1,
  }))
}

const linesIn = (text: string): number => text.split('\n').length - 1

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
