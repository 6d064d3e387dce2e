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
  /** Counts against what one reader is asked by others: found asks by their capacity, named ones by a number. */
  readonly asks?: true
  readonly openTo: readonly ('known' | 'invited' | 'joined' | 'left')[]
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
  'ask.helper': {
    lane: 'person',
    asks: true,
    openTo: ['known', 'invited', 'joined'],
    about: 'Somebody would like a hand, and named this person or was found this person among those who offered.',
  },
  'ask.reminder': {
    lane: 'person',
    openTo: ['known', 'invited', 'joined'],
    about: 'The one reminder of a request that its helper asked for with Later.',
  },
  'ask.yes': {
    lane: 'person',
    ownRequest: true,
    openTo: ['known', 'invited', 'joined', 'left'],
    about: 'Somebody is happy to help the one who asked.',
  },
  'ask.backed-out': {
    lane: 'person',
    ownRequest: true,
    openTo: ['known', 'invited', 'joined', 'left'],
    about: 'The one who had agreed can not help after all; somebody else is being looked for.',
  },
  'ask.follow-up': {
    lane: 'person',
    ownRequest: true,
    openTo: ['known', 'invited', 'joined', 'left'],
    about: 'A day after a yes: how did it go?',
  },
  'ask.nobody': {
    lane: 'person',
    ownRequest: true,
    openTo: ['known', 'invited', 'joined', 'left'],
    about: 'By the told time nobody could; what would you like to do?',
  },
  'thanks.given': {
    lane: 'person',
    openTo: ['known', 'invited', 'joined'],
    about: 'Private thanks from one person to another.',
  },
} as const satisfies Record<string, MessageKind>

export type Kind = keyof typeof kinds
