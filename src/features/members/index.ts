import { readCatalog } from '../../../messages/catalog.ts'
import { staleMessage } from '../../../messages/common.ts'
import { aboutCommand, helpMessage } from '../../../messages/help.ts'
import type { Message } from '../../../messages/message.ts'
import {
  erasedMessage,
  inviteMessage,
  joinedMessage,
  leftMessage,
  privacyMessage,
  restMessage,
  sampleMessage,
} from '../../../messages/welcome.ts'
import type { Acting, Context, Due, Feature, Id, Looking, Member, Reply, View } from '../../engine/index.ts'
import { exportMember } from './export.ts'
import { answerOf, invite, keepAnswer, openInvite, submitInvite } from './invite.ts'
import { dropInvitation, markJoined, memberRow, setStanding, someAdmin, workspaceName } from './queries.ts'
import { ERASE_AFTER_MS, readsNow } from './rules.ts'

/** When a member who joined now hears first, epoch ms; undefined while no day was chosen. */
export type FirstHello = (c: Pick<Context, 'now' | 'db'>, member: Member) => Promise<number | undefined>

/** A private window that follows joining; undefined: none. */
export type AfterJoin = (c: Acting) => Promise<Message | undefined>

export type MembersNeeds = { readonly firstHello?: FirstHello; readonly afterJoin?: AfterJoin }

/** Who takes part: inviting, joining, leaving, and the words after the command. */
export const createMembers = ({
  firstHello = async () => undefined,
  afterJoin = async () => undefined,
}: MembersNeeds = {}): Feature => {
  const joinedNow = async (c: Looking, member: Member) => {
    const first = await firstHello(c, member)
    return c.words((words) => joinedMessage(words, first))
  }
  return {
    name: 'members',
    commands: {
      help: { about: about('help'), run: showHelp },
      stop: { about: about('stop'), words: ['quit', 'unsubscribe'], alone: true, run: leave },
    },
    actions: {
      'welcome.join': (c, subject) => join(c, subject, joinedNow, afterJoin),
      'welcome.decline': decline,
      'welcome.sample': showSample,
      'welcome.privacy': showPrivacy,
      'members.leave': leave,
      'members.erase': eraseNow,
      'members.invite': openInvite,
    },
    forms: { 'members.invite': submitInvite },
    timers: { erase: eraseLeft },
    views: { 'welcome.invite': showInvitation(joinedNow) },
    hears: async (c, seen) => {
      if (seen.kind === 'told' && seen.name === 'member.invited') await invite(c, seen.subject)
    },
    keeps: {
      export: exportMember,
      erase: async (c, member) => {
        c.wake('erase', member, undefined)
        await dropInvitation(c.db, member)
      },
      expire: async () => {},
    },
  }
}

type JoinedNow = (c: Looking, member: Member) => Promise<ReturnType<typeof joinedMessage>>

const about = (name: 'help' | 'stop') => readCatalog().render(['en'], (words) => aboutCommand(words, name))

const showInvitation =
  (joinedNow: JoinedNow): View =>
  async (c, subject) => {
    const { viewer } = c
    if (subject !== viewer.id) return { skip: 'withdrawn' }
    const now = readsNow(viewer.standing, await answerOf(c, viewer.id))
    if (now === 'joined') return joinedNow(c, viewer)
    if (now === 'rest') return c.words(restMessage)
    const admin = await someAdmin(c.db, viewer.workspace, viewer.id)
    const workspace = await workspaceName(c.db, viewer.workspace)
    return c.words((words) =>
      inviteMessage(words, { who: mention(viewer), workspace, ...(admin !== undefined && { admin }) }),
    )
  }

/** From the invitation the answer is an edit of it; from a private window it is another one. */
const join = async (c: Acting, subject: Id, joinedNow: JoinedNow, afterJoin: AfterJoin): Promise<Reply> => {
  const { id, standing } = c.member
  const fresh = standing !== 'joined'
  if (fresh) {
    await c.keep()
    await markJoined(c.db, id, c.now)
    c.wake('erase', id, undefined)
    c.tell('member.joined', id)
    c.refresh(id)
  }
  const message = await joinedNow(c, { ...c.member, standing: 'joined' })
  const after = fresh ? await afterJoin(c) : undefined
  if (subject === id) return { update: message, ...(after && { say: after }) }
  return { say: after ? { ...message, subject: '', blocks: [...message.blocks, ...after.blocks] } : message }
}

const decline = async (c: Acting): Promise<Reply> => {
  const { id, standing } = c.member
  if (standing === 'joined') return { say: c.words(staleMessage) }
  await keepAnswer(c, id, 'rest')
  c.refresh(id)
  return { update: c.words(restMessage) }
}

const showSample = async (c: Acting): Promise<Reply> => ({
  say: c.words((words) => sampleMessage(words, mention(c.member), c.member.standing !== 'joined')),
})

const showPrivacy = async (c: Acting): Promise<Reply> => ({
  say: c.words((words) => privacyMessage(words, c.member.standing !== 'joined')),
})

const showHelp = async (c: Acting): Promise<Reply> => ({
  say: c.words((words) => helpMessage(words, { outside: c.member.standing !== 'joined', admin: c.admin })),
})

/** One tap, whatever the standing: who never joined is not written to either. */
const leave = async (c: Acting): Promise<Reply> => {
  const { id, standing } = c.member
  const again = standing === 'left'
  if (!again) {
    await c.keep()
    await setStanding(c.db, id, 'left')
    c.endPlanned(id, 'left')
    c.wake('erase', id, c.now + ERASE_AFTER_MS)
    c.tell('member.left', id)
    c.refresh(id)
  }
  return { say: c.words((words) => leftMessage(words, again)) }
}

/** Stands in the window after leaving; of someone who came back since, it erases nothing. */
const eraseNow = async (c: Acting): Promise<Reply> => {
  if (c.member.stored && c.member.standing !== 'left') return { say: c.words(staleMessage) }
  if (c.member.stored) await c.erase(c.member.id)
  return { say: c.words(erasedMessage) }
}

const eraseLeft = async (c: Context, due: readonly Due[]): Promise<void> => {
  for (const { subject } of due) {
    const row = await memberRow(c.db, subject)
    if (row?.standing === 'left') await c.erase(subject)
  }
}

const mention = (member: Member) => ({ mention: member.person, name: member.name })
