import type { Context, Feature, Id } from '../../src/engine/index.ts'

/** Longest time from the press to the bell for those who wait for it, ms. */
const longestWaitMs = 150

/**
 * Rings once for everybody who presses, for every second one by way of a timer, and keeps in the same transaction that
 * it rang. Its keys are fresh: were a press or a timer to count twice, there would be two bells.
 */
export const createTower = (): Feature => ({
  name: 'tower',
  commands: {
    bell: {
      about: 'Rings',
      run: async (c) => {
        const waits = Number(c.member.person.slice(1)) % 2 === 1
        const standing = waits ? 'joined' : 'invited'
        await c.keep()
        await c.db.updateTable('members').set({ standing }).where('id', '=', c.member.id).execute()
        if (waits) c.wake('ring', c.member.id, c.now + (c.now % longestWaitMs))
        else c.say(c.member.id, 'welcome.invite', c.member.id, { key: keyOf(c, c.member.id), because: 'invited' })
        return {}
      },
    },
  },
  timers: {
    ring: async (c, due) => {
      for (const { subject } of due)
        c.say(subject, 'check-in.ask', subject, { key: keyOf(c, subject), because: 'schedule' })
    },
  },
  views: { 'welcome.invite': show, 'check-in.ask': show },
  settled: async (c, { subject, status }) => {
    await keepStatus(c, subject, status)
    if (status === 'sent') c.refresh(subject)
  },
  keeps: { export: async () => undefined, erase: async () => {}, expire: async () => {} },
})

/** Another one each time. */
const keyOf = ({ now }: Context, subject: Id): string => `bell:${subject}:${now}`

export const ringing = 'Ding'
/** What every message reads in the end: it is edited once it is known to have arrived. */
export const rung = 'It rang'

async function show({ db }: Pick<Context, 'db'>, subject: Id) {
  const kept = await db.selectFrom('programmes').select('text').where('workspace', '=', subject).executeTakeFirst()
  const text = kept?.text === 'sent' ? rung : ringing
  return { summary: text, blocks: [{ type: 'text', spans: [text] }] as const }
}

/** Any table would do; an insert, so that settling twice would fail. */
const keepStatus = ({ db }: Context, subject: Id, status: string) =>
  db.insertInto('programmes').values({ workspace: subject, text: status }).execute()
