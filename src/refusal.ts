/** The program cannot run as it is set up. Holds every problem, so that all can be mended at once. */
export class Refusal extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[], options: { cause?: unknown } = {}) {
    super(problems.join('\n'), options)
    this.name = 'Refusal'
    this.problems = problems
  }
}
