import type { Kind } from '../../messages/kinds.ts'
import type { Address, Id } from './adapter.ts'
import type { Saying } from './feature.ts'
import type { Job } from './job.ts'
import type { Reason } from './outbox.ts'
import type { Parts } from './parts.ts'
import { writeEnds, writeSays, writeStale, writeWakes } from './writes.ts'

export type Say = Saying & { readonly to: Id; readonly view: Kind; readonly subject: Id }
export type Wake = {
  readonly feature: string
  readonly kind: string
  readonly subject: Id
  readonly at: number | undefined
}

/** What a transaction's callbacks asked for; written together, so that a batch of fifty costs few statements. */
export type Effects = {
  readonly says: Say[]
  readonly stale: Set<Id>
  readonly wakes: Map<string, Wake>
  readonly tells: { readonly from: string; readonly name: string; readonly subject: Id }[]
  readonly ends: { readonly member: Id; readonly reason: Reason }[]
  /** Members whose key is destroyed after the commit. */
  readonly forgotten: Set<Id>
  /** Members erased in this transaction, with where adapters know them. */
  readonly erased: Map<Id, Address>
}

export const wakeKey = (feature: string, kind: string, subject: Id): string => `${feature} ${kind} ${subject}`

/** More tells than this in one transaction is a loop between features. */
const MOST_TELLS = 10_000

export const noEffects = (): Effects => ({
  says: [],
  stale: new Set(),
  wakes: new Map(),
  tells: [],
  ends: [],
  forgotten: new Set(),
  erased: new Map(),
})

/** Lets the features hear what was told and what was ended, then writes everything. */
export const flushEffects = async (parts: Parts, job: Job): Promise<void> => {
  const { effects } = job
  for (let rounds = 0; effects.tells.length + effects.ends.length > 0; rounds++) {
    if (rounds > MOST_TELLS) throw new Error('features tell each other without end')
    const told = effects.tells.shift()
    if (told) await job.hear({ kind: 'told', name: told.name, subject: told.subject }, told.from)
    await writeEnds(parts, job, effects.ends.splice(0))
  }
  await writeSays(
    parts,
    job,
    effects.says.filter((say) => !effects.erased.has(say.to)),
  )
  await writeStale(job, effects.stale)
  await writeWakes(job, [...effects.wakes.values()])
}
