import { adminOnlyMessage } from '../../../messages/common.ts'
import {
  type Card,
  PROGRAMME_LENGTH,
  programmeForm,
  programmeSaved,
  supportButton,
  supportMessage,
} from '../../../messages/support.ts'
import { crisisMessage, unaskedMessage } from '../../../messages/typed.ts'
import type { Acting, Feature, Looking, Reply, Values } from '../../engine/index.ts'
import type { Notice } from './beside.ts'
import { crisisPhrases, isCrisis } from './crisis.ts'
import { builtInDirectory, type Directory } from './directory.ts'
import { programmeOf, setProgramme, workspaceName } from './queries.ts'
import { cardFor } from './rules.ts'

export type Support = Feature & { readonly notice: Notice }

/**
 * The card, and what is typed to the bot. Opening the card leaves no row, no count and no log; what was typed is read
 * once and kept nowhere. This feature comes first, so that its look at a text comes before any other.
 */
export const createSupport = ({ directory = builtInDirectory() }: { directory?: Directory } = {}): Support => {
  const phrases = crisisPhrases()
  const card = (c: Looking) => cardOf(c, directory)
  const notice: Notice = async (c, texts) => {
    if (!texts.some((text) => isCrisis(text, phrases))) return undefined
    const shown = await card(c)
    return c.words((words) => crisisMessage(words, shown))
  }
  return {
    name: 'support',
    notice,
    actions: {
      'support.open': async (c) => {
        const shown = await card(c)
        return { say: c.words((words) => supportMessage(words, shown)) }
      },
      'support.programme': openProgramme,
    },
    forms: { 'support.programme': (c, _subject, values) => submitProgramme(c, values, card) },
    typed: async (c, text) => {
      const say = await notice(c, [text])
      return say ? { say } : unasked(c)
    },
    home: async (c) => [{ type: 'buttons', buttons: [c.words(supportButton)] }],
    // Nothing is kept about any member here.
    keeps: { export: async () => undefined, erase: async () => {}, expire: async () => {} },
  }
}

const cardOf = async (c: Looking, directory: Directory): Promise<Card> =>
  cardFor(directory, {
    workspace: await workspaceName(c.db, c.viewer.workspace),
    programme: await programmeOf(c.db, c.viewer.workspace),
    zone: c.viewer.timeZone,
    now: c.now,
  })

const unasked = (c: Acting): Reply => ({
  say: c.words((words) => unaskedMessage(words, { joined: c.member.standing === 'joined' })),
})

const openProgramme = async (c: Acting): Promise<Reply> => {
  if (!c.admin) return { say: c.words(adminOnlyMessage) }
  const now = await programmeOf(c.db, c.workspace)
  return { form: c.words((words) => programmeForm(words, now)) }
}

const submitProgramme = async (c: Acting, values: Values, card: (c: Looking) => Promise<Card>): Promise<Reply> => {
  if (!c.admin) return { say: c.words(adminOnlyMessage) }
  const text = typeof values.text === 'string' ? values.text.trim() : ''
  if (text.length > PROGRAMME_LENGTH)
    return { errors: { text: c.words((words) => words.label('support.programme-long', { most: PROGRAMME_LENGTH })) } }
  await setProgramme(c.db, c.workspace, text)
  const shown = await card(c)
  return { say: c.words((words) => programmeSaved(words, shown)) }
}
