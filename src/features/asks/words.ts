import { type HelpKind, isHelpKind } from '../../../messages/help-kinds.ts'
import type { Id, Sealed } from '../../engine/index.ts'
import type { AskRow, RequestRow } from './queries.ts'
import { codeOf, DEFAULT_KIND, DEFAULT_SIZE, type Tap, tapOf } from './rules.ts'

/** What is sealed of an ask, with the asker's key. */
export type AskWords = {
  readonly text: string
  readonly kind: HelpKind
  readonly minutes: number
  /** Follow-ups that were answered, by their subjects. */
  readonly noted: readonly Id[]
  /** The ask that Try again tomorrow made. */
  readonly again?: Id
}

export type Typed = { readonly text: string; readonly teammate?: string }

type Opening = { readonly sealed: Pick<Sealed, 'open'> }
type Sealing = { readonly sealed: Pick<Sealed, 'seal'> }

export const sealWords = (c: Sealing, ask: Pick<AskRow, 'id' | 'asker'>, words: AskWords): string =>
  c.sealed.seal(ask.asker, wordsPlace(ask.id), JSON.stringify(words))

/** Undefined once they were taken back, and once the asker was erased. */
export const openWords = (c: Opening, ask: Pick<AskRow, 'id' | 'asker' | 'words'>): AskWords | undefined => {
  const text = ask.words === null ? undefined : c.sealed.open(ask.asker, wordsPlace(ask.id), ask.words)
  if (text === undefined) return undefined
  const kept = JSON.parse(text) as Partial<AskWords>
  return {
    text: kept.text ?? '',
    kind: isHelpKind(kept.kind) ? kept.kind : DEFAULT_KIND,
    minutes: kept.minutes ?? DEFAULT_SIZE,
    noted: kept.noted ?? [],
    ...(kept.again !== undefined && { again: kept.again }),
  }
}

/** Of one length, whatever was tapped. */
export const sealTap = (c: Sealing, { id, helper }: Pick<RequestRow, 'id' | 'helper'>, tap: Tap): string =>
  c.sealed.seal(helper, tapPlace(id), codeOf(tap))

export const openTap = (c: Opening, { id, helper, answer }: RequestRow): Tap | undefined =>
  answer === null ? undefined : tapOf(c.sealed.open(helper, tapPlace(id), answer))

export const sealDraft = (c: Sealing, member: Id, typed: Typed): string =>
  c.sealed.seal(member, draftPlace(member), JSON.stringify(typed))

export const openDraft = (c: Opening, member: Id, sealed: string): Typed | undefined => {
  const text = c.sealed.open(member, draftPlace(member), sealed)
  return text === undefined ? undefined : (JSON.parse(text) as Typed)
}

export const sealAvoided = (c: Sealing, member: Id, who: readonly Id[]): string =>
  c.sealed.seal(member, avoidedPlace(member), JSON.stringify(who))

export const openAvoided = (c: Opening, member: Id, sealed: string): readonly Id[] => {
  const text = c.sealed.open(member, avoidedPlace(member), sealed)
  return text === undefined ? [] : (JSON.parse(text) as readonly Id[])
}

const wordsPlace = (ask: Id) => `asks:${ask}:words`
const tapPlace = (request: Id) => `requests:${request}:answer`
const draftPlace = (member: Id) => `drafts:${member}:words`
const avoidedPlace = (member: Id) => `avoided:${member}:who`
