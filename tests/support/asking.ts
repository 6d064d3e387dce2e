import type { AnswerJson, MessageJson } from '../../adapters/playground/types.ts'
import { demand } from './demand.ts'
import { buttonsOf, type OpenApi } from './open-api.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
/** Where every playground begins: a Monday, 10:00 in Berlin. */
export const start = Date.UTC(2026, 2, 2, 9)

export const words = { text: 'I am stuck on the parser', teammate: '', kind: 'learn', minutes: '15', widen: true }
export type Wish = Partial<typeof words>

/** The clock at so many ms after the start. */
export const walkTo = (room: OpenApi, ms: number) => room.api.clock({ to: new Date(start + ms).toISOString() })

/** Opens the form by the command and sends it. */
export const send = async (room: OpenApi, who: string, wish: Wish = {}): Promise<AnswerJson> => {
  const { form } = await room.api.command(who, '/reachout')
  return room.api.submit(who, demand(form).id, { ...words, ...wish })
}

/** These people offer this from now on. */
export const offer = async (room: OpenApi, people: readonly string[], kinds = ['learn'], capacity = '2') => {
  for (const who of people) {
    const { private: settings } = await room.api.command(who, '/reachout settings')
    const { form } = await room.press(who, 'I can help with …', settings)
    await room.api.submit(who, demand(form).id, { kinds, capacity })
  }
}

export const thank = async (room: OpenApi, who: string, whom: string, text: string): Promise<AnswerJson> => {
  const { form } = await room.api.command(who, `/reachout thanks @${whom} ${text}`)
  return room.api.submit(who, demand(form).id, { teammate: whom, text })
}

/** One window after another, each behind a button of the one before. */
export const inSettings = async (room: OpenApi, who: string, ...labels: readonly string[]): Promise<MessageJson> => {
  let { private: window } = await room.api.command(who, '/reachout settings')
  for (const label of labels) ({ private: window } = await room.press(who, label, window))
  return demand(window)
}

/** The newest message that carries this button. */
export const messageWith = async (room: OpenApi, who: string, label: string): Promise<MessageJson | undefined> =>
  (await room.api.messages(who)).findLast((message) => buttonsOf(message).some((button) => button.label === label))

/** How this person's deliveries of a kind ended, or stand, in order. */
export const endsOf = async (room: OpenApi, who: string, kind = 'ask.helper') =>
  (await room.api.ledger(who)).filter((row) => row.kind === kind).map(({ status, reason }) => reason ?? status)

/** The row of this person, by the id that the platform has. */
export const memberId = async (room: OpenApi, person: string): Promise<string> => {
  const row = await room
    .store()
    .transact((db) => db.selectFrom('members').select('id').where('person', '=', person).executeTakeFirst())
  return demand(row).id
}

export const changeMember = (
  room: OpenApi,
  person: string,
  to: { gone_at?: number; standing?: string; joined_at?: null; capacity?: number },
) =>
  room.store().transact(async (db) => {
    await db.updateTable('members').set(to).where('person', '=', person).execute()
  })
