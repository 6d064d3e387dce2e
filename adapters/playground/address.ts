import type { Address, Person } from '../../src/engine/index.ts'
import type { CastMember } from './lab.ts'

export const platform = 'playground'
/** The playground's one team. */
export const workspace = 'playground'

export function addressOf(person: string): Address {
  return { platform, workspace, kind: 'person', id: person }
}

/** Where the page shows what two people wrote to each other, as `of` sees it. */
export function conversationUrl(of: string, other: string): string {
  return `/?${new URLSearchParams({ as: of, with: other })}`
}

export function toPerson(member: CastMember): Person {
  const { id, name, timeZone, locale, admin } = member
  return { address: addressOf(id), name, timeZone, locale, admin }
}
