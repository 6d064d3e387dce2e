import type { Id } from './adapter.ts'
import type { Job } from './job.ts'
import type { Member } from './member.ts'
import type { Parts } from './parts.ts'
import { addressOf, membersById } from './roster.ts'

/** What is left of an erased person: useless without the secret. */
export const erasedHash = (parts: Parts, who: Pick<Member, 'workspace' | 'account'>): string =>
  parts.store.keys.hash(`${who.workspace}/${who.account}`)

/** Features first, then the deliveries and the row; the key and the adapters' memory go after the commit. */
export const eraseMember = async (parts: Parts, job: Job, id: Id): Promise<void> => {
  const member = (await membersById(job.db, [id])).get(id)
  if (!member) return
  for (const feature of parts.features) await feature.keeps.erase(job.contextFor(feature.name), id)
  await job.db.deleteFrom('deliveries').where('member', '=', id).execute()
  await job.db.deleteFrom('members').where('id', '=', id).execute()
  await job.db
    .insertInto('erased')
    .values({ hash: erasedHash(parts, member), at: job.now })
    .onConflict((c) => c.doNothing())
    .execute()
  job.effects.forgotten.add(id)
  job.effects.erased.set(id, addressOf(member))
}
