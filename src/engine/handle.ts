import { adminOnlyMessage, failedMessage, notServedMessage, staleMessage } from '../../messages/common.ts'
import type { Message } from '../../messages/message.ts'
import { actingAs } from './acting.ts'
import type { Heard, Id, Reply } from './adapter.ts'
import { nameOf, show } from './claim.ts'
import type { Acting } from './feature.ts'
import { install, isServed, uninstall } from './installations.ts'
import { type Job, runJob } from './job.ts'
import type { Parts } from './parts.ts'
import type { DeliveryRow } from './queries.ts'
import { memberByPerson, updateFrom, workspacesById } from './roster.ts'

/** The word after the command that answers everything which no feature knows. */
const HELP = 'help'

/** One act, one transaction: dedupe, verify, route. Throws when nothing could be changed. */
export const handle = (parts: Parts, heard: Heard): Promise<Reply> => {
  const run = async (job: Job) => ((await isNew(job, heard.id)) ? route(parts, job, heard) : {})
  return runJob(parts, parts.clock.now(), run, heard.id)
}

/** A failure changed nothing, and says so. */
export const sayFailed = (parts: Parts, heard: Heard, error: unknown): Reply => {
  parts.log.error('handle.failed', { heard: heard.id, error: nameOf(error) })
  return { say: parts.catalog.render([heard.by.locale ?? 'en', 'en'], failedMessage) }
}

const isNew = async (job: Job, id: Id): Promise<boolean> => {
  const written = await job.db
    .insertInto('inbox')
    .values({ id, at: job.now })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return (written.numInsertedOrUpdatedRows ?? 0n) > 0n
}

const route = async (parts: Parts, job: Job, heard: Heard): Promise<Reply> => {
  if (heard.kind === 'installed') return install(parts, job, heard)
  if (heard.kind === 'removed') return uninstall(job, heard.workspace)
  const workspace = (await workspacesById(job.db, [heard.workspace])).get(heard.workspace)
  if (!workspace || !isServed(parts, workspace) || heard.by.outsider) {
    return { say: parts.catalog.render([heard.by.locale ?? 'en', 'en'], notServedMessage) }
  }
  const acting = await actingAs(parts, job, heard, workspace)
  await noteChanges(job, acting, heard)
  if (heard.kind === 'person' || heard.kind === 'place') return {}
  if (acting.member.standing === 'joined') await job.hear({ kind: 'acted', member: acting.member.id })
  return answer(parts, job, acting, heard)
}

/** What the platform tells of the one who acts; acting also proves that they can be reached. */
const noteChanges = async (job: Job, { member }: Acting, heard: Heard): Promise<void> => {
  if (!member.stored) return
  const changed = await updateFrom(job.db, member, heard.by, job.now)
  if (changed) await job.hear({ kind: 'person', member: member.id, changed })
  if (member.unreachableSince === undefined || heard.kind === 'person') return
  await job.db.updateTable('members').set({ unreachable_since: null }).where('id', '=', member.id).execute()
}

const answer = (parts: Parts, job: Job, acting: Acting, heard: Heard): Promise<Reply> => {
  switch (heard.kind) {
    case 'command':
      return runCommand(parts, job, acting, heard)
    case 'action':
      return heard.delivery === undefined
        ? runAction(parts, job, acting, heard, heard.subject)
        : press(parts, job, acting, heard, heard.delivery)
    case 'form':
      return runForm(parts, job, acting, heard)
    case 'text':
      return runText(parts, job, acting, heard.text)
    case 'home':
      return runHome(parts, acting)
    default:
      return Promise.resolve({})
  }
}

/** The same acting person, whose effects belong to the feature that answers. */
const as = (job: Job, acting: Acting, feature: string): Acting => ({ ...acting, ...job.contextFor(feature) })

type CommandHeard = Pick<Extract<Heard, { kind: 'command' }>, 'name' | 'values'>

const runCommand = async (parts: Parts, job: Job, acting: Acting, heard: CommandHeard): Promise<Reply> => {
  const command = parts.command(heard.name) ?? parts.command(HELP)
  if (!command) return stale(acting)
  if (command.run.adminOnly && !acting.admin) return { say: acting.words(adminOnlyMessage) }
  return command.run.run(as(job, acting, command.feature), heard.values)
}

type Action = Extract<Heard, { kind: 'action' }>

const runAction = async (parts: Parts, job: Job, acting: Acting, heard: Action, subject: Id): Promise<Reply> => {
  const action = parts.action(heard.name)
  if (!action) return stale(acting)
  return action.run(as(job, acting, action.feature), subject, heard.value)
}

/** A button on a delivered message: only if it went to this member and carries this button now. */
const press = async (parts: Parts, job: Job, acting: Acting, heard: Action, delivery: Id): Promise<Reply> => {
  const row = await job.db
    .selectFrom('deliveries')
    .selectAll()
    .where('id', '=', delivery)
    .where('workspace', '=', heard.workspace)
    .where('member', '=', acting.member.id)
    .where('status', 'in', ['sending', 'sent', 'uncertain'])
    .executeTakeFirst()
  const before = row && (await showTo(parts, job, acting, row))
  if (!row || !before || !carries(before, heard)) return stale(acting)
  const reply = await runAction(parts, job, acting, heard, row.subject)
  const update = await showTo(parts, job, acting, row)
  if (!update || JSON.stringify(update) === JSON.stringify(before)) return reply
  return { ...reply, update }
}

const showTo = async (parts: Parts, job: Job, { member }: Acting, row: DeliveryRow): Promise<Message | undefined> => {
  const fresh = (await memberByPerson(job.db, member.workspace, member.person)) ?? member
  const shown = await show(parts, job, row, fresh)
  return shown && !('skip' in shown) ? shown : undefined
}

const carries = (message: Message, heard: Action): boolean =>
  message.blocks.some(
    (block) =>
      block.type === 'buttons' &&
      block.buttons.some((button) => button.action === heard.name && button.value === heard.value),
  )

const runForm = async (parts: Parts, job: Job, acting: Acting, heard: Extract<Heard, { kind: 'form' }>) => {
  const form = parts.form(heard.name)
  if (!form) return stale(acting)
  return form.run(as(job, acting, form.feature), heard.subject, heard.values)
}

const runText = async (parts: Parts, job: Job, acting: Acting, text: string): Promise<Reply> => {
  const name = aloneIn(parts.commands, text)
  if (name !== undefined) return runCommand(parts, job, acting, { name, values: {} })
  for (const feature of parts.features) {
    const reply = await feature.typed?.(as(job, acting, feature.name), text)
    if (reply) return reply
  }
  return {}
}

/** The command that counts without the command word too, when this is all that was typed. */
const aloneIn = (commands: Parts['commands'], text: string): string | undefined => {
  const word = text.trim().replace(/[.!]$/, '').toLowerCase()
  const found = Object.entries(commands).find(
    ([name, { alone, words = [] }]) => alone && (name === word || words.includes(word)),
  )
  return found?.[0]
}

const runHome = async (parts: Parts, acting: Acting): Promise<Reply> => {
  const blocks = await Promise.all(parts.features.map((feature) => feature.home?.(acting) ?? []))
  return { home: blocks.flat() }
}

const stale = (acting: Acting): Reply => ({ say: acting.words(staleMessage) })
