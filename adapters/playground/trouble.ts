import { SendError } from '../../src/engine/index.ts'
import type { Trouble } from './types.ts'

export const troubles = [
  'rate-limited',
  'unreachable',
  'down',
  'lost-answer',
  'none',
] as const satisfies readonly Trouble[]

/** What a platform typically asks for after a burst. */
const retryAfterMs = 30_000

export type Switches = ReturnType<typeof createSwitches>

/** What goes wrong on purpose, for one person or for all; one's own trouble goes before that of all. */
export function createSwitches() {
  const on = new Map<string, Trouble>()
  return {
    set(kind: Trouble, person?: string): void {
      if (kind !== 'none') on.set(person ?? '', kind)
      else if (person === undefined) on.clear()
      else on.delete(person)
    },
    of: (person: string): Trouble => on.get(person) ?? on.get('') ?? 'none',
  }
}

/** What is met before anything was done. @throws SendError */
export function refuse(trouble: Trouble): void {
  if (trouble === 'rate-limited') throw new SendError('rate-limited', { retryAfterMs })
  if (trouble === 'unreachable') throw new SendError('unreachable')
  if (trouble === 'down') throw new SendError('unavailable')
}

/** What is met after it was done. @throws SendError */
export function loseAnswer(trouble: Trouble): void {
  if (trouble === 'lost-answer') throw new SendError('unknown')
}
