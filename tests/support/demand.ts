/** The value, where a test would be wrong without one. */
export const demand = <T>(value: T | undefined, what = 'a value'): T => {
  if (value === undefined) throw new Error(`the test expected ${what}`)
  return value
}
