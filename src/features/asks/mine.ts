import { askSentence, mineButton } from '../../../messages/ask.ts'
import { avoidForm, type MineItem, mineMessage, mineRow, tooManyAvoided } from '../../../messages/ask-mine.ts'
import type { Button, RowsBlock } from '../../../messages/message.ts'
import { type Acting, type Id, membersById, type Reply, type Values } from '../../engine/index.ts'
import type { Needs } from './needs.ts'
import { asksOf, avoidedOf, dropAvoided, keepAvoided, requestsTo, shownOf } from './queries.ts'
import { ASKS_A_DAY, AVOIDED, OPEN_ASKS } from './rules.ts'
import { canWiden } from './send.ts'
import { seenBy, shownRequest } from './views.ts'
import { openAvoided, openWords, sealAvoided } from './words.ts'

export type SettingsShown = { readonly rows: RowsBlock['rows']; readonly buttons: readonly Button[] }

/** One's own requests and those that wait for one, one at a time; `value` is which, counted from 0. */
export const showMine = (needs: Needs) => async (c: Acting, _subject: Id, value: string | undefined) => {
  const items = c.member.stored ? [...(await own(c)), ...(await asked(c, needs))] : []
  const wanted = /^\d{1,3}$/.test(value ?? '') ? Number(value) : 0
  const at = Math.min(wanted, Math.max(0, items.length - 1))
  return { say: c.words((words) => mineMessage(words, items, at, { open: OPEN_ASKS, day: ASKS_A_DAY })) }
}

/** For the settings window: whoever asks has it, whether or not they joined. */
export const mineSettings = async (c: Acting): Promise<SettingsShown> => {
  const asks = c.member.stored ? await asksOf(c.db, c.member.id) : []
  const open = asks.filter(({ state }) => state === 'open').length
  if (c.member.standing !== 'joined' && asks.length === 0) return { rows: [], buttons: [] }
  return c.words((words) => ({ rows: [mineRow(words, open)], buttons: [mineButton(words)] }))
}

export const openAvoid = async (c: Acting): Promise<Reply> => {
  const people = [...(await membersById(c.db, await avoidedBy(c))).values()].map(({ person }) => person)
  return { form: c.words((words) => avoidForm(words, people, AVOIDED)) }
}

/** In silence: nobody is told, and who is not here is left out without a word. */
export const saveAvoid = async (c: Acting, _subject: Id, values: Values): Promise<Reply> => {
  const people = peopleIn(values.people)
  if (people.length > AVOIDED) return { errors: { people: c.words((words) => tooManyAvoided(words, AVOIDED)) } }
  const found = await Promise.all(people.map((person) => c.find(person)))
  const who = found.flatMap((member) => (member && member.id !== c.member.id ? [member.id] : []))
  await c.keep()
  const { id } = c.member
  if (who.length === 0) await dropAvoided(c.db, id)
  else await keepAvoided(c.db, { member: id, who: sealAvoided(c, id, who) })
  return { say: c.words((words) => askSentence(words, 'ask.avoid-saved')) }
}

const own = async (c: Acting): Promise<readonly MineItem[]> =>
  (await asksOf(c.db, c.member.id)).flatMap((ask): readonly MineItem[] => {
    const text = openWords(c, ask)?.text
    if (text === undefined || ask.state === 'ended') return []
    const stands = ask.state === 'matched' ? 'matched' : ask.sent_at > c.now ? 'planned' : 'open'
    const { id: subject, sent_at: sentAt, told_at: toldAt } = ask
    return [{ type: 'own', subject, stands, text, sentAt, toldAt, widen: canWiden(ask) }]
  })

/** What reached them and has no answer yet. */
const asked = async (c: Acting, needs: Needs): Promise<readonly MineItem[]> => {
  const requests = (await requestsTo(c.db, c.member.id)).map(({ id }) => id)
  const items: MineItem[] = []
  for (const subject of await shownOf(c.db, 'ask.helper', requests, c.member.id)) {
    const seen = await seenBy(c, subject, needs)
    const request = seen && (await shownRequest(c, seen))
    const waits = seen?.reads === 'asks' || seen?.reads === 'later'
    if (request && waits) items.push({ type: 'asked', subject, request })
  }
  return items
}

const avoidedBy = async (c: Acting): Promise<readonly Id[]> => {
  const row = await avoidedOf(c.db, c.member.id)
  return row ? openAvoided(c, c.member.id, row.who) : []
}

const peopleIn = (value: Values[string] | undefined): readonly string[] =>
  typeof value === 'string' ? (value === '' ? [] : [value]) : Array.isArray(value) ? [...new Set<string>(value)] : []
