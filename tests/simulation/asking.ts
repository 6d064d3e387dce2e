import type { Button, Message } from '../../messages/message.ts'
import type { Chance, Reply, Values } from '../../src/engine/index.ts'
import type { Platform } from './platform.ts'
import { MEMBERS, personOf } from './town.ts'
import type { VirtualTime } from './virtual-time.ts'

type Act = { readonly kind: 'action' | 'form'; readonly name: string; readonly subject: string }

type Tools = {
  readonly platform: Pick<Platform, 'posts' | 'shows'>
  readonly time: VirtualTime
  readonly chance: Chance
  readonly pick: <T>(items: readonly T[]) => T | undefined
  /** `answered` is called with what the person is shown for it, if their process lives to tell. */
  readonly hear: (
    person: string,
    act: Act & Readonly<Record<string, unknown>>,
    answered: (reply: Reply) => void,
  ) => void
}

/** So few are named so often that what one person may hear has something to refuse. */
const POPULAR = 2
/** Posts so recent are looked at. */
const RECENT = 40
const HOUR_MS = 3_600_000
/** Whoever has a private window in front of them presses something in it, or not. */
const PRESSES = 2

/** The buttons that somebody here may press: nobody leaves or erases anything by the way. */
const pressed: ReadonlySet<string> = new Set([
  'ask.happy',
  'ask.later',
  'ask.remind',
  'ask.not-now',
  'ask.back-out',
  'ask.helped',
  'ask.not-talked',
  'ask.still-need',
  'ask.close',
  'ask.take-back',
  'ask.widen',
  'ask.tomorrow',
  'thanks.quick',
  'thanks.not-needed',
])

/** Requests, their answers and thanks, in seeded disorder. */
export const createAsking = ({ platform, time, chance, pick, hear }: Tools) => {
  const somebody = (): string => personOf(chance.below(MEMBERS))
  const send = (name: string, values: Values): void => {
    const person = somebody()
    hear(person, { kind: 'form', name, subject: '', values }, (reply) => goOn(person, reply))
  }
  const ask = (teammate: string): void =>
    send('ask.send', {
      text: 'Help with the parser',
      teammate,
      kind: pick(['learn', 'fresh-eyes', 'listener']) ?? 'learn',
      minutes: pick(['5', '15', '30']) ?? '15',
      widen: chance.below(2) === 0,
    })
  const goOn = (person: string, { say }: Reply): void => {
    const button = pick(pressable(say))
    if (!say || !button || chance.below(PRESSES) > 0) return
    const { action: name, value } = button
    time.at(time.monotonic() + chance.below(2 * HOUR_MS), () =>
      hear(person, { kind: 'action', name, subject: say.subject ?? '', value }, () => {}),
    )
  }
  /** Every second one is happy to help, and few cannot after all. */
  const choose = (buttons: readonly Button[]): Button | undefined => {
    const happy = buttons.find(({ action }) => action === 'ask.happy')
    const any = happy && chance.below(2) === 0 ? happy : pick(buttons)
    return any?.action === 'ask.back-out' && chance.below(4) > 0 ? undefined : any
  }
  const answer = (): void => {
    const post = pick(
      platform.posts.slice(-RECENT).filter(({ delivery }) => pressable(platform.shows(delivery)).length > 0),
    )
    const button = post && choose(pressable(platform.shows(post.delivery)))
    if (!post || !button) return
    const { person, delivery } = post
    const { action: name, value } = button
    hear(person, { kind: 'action', name, subject: '', value, delivery }, (reply) => goOn(person, reply))
  }
  return {
    ask: () => ask(''),
    askByName: () => ask(personOf(1 + chance.below(POPULAR))),
    thank: () => send('thanks.send', { teammate: somebody(), text: 'Thank you' }),
    answer,
  }
}

const pressable = (message: Message | undefined): readonly Button[] =>
  (message?.blocks ?? [])
    .flatMap((block) => (block.type === 'buttons' ? block.buttons : []))
    .filter(({ action, url }) => pressed.has(action) && url === undefined)
