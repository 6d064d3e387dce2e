import type { Lab, LabDelivery } from './lab.ts'
import { farthestMs, parseAdvance, parseInstant } from './time.ts'
import { Refusal, type Step } from './world.ts'

type Walker = Pick<Lab, 'now' | 'moveTo' | 'settle' | 'next' | 'nextEnd' | 'ended'>

/** The beat of the program: if something stays due, time goes on all the same. */
const beatMs = 60_000

/** Walks the clock from due instant to due instant; answers what ended on the way. @throws Refusal `bad-time` */
export function walk(lab: Walker, step: Step): Promise<readonly LabDelivery[]> {
  return 'next' in step ? walkToNextEnd(lab, lab.now() + farthestMs) : walkTo(lab, targetOf(step, lab.now()))
}

async function walkTo(lab: Walker, to: number): Promise<readonly LabDelivery[]> {
  const happened: LabDelivery[] = []
  // read at every step: a long way outlasts how long the ledger is kept
  while (lab.now() < to) happened.push(...(await go(lab, to)))
  return happened
}

/** Sets out only if something is to end, so that the clock stays when nothing is. */
async function walkToNextEnd(lab: Walker, until: number): Promise<readonly LabDelivery[]> {
  if ((await lab.nextEnd(until)) === undefined) return []
  while (lab.now() < until) {
    const happened = await go(lab, until)
    if (happened.length > 0) return happened
  }
  return []
}

/** One step: to the next due instant, at most to `to`. Answers what ended there. */
async function go(lab: Walker, to: number): Promise<readonly LabDelivery[]> {
  const from = lab.now()
  const due = (await lab.next()) ?? to
  lab.moveTo(Math.min(due > from ? due : from + beatMs, to))
  await lab.settle()
  return lab.ended(from, lab.now())
}

function targetOf(step: { advance: string } | { to: string }, now: number): number {
  const by = 'to' in step ? parseInstant(step.to) - now : parseAdvance(step.advance)
  if ('advance' in step && by === 0) throw new Refusal('bad-time', 'advance: must be longer than nothing.')
  if (by < 0) throw new Refusal('bad-time', 'to: the clock never goes back.')
  if (by > farthestMs) throw new Refusal('bad-time', 'The clock goes at most 366 days at a time.')
  return now + by
}
