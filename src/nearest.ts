/** More edits than this in a long word, or one in four letters, are no slip of the finger. */
const mostSlips = 3
const lettersPerSlip = 4

/** The word that was probably meant, if any is near enough. */
export const nearest = (word: string, words: Iterable<string>): string | undefined => {
  const slips = Math.min(mostSlips, Math.ceil(word.length / lettersPerSlip))
  const ranked = [...words].map((known) => ({ known, edits: editsBetween(word, known) }))
  return ranked.filter(({ edits }) => edits <= slips).sort((a, b) => a.edits - b.edits)[0]?.known
}

/** Levenshtein's distance, one row at a time. */
const editsBetween = (a: string, b: string): number => {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [row, letter] of [...a].entries()) {
    const here = [row + 1]
    for (let column = 1; column <= b.length; column++) {
      const swapped = (above[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1)
      here.push(Math.min(swapped, (above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1))
    }
    above = here
  }
  return above[b.length] ?? 0
}
