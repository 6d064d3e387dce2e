import { askForm, askProblem, type Team } from '../../../messages/ask.ts'
import type { Words } from '../../../messages/catalog.ts'
import { type HelpKind, isHelpKind } from '../../../messages/help-kinds.ts'
import type { Acting, Id, Reply, Values } from '../../engine/index.ts'
import type { Needs } from './needs.ts'
import { draftOf, keepDraft } from './queries.ts'
import { DEFAULT_KIND, DEFAULT_SIZE, DRAFT_MS, isBlind, isFindable, type Size, sizes, TEXT_LIMIT } from './rules.ts'
import { openDraft, sealDraft, type Typed } from './words.ts'

export type Filled = {
  readonly text?: string | undefined
  readonly teammate?: string | undefined
  readonly kind?: HelpKind | undefined
  readonly minutes?: number | undefined
}

/** What a form that was sent asks for, as far as it can be read without looking anybody up. */
export type Wish = {
  readonly text: string
  /** The platform's id. */
  readonly teammate: string | undefined
  readonly kind: HelpKind
  readonly minutes: Size
  readonly widen: boolean
}

export type Errors = Readonly<Record<string, string>>

/** The one form. Its subject becomes the ask's id, so that sending it twice makes one; `-n` says that the name goes along. */
export const openForm = async (c: Acting, filled: Filled, needs: Needs, named = false): Promise<Reply> => {
  const team = await teamOf(c, needs)
  const subject = c.id('ask') + (team === 'blind' ? '' : NAME_GOES)
  const shown = { kind: DEFAULT_KIND, minutes: DEFAULT_SIZE, ...defined(filled) }
  const room = { team, named, limit: TEXT_LIMIT, sizes }
  return { form: c.words((words) => askForm(words, subject, shown, room)) }
}

/** What was typed after the command stays for an hour, so that the bare command opens it again. */
export const openTyped = async (c: Acting, values: Values, needs: Needs): Promise<Reply> => {
  const typed = typedIn(values)
  if (typed) {
    await c.keep()
    const { id } = c.member
    await keepDraft(c.db, { member: id, words: sealDraft(c, id, typed), until: c.now + DRAFT_MS })
  }
  return openForm(c, typed ?? (await keptDraft(c)) ?? {}, needs)
}

/** From a button elsewhere; `value` is a kind of help. */
export const openKind = async (c: Acting, value: string | undefined, needs: Needs): Promise<Reply> =>
  openForm(c, { ...(await keptDraft(c)), ...(isHelpKind(value) && { kind: value }) }, needs)

export const teamOf = async (c: Acting, needs: Needs): Promise<Team> => {
  const { joined } = await needs.counts(c, c.workspace)
  const among = c.member.standing === 'joined'
  if (!isFindable(joined, among)) return 'alone'
  return isBlind(joined, among) ? 'blind' : 'small'
}

/** The id that this form's ask has, and whether the form said that the name stays hidden. */
export const subjectOf = (c: Acting, subject: Id): { readonly id: Id; readonly saidBlind: boolean } => {
  const [, id, goes] = /^([a-z0-9]{1,22})(-n)?$/.exec(subject) ?? []
  return { id: id ?? c.id('ask'), saidBlind: id !== undefined && goes === undefined }
}

/** What is wrong is told at its field, in words that say what to do; nothing typed is lost. */
export const readWish = (c: Acting, values: Values): Wish | { readonly errors: Errors } => {
  const text = textIn(values.text)
  const teammate = textIn(values.teammate)
  const kind = values.kind ?? DEFAULT_KIND
  const minutes = sizes.find((size) => String(size) === (values.minutes ?? String(DEFAULT_SIZE)))
  const textError = c.words((words) => textProblem(words, text))
  if (textError === undefined && isHelpKind(kind) && minutes !== undefined)
    return { text, teammate: teammate === '' ? undefined : teammate, kind, minutes, widen: values.widen !== false }
  const unpicked = c.words((words) => askProblem(words, 'ask.pick-one'))
  return {
    errors: {
      ...(textError !== undefined && { text: textError }),
      ...(!isHelpKind(kind) && { kind: unpicked }),
      ...(minutes === undefined && { minutes: unpicked }),
    },
  }
}

const NAME_GOES = '-n'

const textProblem = (words: Words, text: string): string | undefined => {
  if (text === '') return askProblem(words, 'ask.text-missing')
  const { length } = text
  return length > TEXT_LIMIT ? words.label('ask.text-long', { limit: TEXT_LIMIT, length }) : undefined
}

const keptDraft = async (c: Acting): Promise<Typed | undefined> => {
  const row = await draftOf(c.db, c.member.id, c.now)
  return row && openDraft(c, c.member.id, row.words)
}

/** More than the form takes is cut: it stands whole where it was typed. */
const typedIn = (values: Values): Typed | undefined => {
  const text = textIn(values.text).slice(0, TEXT_LIMIT)
  const teammate = textIn(values.teammate)
  return text === '' && teammate === '' ? undefined : { text, ...(teammate !== '' && { teammate }) }
}

const textIn = (value: Values[string] | undefined): string => (typeof value === 'string' ? value.trim() : '')

const defined = ({ text, teammate, kind, minutes }: Filled) => ({
  ...(text !== undefined && { text }),
  ...(teammate !== undefined && { teammate }),
  ...(kind !== undefined && { kind }),
  ...(minutes !== undefined && { minutes }),
})
