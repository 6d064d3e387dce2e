import { staleMessage } from '../../../messages/common.ts'
import type { HelpKind } from '../../../messages/help-kinds.ts'
import type { Button, Message, RowsBlock } from '../../../messages/message.ts'
import {
  lowButtons,
  type Offered,
  offeredRows,
  offersButton,
  offersForm,
  offersLaterMessage,
  offersQuestion,
  offersRow,
  offersSavedMessage,
} from '../../../messages/offers.ts'
import type { Acting, Context, Feature, Id, Looking, Reply, Seen, Values } from '../../engine/index.ts'
import type { Db } from '../../store/tables.ts'
import { beginCounting, COUNTED, type Counting, type Counts, countAgain, countNext, countsIn } from './counts.ts'
import { capacityOf, deleteOffers, offering, offersOf, saveOffers, setCapacity, workspaceOf } from './queries.ts'
import { capacityChosen, kindsChosen, LISTENERS } from './rules.ts'

export type { Counts } from './counts.ts'

export type Offers = Feature & {
  /** Who joined, is here and offers this kind of help; nothing of pause, capacity or load. */
  offering(db: Db, workspace: Id, kind: HelpKind): Promise<readonly Id[]>
  /** The weekly snapshot. */
  counts(c: Counting, workspace: Id): Promise<Counts>
  /** For the private window that follows joining. */
  question(c: Looking): Promise<Message | undefined>
  /** What stands first in the window after a low tap. */
  afterLow(c: Acting): Promise<readonly Button[]>
  /** For the settings window. */
  settings(c: Acting): Promise<{ readonly rows: RowsBlock['rows']; readonly buttons: readonly Button[] }>
}

/** What people say they can help with, and how often. Nobody is told, and there is no list of it. */
export const createOffers = (): Offers => ({
  name: 'offers',
  offering,
  counts: countsIn,
  question: async (c) => (c.viewer.outsider ? undefined : c.words(offersQuestion)),
  afterLow: async (c) => {
    const { listeners } = await countsIn(c, c.workspace)
    return c.words((words) => lowButtons(words, listeners >= LISTENERS))
  },
  settings: showSettings,
  actions: {
    'offers.open': (c) => ifTakingPart(c, open),
    'offers.not-now': async (c) => ({ say: c.words(offersLaterMessage) }),
  },
  forms: { 'offers.save': (c, _subject, values) => ifTakingPart(c, () => save(c, values)) },
  timers: { count: countAgain },
  hears,
  keeps: {
    export: exportFor,
    erase: (c, member) => deleteOffers(c.db, member),
    expire: async () => {},
  },
})

/** Guests and outsiders neither ask nor are asked, and who does not take part offers nothing. */
const ifTakingPart = async (c: Acting, act: (c: Acting) => Promise<Reply>): Promise<Reply> =>
  c.member.standing === 'joined' && !c.member.outsider ? act(c) : { say: c.words(staleMessage) }

const open = async (c: Acting): Promise<Reply> => {
  const offered = await offeredBy(c)
  return { form: c.words((words) => offersForm(words, offered)) }
}

/** What is wrong is told at its field, and nothing is changed. */
const save = async (c: Acting, values: Values): Promise<Reply> => {
  const kinds = kindsChosen(values.kinds)
  const capacity = capacityChosen(values.capacity)
  if (kinds === undefined || capacity === undefined)
    return {
      errors: c.words((words) => ({
        ...(kinds === undefined && { kinds: words.label('offers.bad-kinds') }),
        ...(capacity === undefined && { capacity: words.label('offers.bad-capacity') }),
      })),
    }
  await saveOffers(c.db, { member: c.member.id, workspace: c.workspace, kinds, at: c.now })
  await setCapacity(c.db, c.member.id, capacity)
  return { say: c.words((words) => offersSavedMessage(words, { kinds, capacity })) }
}

const showSettings = async (c: Acting) => {
  if (c.member.standing !== 'joined' || c.member.outsider) return { rows: [], buttons: [] }
  const offered = await offeredBy(c)
  return c.words((words) => ({ rows: [offersRow(words, offered)], buttons: [offersButton(words)] }))
}

const offeredBy = async ({ db, member }: Acting): Promise<Offered> => ({
  kinds: await offersOf(db, member.id),
  capacity: member.capacity,
})

/** Leaving takes back all that was offered, at once. */
const hears = async (c: Context, seen: Seen): Promise<void> => {
  if (seen.kind !== 'told') return
  if (seen.name === COUNTED) await countNext(c, seen.subject)
  if (seen.name === 'member.joined') {
    const workspace = await workspaceOf(c.db, seen.subject)
    if (workspace !== undefined) await beginCounting(c, workspace)
  }
  if (seen.name !== 'member.left') return
  await deleteOffers(c.db, seen.subject)
  await setCapacity(c.db, seen.subject, null)
}

const exportFor = async (c: Looking, member: Id): Promise<Readonly<Record<string, string>>> => {
  const kinds = await offersOf(c.db, member)
  const capacity = await capacityOf(c.db, member)
  if (capacity === null && kinds.length === 0) return {}
  const rows = c.words((words) => offeredRows(words, { kinds, capacity: capacity ?? c.viewer.capacity }))
  return Object.fromEntries(rows.map(({ label, spans }) => [label, spans.join('')]))
}
