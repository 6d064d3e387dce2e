import type { Lab, LabDelivery } from './lab.ts'
import { farthestMs, parseAdvance, parseInstant } from './time.ts'
import { Refusal, type Step } from './world.ts'

type Walker = Pick<Lab, 'now' | 'moveTo' | 'settle' | 'next' | 'nextEnd' | 'ended'>

/** The beat of the program: if something stays due, time goes on all the same. */
const beatMs = 60_000

/** Walks the clock from due instant to due instant; answers what ended on the way. @throws Refusal `bad-time` */
export async function walk(lab: Walker, step: Step): Promise<readonly LabDelivery[]> {
  const from = lab.now()
  if ('next' in step) await walkToNextEnd(lab, from + farthestMs)
  else await walkTo(lab, targetOf(step, from))
  return lab.ended(from, lab.now())
}

async function walkTo(lab: Walker, to: number): Promise<void> {
  for (;;) {
    const due = await lab.next()
    if (due === undefined) break
    const at = due > lab.now() ? due : lab.now() + beatMs
    if (at > to) break
    lab.moveTo(at)
    await lab.settle()
  }
  lab.moveTo(to)
  await lab.settle()
}

async function walkToNextEnd(lab: Walker, until: number): Promise<void> {
  const from = lab.now()
  for (;;) {
    const at = await lab.nextEnd(until)
    if (at === undefined || at > until) return
    await walkTo(lab, at > lab.now() ? at : Math.min(lab.now() + beatMs, until))
    if (lab.now() >= until || (await lab.ended(from, lab.now())).length > 0) return
  }
}

function targetOf(step: { advance: string } | { to: string }, now: number): number {
  const by = 'to' in step ? parseInstant(step.to) - now : parseAdvance(step.advance)
  if ('advance' in step && by === 0) throw new Refusal('bad-time', 'advance: must be longer than nothing.')
  if (by < 0) throw new Refusal('bad-time', 'to: the clock never goes back.')
  if (by > farthestMs) throw new Refusal('bad-time', 'The clock goes at most 366 days at a time.')
  return now + by
}
