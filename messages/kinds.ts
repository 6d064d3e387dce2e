/**
 * Every kind of message that Reachout starts, with its lane. The one table: a view without a row here fails
 * to compile, a row without a view fails a test.
 *
 * - `reply` is the answer to one's own act, `person` what another person caused or one asked to hear,
 *   `own` all else: it counts against the budget.
 * - `reserved`: its place in the budget is kept free for it.
 * - `ownRequest`: news of one's own request, which a pause does not hold.
 * - `openTo`: the standing its reader must have at the claim.
 */
export type Lane = 'reply' | 'person' | 'own'

export type MessageKind = {
  readonly lane: Lane
  readonly reserved?: true
  readonly ownRequest?: true
  readonly openTo: readonly ('known' | 'invited' | 'joined')[]
  readonly about: string
}

export const kinds = {
  'welcome.invite': {
    lane: 'person',
    openTo: ['invited'],
    about: 'The one invitation, sent because an admin invited this person. Never repeated.',
  },
  'check-in.ask': {
    lane: 'own',
    reserved: true,
    openTo: ['joined'],
    about: 'The weekly check-in, and, after a long silence, the one that asks whether it is still wanted.',
  },
} as const satisfies Record<string, MessageKind>

export type Kind = keyof typeof kinds
