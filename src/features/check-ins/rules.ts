import { type Answer, answers } from '../../../messages/check-in.ts'

/** A note is shown whole in one row of a person's own data: `limits.rowText`. */
export const NOTE_LIMIT = 1_000
/** DESIGN.md section 8: taps are kept 35 days at most. */
export const ANSWER_DAYS = 35
/** What is past its time goes once a day, so a day earlier. */
export const EXPIRE_ANSWERS_MS = (ANSWER_DAYS - 1) * 86_400_000
/** As long as the ledger, whose rows refer to these. */
export const EXPIRE_ROWS_MS = 90 * 86_400_000

/** `ask` asks, `still` asks whether it is still wanted, `rest` leaves the week out. */
export const modes = ['ask', 'still', 'rest'] as const
export type Mode = (typeof modes)[number]

/** How often silence lets us ask one member. */
export type Pace = {
  readonly step: number
  /** Sent in a row at this step with no act since. */
  readonly silent: number
  /** Weeks left out since the last one that was really sent. */
  readonly rested: number
  /** Openings sent in all. */
  readonly turn: number
}

export const freshPace: Pace = { step: 0, silent: 0, rested: 0, turn: 0 }

/**
 * Promise 1, as a table. After `patience` sent in a row without any act the next step holds; after the last row
 * nothing is planned. Only what was really sent counts, so paused and skipped weeks are no silence.
 */
const steps: readonly { readonly everyWeeks: number; readonly mode: 'ask' | 'still'; readonly patience: number }[] = [
  { everyWeeks: 1, mode: 'ask', patience: 2 },
  { everyWeeks: 2, mode: 'ask', patience: 2 },
  { everyWeeks: 4, mode: 'ask', patience: 2 },
  { everyWeeks: 4, mode: 'still', patience: 1 },
]

/** What this week's occurrence becomes; no mode: nothing is planned until the member acts. */
export const paceWeek = (pace: Pace): { readonly pace: Pace; readonly mode?: Mode } => {
  const here = steps[pace.step]
  if (!here) return { pace }
  if (pace.silent >= here.patience) return paceWeek({ ...pace, step: pace.step + 1, silent: 0 })
  if (pace.rested + 1 < here.everyWeeks) return { pace: { ...pace, rested: pace.rested + 1 }, mode: 'rest' }
  return { pace, mode: here.mode }
}

/** What any act of the member makes of their pace: weekly again. */
export const restored = { step: 0, silent: 0, rested: 0 } as const

/** Undefined: not until the member acts. */
export const weeksBetween = ({ step, silent }: Pace): number | undefined => {
  const here = steps[step]
  return here && silent >= here.patience ? steps[step + 1]?.everyWeeks : here?.everyWeeks
}

export const toAnswer = (value: unknown): Answer | undefined => answers.find((answer) => answer === value)

/** Leads to an offer, never to a report. */
export const isLow = (answer: Answer): boolean => answer === 'hard' || answer === 'rough'

/** One character whatever the answer: a sealed text is as long as what it hides. */
export const codeOf = (answer: Answer): string => String(answers.indexOf(answer))

export const answerOf = (code: string): Answer | undefined => answers[Number(code)]
