import type { Message } from '../../../messages/message.ts'
import type { Acting, Feature, Reply, Values } from '../../engine/index.ts'

/** The card when one of these texts holds an explicit crisis phrase. Looks once, keeps nothing. */
export type Notice = (c: Acting, texts: readonly string[]) => Promise<Message | undefined>

/**
 * A feature to whose commands and forms people write in their own words. After a crisis phrase a command answers with
 * the card in place of a form that would hold the phrase; a form does what it does, and the card stands below.
 */
export const besideCard = (feature: Feature, notice: Notice): Feature => ({
  ...feature,
  ...(feature.commands && { commands: mapValues(feature.commands, (command) => withNotice(command, notice)) }),
  ...(feature.forms && {
    forms: mapValues(feature.forms, (run) => async (c: Acting, subject: string, values: Values) => {
      const reply = await run(c, subject, values)
      return reply.errors ? reply : below(reply, await notice(c, textsIn(values)))
    }),
  }),
})

type Command = NonNullable<Feature['commands']>[string]

const withNotice = (command: Command, notice: Notice): Command => ({
  ...command,
  run: async (c, values) => {
    const card = await notice(c, textsIn(values))
    return card ? { say: card } : command.run(c, values)
  },
})

const below = (reply: Reply, card: Message | undefined): Reply => {
  if (!card) return reply
  if (!reply.say) return { ...reply, say: card }
  return { ...reply, say: { ...reply.say, blocks: [...reply.say.blocks, { type: 'divider' }, ...card.blocks] } }
}

const textsIn = (values: Values): string[] => Object.values(values).filter((value) => typeof value === 'string')

const mapValues = <T, U>(record: Readonly<Record<string, T>>, to: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]))
