/** How often each trouble comes, in a thousand. */
export type Faults = {
  readonly rateLimited: number
  readonly unavailable: number
  /** 5xx before anything was processed. */
  readonly brokenBefore: number
  /** 5xx after the message was posted. */
  readonly brokenAfter: number
  /** Posted, and the answer never comes. */
  readonly lostAnswer: number
  /** Neither posted nor answered. */
  readonly hang: number
  /** Posted late, though given up long before; up to `lateMs` after the call. */
  readonly late: number
  readonly lateMs: number
  /** A look for a message fails. */
  readonly findBroken: number
  /** A look for a message sees what was there up to `lagMs` ago. */
  readonly findLag: number
  readonly lagMs: number
  /** At each write of an engine: it dies before or after the commit. */
  readonly crash: number
  /** A pacing wait takes up to `stallMs` longer: the process was stopped. */
  readonly stall: number
  readonly stallMs: number
  /** A timer's effects come a second time, as after a restore. */
  readonly replay: number
}

/** Inside the published model: no request lives longer than its timeout and the quarantine. */
export const inModel: Faults = {
  rateLimited: 50,
  unavailable: 20,
  brokenBefore: 20,
  brokenAfter: 20,
  lostAnswer: 20,
  hang: 10,
  late: 20,
  lateMs: 45_000,
  findBroken: 100,
  findLag: 500,
  lagMs: 20_000,
  crash: 4,
  stall: 150,
  stallMs: 240_000,
  replay: 50,
}

/** Outside it: one request in fifty is stuck for up to ten minutes. The measured rate of duplicates is published. */
export const stuck: Faults = { ...inModel, late: 20, lateMs: 600_000 }

export const calm: Faults = {
  rateLimited: 0,
  unavailable: 0,
  brokenBefore: 0,
  brokenAfter: 0,
  lostAnswer: 0,
  hang: 0,
  late: 0,
  lateMs: 0,
  findBroken: 0,
  findLag: 0,
  lagMs: 0,
  crash: 0,
  stall: 0,
  stallMs: 0,
  replay: 0,
}
