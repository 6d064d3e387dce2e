import type { Id } from './adapter.ts'

const HOUR_MS = 3_600_000
/** Hours since 1970 in base 36: enough until 2161. */
const HOUR_CHARACTERS = 4
const MEMBER_CHARACTERS = 7
/** 72 bits when they are random; an id has at most 25 characters. */
const OWN_CHARACTERS = 14

/**
 * The id of a row that is written in a wave, hour after hour and member after member: rows that are written together
 * stand together in every index, so that a batch touches a few pages and not hundreds. It tells the hour and whose it
 * is, so it may be shown to that member alone.
 */
export const placedId = (member: Id, own: Id, at?: number): Id =>
  (at === undefined ? '' : hourOf(at)) + member.slice(0, MEMBER_CHARACTERS) + own.slice(0, OWN_CHARACTERS)

const hourOf = (at: number): string =>
  Math.floor(at / HOUR_MS)
    .toString(36)
    .padStart(HOUR_CHARACTERS, '0')
