import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { AnswerJson, MessageJson } from '../adapters/playground/types.ts'
import { fileShelf } from '../src/lab/shelf.ts'
import { day, hour, inSettings, memberId, messageWith, minute, offer, send, thank, walkTo } from './support/asking.ts'
import { demand } from './support/demand.ts'
import { type OpenApi, openApi } from './support/open-api.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const begin = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reachout-trace-'))
  const room = await openApi(fileShelf(join(folder, 'play.db')))
  closing.push(room.close, async () => rmSync(folder, { recursive: true }))
  return { folder, room }
}

/** Every file in the folder, byte for byte, while it is in use. */
const bytesIn = (folder: string): string =>
  readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'latin1'))
    .join('\n')

/** Of no word of the program: any six letters of them in a row would be a trace. */
const planted = {
  ask: 'Qqzx-wombat-vvkj marzipan',
  blind: 'Xkcdq-7351 zyxqjumbled',
  thanks: 'Vvkrumpf-qzzle brandyjx',
  draft: 'Jjqwolter-kxx half a thouqht',
  crisis: 'I want to kill myself wqqrx-bumbl',
  hello: 'Zzqkhallo-wrumpfel',
}
const pieces = Object.values(planted).flatMap((text) =>
  Array.from({ length: text.length - 7 }, (_, at) => text.slice(at, at + 8).toLowerCase()),
)
/** Eight letters, so that no word of the support card counts. */
const common = /want to|kill my|myself|a thou|half a|to kill/
const tracesIn = (place: string): readonly string[] => {
  const text = place.toLowerCase()
  return pieces.filter((piece) => !common.test(piece) && text.includes(piece))
}

/** What Reachout has sent, as it reads now. */
const conversations = async (room: OpenApi): Promise<readonly MessageJson[]> => {
  const { members } = await room.api.overview()
  return (await Promise.all(members.map(({ id }) => room.api.messages(id)))).flat()
}

/** A life with requests: everybody's messages and windows on the way. */
const live = async (room: OpenApi) => {
  const shown: (MessageJson | undefined)[] = []
  const note = (answer: AnswerJson) => {
    shown.push(answer.message, answer.private)
    return answer
  }
  await offer(room, ['ben', 'cleo', 'eli'])
  const sent = [
    await send(room, 'ada', { teammate: 'cleo', text: planted.ask }),
    await send(room, 'ada', { text: planted.blind }),
  ]
  for (const answer of sent) note(answer)
  note(await send(room, 'gus', { teammate: 'ada', text: planted.crisis }))
  note(await thank(room, 'ada', 'cleo', planted.thanks))
  note(await thank(room, 'cleo', 'ada', planted.thanks))
  note(await room.api.command('ada', `/reachout ${planted.draft}`))
  note(await room.api.text('ada', planted.crisis))
  shown.push(await inSettings(room, 'ada', 'My requests'))
  await walkTo(room, 30 * minute)
  shown.push(...(await conversations(room)))
  note(await room.press('cleo', 'Happy to', demand(await messageWith(room, 'cleo', 'Happy to'))))
  await room.api.say('cleo', 'ada', planted.hello)
  await room.api.say('ada', 'cleo', planted.hello)
  await walkTo(room, 6 * hour)
  note(await room.press('ben', 'Later', demand(await messageWith(room, 'ben', 'Later'))))
  note(await room.press('eli', 'Not now', demand(await messageWith(room, 'eli', 'Not now'))))
  await walkTo(room, day + 2 * hour)
  const followUp = demand(await messageWith(room, 'ada', 'It helped'))
  const { private: thanks } = note(await room.press('ada', 'It helped', followUp))
  note(await room.press('ada', 'Thank you, that helped', thanks))
  const nobody = await messageWith(room, 'ada', 'Copy it for a channel')
  if (nobody) note(await room.press('ada', 'Copy it for a channel', nobody))
  shown.push(...(await conversations(room)))
  return shown.filter((message) => message !== undefined)
}

describe('what was written into requests, thanks and to the bot', () => {
  it('stands in no log, ledger, summary, first block or file', async () => {
    const { folder, room } = await begin()
    const shown = await live(room)
    expect(shown.length).toBeGreaterThan(30)
    const whole = JSON.stringify(shown)
    for (const [what, text] of Object.entries(planted).filter(([name]) => !['hello', 'draft', 'crisis'].includes(name)))
      expect(whole, what).toContain(text)
    for (const { summary, blocks } of shown) expect(tracesIn(JSON.stringify([summary, blocks[0]]))).toEqual([])
    expect(tracesIn(room.lines.join('\n'))).toEqual([])
    const { vault: _, ...tables } = await room.tables()
    expect(tracesIn(JSON.stringify([tables, await room.api.deliveries()]))).toEqual([])
    expect(tracesIn(bytesIn(folder))).toEqual([])
    await walkTo(room, 8 * day)
    await room.close()
    expect(tracesIn(bytesIn(folder))).toEqual([])
  })
})

/** Ada helped Dana with one that is over, agreed to help Fay, and asked Hana, who never joined. */
const helpAndEnd = async (room: OpenApi) => {
  await walkTo(room, 2 * day + hour)
  await send(room, 'dana', { teammate: 'ada' })
  await room.press('ada', 'Happy to', demand(await messageWith(room, 'ada', 'Happy to')))
  await walkTo(room, 3 * day + 2 * hour)
  await room.press('dana', 'It helped', demand(await messageWith(room, 'dana', 'It helped')))
  await send(room, 'fay', { teammate: 'ada' })
  await send(room, 'ada', { teammate: 'hana' })
  await room.press('ada', 'Happy to', demand(await messageWith(room, 'ada', 'Happy to')))
  await walkTo(room, 4 * day)
}

describe('after Ada had everything erased', () => {
  it.each([4, 45])(
    'on day %d, nothing of her is left in any table, file or message but keyed hashes',
    async (after) => {
      const { folder, room } = await begin()
      await live(room)
      await inSettings(room, 'ben', 'My requests').then(async (mine) => {
        const { form } = await room.press('ben', 'Never ask these people', mine)
        await room.api.submit('ben', demand(form).id, { people: ['ada'] })
      })
      await helpAndEnd(room)
      await send(room, 'eli', { teammate: 'ada' })
      await walkTo(room, after * day + hour)
      const id = await memberId(room, 'ada')
      const mark = room.store().keys.hash('playground/playground:ada')
      const named = new RegExp(`\\bada\\b|${id}`, 'i')
      expect(JSON.stringify([await room.tables(), await room.api.messages('cleo')])).toMatch(named)
      await inSettings(room, 'ada', 'My data', 'Erase everything', 'Yes, erase everything')
      const rows = Object.values(await room.tables()).flat()
      expect(rows.filter((row) => named.test(row))).toEqual([])
      expect((await room.tables()).erased).toHaveLength(1)
      expect((await room.tables()).erased?.[0]).toContain(mark)
      expect(bytesIn(folder)).not.toMatch(named)
      expect(tracesIn(bytesIn(folder))).toEqual([])
      for (const { id: who } of (await room.api.overview()).members) {
        const theirs = [await room.api.messages(who), await room.api.ledger(who), await room.api.conversations(who)]
        expect(JSON.stringify(theirs), who).not.toMatch(named)
        expect(
          tracesIn(JSON.stringify(theirs)).filter((piece) => !planted.thanks.toLowerCase().includes(piece)),
          who,
        ).toEqual([])
      }
    },
  )
})
