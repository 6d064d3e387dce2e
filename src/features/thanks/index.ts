import { readCatalog } from '../../../messages/catalog.ts'
import { staleMessage } from '../../../messages/common.ts'
import type { Message } from '../../../messages/message.ts'
import {
  aboutThanks,
  thanksForm,
  thanksOffer,
  thanksProblem,
  thanksRow,
  thanksSentence,
  tooLong,
} from '../../../messages/thanks.ts'
import {
  type Acting,
  type Context,
  type Feature,
  type Id,
  type Looking,
  localDate,
  type Member,
  type Reply,
  type Values,
} from '../../engine/index.ts'
import type { Db } from '../../store/tables.ts'
import { deleteThanks, expireThanks, givenBy, giverOf, helperOf, insertThanks, receivedBy } from './queries.ts'
import { CONSTANT, EXPIRE_THANKS_MS, filledIn, isTooLong, whyNot } from './rules.ts'
import { type IsBlocked, placeOf, textOf, toText, viewThanks } from './views.ts'

/** Whether another person's message may be planned for this member; someone who never joined gets one, ever. */
export type FirstContact = (c: Context, to: Member) => Promise<boolean>

export type Thanks = Feature & {
  /** Who gave these thanks. */
  causedBy(db: Db, subject: Id): Promise<Id | undefined>
  /** Offered when a request came to a good end. */
  thanksWindow(c: Pick<Looking, 'words'>, to: Pick<Member, 'person' | 'name'>, ask: Id): Message
}

export type ThanksNeeds = { readonly isBlocked: IsBlocked; readonly firstContact: FirstContact }

/** Private thanks, one per pair a day. Whoever gives them reads the same whatever becomes of them. */
export const createThanks = ({ isBlocked, firstContact }: ThanksNeeds): Thanks => ({
  name: 'thanks',
  causedBy: giverOf,
  thanksWindow: (c, { person, name }, ask) => c.words((words) => thanksOffer(words, { mention: person, name }, ask)),
  commands: {
    thanks: { about: readCatalog().render(['en'], aboutThanks), words: ['thank'], takesWords: true, run: open },
  },
  actions: {
    'thanks.quick': (c, ask) => quick(c, ask, firstContact),
    'thanks.own-words': ownWords,
    'thanks.not-needed': async (c) => say(c, 'thanks.closed'),
  },
  forms: { 'thanks.send': (c, _subject, values) => send(c, values, firstContact) },
  views: { 'thanks.given': (c, subject) => viewThanks(c, subject, isBlocked) },
  keeps: {
    export: exportFor,
    erase: async (c, member) => {
      for (const id of await deleteThanks(c.db, member)) c.refresh(id)
    },
    expire: (c) => expireThanks(c.db, c.now - EXPIRE_THANKS_MS),
  },
})

const open = async (c: Acting, values: Values): Promise<Reply> => {
  const { teammate, text } = filledIn(values)
  return { form: c.words((words) => thanksForm(words, { text, ...(teammate !== undefined && { teammate }) })) }
}

/** What is wrong is told at its field, and nothing is sent. */
const send = async (c: Acting, values: Values, firstContact: FirstContact): Promise<Reply> => {
  const { teammate, text } = filledIn(values)
  const to = teammate === undefined ? undefined : await c.find(teammate)
  const erased = !to && teammate !== undefined && (await wasErased(c, teammate))
  const problem = erased ? undefined : whyNot(c.member, to)
  const errors = c.words((words) => ({
    ...(problem && { teammate: thanksProblem(words, problem) }),
    ...(text === '' && { text: thanksProblem(words, 'thanks.empty') }),
    ...(isTooLong(text) && { text: tooLong(words, text.length) }),
  }))
  if (Object.keys(errors).length > 0) return { errors }
  if (to) await give(c, to, text, firstContact)
  return say(c, 'thanks.sent')
}

/** They read like whoever never joined: nothing is kept, and the answer is the same. */
const wasErased = (c: Acting, person: string): Promise<boolean> =>
  c.wasErased({ workspace: c.workspace, account: `${c.member.platform}:${person}` })

/** Only whoever asked can thank whoever helped from the window that follows. */
const quick = async (c: Acting, ask: Id, firstContact: FirstContact): Promise<Reply> => {
  const person = await helperOf(c.db, ask, c.member.id)
  const to = person === undefined ? undefined : await c.find(person)
  if (!to || whyNot(c.member, to)) return { say: c.words(staleMessage) }
  await give(c, to, CONSTANT, firstContact)
  return say(c, 'thanks.sent')
}

const ownWords = async (c: Acting, ask: Id): Promise<Reply> => {
  const teammate = await helperOf(c.db, ask, c.member.id)
  return { form: c.words((words) => thanksForm(words, teammate === undefined ? {} : { teammate })) }
}

/** A second one on the same date, or one too many to somebody who never joined, is as if it had not been given. */
const give = async (c: Acting, to: Member, text: string, firstContact: FirstContact): Promise<void> => {
  await c.keep()
  const id = c.id('thanks')
  const first = await insertThanks(c.db, {
    id,
    workspace: c.workspace,
    giver: c.member.id,
    receiver: to.id,
    words: c.sealed.seal(c.member.id, placeOf(id), text),
    date: localDate(c.now, c.member.timeZone),
    at: c.now,
  })
  if (!first || !(await firstContact(c, to))) return
  c.say(to.id, 'thanks.given', id, { key: `thanks:${id}`, because: 'named-you' })
}

const exportFor = async (c: Looking, member: Id): Promise<readonly Readonly<Record<string, string>>[]> => {
  const given = (await givenBy(c.db, member)).map((row) => ({ ...row, which: 'given' as const }))
  const received = (await receivedBy(c.db, member)).map((row) => ({ ...row, which: 'received' as const }))
  const shown = c.words((words) =>
    [...given, ...received].flatMap(({ which, ...row }) => {
      const text = textOf(c, row)
      const name = row.name ?? undefined
      return text === undefined ? [] : [thanksRow(words, which, { at: row.at, name, ...toText(text) })]
    }),
  )
  return shown.map(({ label, spans }) => ({
    [label]: spans
      .map((span) => (typeof span === 'object' && 'time' in span ? localDate(span.time, c.viewer.timeZone) : span))
      .join(''),
  }))
}

const say = (c: Acting, key: Parameters<typeof thanksSentence>[1]): Reply => ({
  say: c.words((words) => thanksSentence(words, key)),
})
