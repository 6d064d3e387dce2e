import type { Selectable } from 'kysely'
import type { WorkspacesTable } from '../store/tables.ts'
import type { Heard } from './adapter.ts'
import type { Acting } from './feature.ts'
import type { Job } from './job.ts'
import type { Parts } from './parts.ts'
import { insertMember, memberByPerson, strangerAs } from './roster.ts'

/** The context of the one who acts; somebody without a row gets one when a feature keeps something of them. */
export const actingAs = async (
  parts: Parts,
  job: Job,
  heard: Heard,
  workspace: Selectable<WorkspacesTable>,
): Promise<Acting> => {
  const person = { ...heard.by, address: { ...heard.by.address, workspace: heard.workspace } }
  const known = await memberByPerson(job.db, heard.workspace, person.address.id)
  const member = known ?? strangerAs(parts.chance.idOf(`member ${job.salt}`), person, workspace)
  const looking = job.lookingAs(member)
  return {
    ...job.contextFor(''),
    ...looking,
    sealed: job.contextFor('').sealed,
    workspace: heard.workspace,
    member,
    admin: person.admin ?? member.admin,
    keep: async () => {
      if (!member.stored) await insertMember(job.db, member, person)
    },
    find: (id) => memberByPerson(job.db, heard.workspace, id),
    myData: async () => {
      const kept: Record<string, unknown> = {}
      for (const feature of parts.features) kept[feature.name] = await feature.keeps.export(looking, member.id)
      return kept
    },
  }
}
