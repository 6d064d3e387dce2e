import type { Db } from '../store/tables.ts'
import type { Id } from './adapter.ts'
import { type Effects, flushEffects, noEffects, wakeKey } from './effects.ts'
import { erasedHash, eraseMember } from './erase.ts'
import type { Context, Looking, Seen } from './feature.ts'
import type { Member } from './member.ts'
import type { Parts } from './parts.ts'
import { addressOf } from './roster.ts'

/** One transaction's work: contexts for the features, their effects gathered, flushed together at the end. */
export type Job = {
  readonly db: Db
  readonly now: number
  readonly effects: Effects
  /** What makes the ids of this act its own. */
  readonly salt: string
  readonly contextFor: (feature: string) => Context
  readonly lookingAs: (viewer: Member) => Looking
  /** Every feature but `from` hears it. */
  readonly hear: (seen: Seen, from?: string) => Promise<void>
}

/**
 * Runs `work` in one transaction, with everything it says, wakes and tells. What cannot be rolled back (destroyed
 * keys, what adapters forget) happens after the commit. An `act` goes ahead of all that waits: its person does too.
 */
export const runJob = async <T>(parts: Parts, now: number, work: (job: Job) => Promise<T>, act?: Id): Promise<T> => {
  const done = await parts.store.transact(async (db) => {
    const job = openJob(parts, db, now, act ?? '')
    const result = await work(job)
    await flushEffects(parts, job)
    return { result, effects: job.effects }
  }, act !== undefined)
  await afterCommit(parts, done.effects)
  return done.result
}

const openJob = (parts: Parts, db: Db, now: number, salt: string): Job => {
  const effects = noEffects()
  const job: Job = {
    db,
    now,
    effects,
    salt,
    contextFor: (feature) => contextOf(parts, job, feature),
    lookingAs: (viewer) => ({
      now,
      db,
      viewer,
      sealed: { open: parts.store.keys.open, hash: parts.store.keys.hash },
      conversationWith: (other) => parts.adapterOf(viewer.platform).conversation?.(addressOf(viewer), addressOf(other)),
      words: (make) => parts.catalog.render(viewer.locales, make),
    }),
    hear: async (seen, from) => {
      for (const feature of parts.features) {
        if (feature.hears && feature.name !== from) await feature.hears(job.contextFor(feature.name), seen)
      }
    },
  }
  return job
}

const contextOf = (parts: Parts, job: Job, feature: string): Context => {
  const { db, now, effects } = job
  return {
    now,
    db,
    id: (what) => parts.chance.idOf(`${job.salt} ${feature} ${what}`),
    say: (to, view, subject, how) => effects.says.push({ to, view, subject, ...how }),
    refresh: (subject) => effects.stale.add(subject),
    wake: (kind, subject, at) => effects.wakes.set(wakeKey(feature, kind, subject), { feature, kind, subject, at }),
    tell: (name, subject) => effects.tells.push({ from: feature, name, subject }),
    sealed: {
      seal: parts.store.keys.seal,
      open: parts.store.keys.open,
      hash: parts.store.keys.hash,
      forget: (member) => effects.forgotten.add(member),
    },
    endPlanned: (member, reason) => effects.ends.push({ member, reason }),
    erase: (member) => eraseMember(parts, job, member),
    wasErased: async (who) => {
      const hash = erasedHash(parts, who)
      return (await db.selectFrom('erased').select('hash').where('hash', '=', hash).executeTakeFirst()) !== undefined
    },
  }
}

/** What adapters hold goes first: scrubbing then takes it out of the files too. */
const afterCommit = async (parts: Parts, effects: Effects): Promise<void> => {
  for (const address of effects.erased.values()) {
    await parts
      .adapterOf(address.platform)
      .forget?.(address)
      .catch(() => parts.log.warn('erase.adapter-kept'))
  }
  for (const member of effects.forgotten) parts.store.keys.forget(member)
  if (effects.forgotten.size > 0) await parts.store.scrub()
}
