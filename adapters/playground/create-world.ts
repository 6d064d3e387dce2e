import type { Changes } from './changes.ts'
import type { Conversations } from './conversation.ts'
import { createHearing, type Ear } from './hearing.ts'
import type { CastMember, Lab, LabMember } from './lab.ts'
import { renderDelivery, renderHappened, renderMessage } from './render.ts'
import { createTalking } from './talking.ts'
import type { Talks } from './talks.ts'
import { toInstant } from './time.ts'
import type { Switches } from './trouble.ts'
import type { DeliveryJson, MemberJson, OverviewJson } from './types.ts'
import { walk } from './walk.ts'
import type { Windows } from './windows.ts'
import { type Readiness, Refusal, type ResetOptions, type World } from './world.ts'

export type WorldParts = {
  readonly lab: Lab
  readonly engine: Ear
  readonly conversations: () => Conversations
  readonly talks: () => Talks
  readonly nextNumber: (person: string) => Promise<number>
  readonly windows: Windows
  readonly switches: Switches
  readonly changes: Changes
  readonly ready: () => Promise<Readiness>
}

/** A Monday, 10:00 in Berlin. */
const freshStart = { seed: 1, at: Date.UTC(2026, 2, 2, 9), cast: 8 }

export function createWorld(parts: WorldParts): World {
  const { lab, engine, conversations, talks, switches, changes, ready } = parts
  const hearing = createHearing(parts)
  const member = (id: string): CastMember => findMember(lab, id)
  return {
    cast: () => lab.cast(),
    // The default command is the bare one.
    commands: () => Object.keys(engine.commands()).map((name) => (name === 'reachout' ? '' : name)),
    overview: () => overview(parts),
    async messages(id) {
      const { posted } = await conversations().read(member(id).id)
      return posted.map((one) => renderMessage(one.message, one))
    },
    ledger: (id) => ledger(parts, id === undefined ? undefined : member(id).id),
    command: async (id, text) => hearing.command(member(id), text),
    text: async (id, text) => hearing.text(member(id), text),
    action: async (id, pressed) => hearing.action(member(id), pressed),
    form: async (id, sent) => hearing.form(member(id), sent),
    ...createTalking({ lab, talks, member, ready }),
    async clock(step) {
      const happened = await walk(lab, step)
      return { now: toInstant(lab.now()), happened: happened.map(renderHappened) }
    },
    async trouble(kind, id) {
      switches.set(kind, id === undefined ? undefined : member(id).id)
      await lab.settle()
      return overview(parts)
    },
    reset: (options) => reset(parts, options),
    ready,
    onChange: (listener) => changes.on(listener),
  }
}

async function overview({ lab, conversations }: WorldParts): Promise<OverviewJson> {
  const known = new Map((await lab.members()).map((member) => [member.id, member]))
  const members: MemberJson[] = []
  for (const person of lab.cast()) {
    const { posted, seen } = await conversations().read(person.id)
    members.push(memberJson(person, known.get(person.id), posted.length - seen, lab.now()))
  }
  return { now: toInstant(lab.now()), members }
}

function memberJson(person: CastMember, known: LabMember | undefined, unread: number, now: number): MemberJson {
  const { id, name, admin } = person
  const { timeZone, locale } = known ?? person
  const pausedUntil = known?.pausedUntil
  const paused = pausedUntil !== undefined && pausedUntil > now ? { pausedUntil: toInstant(pausedUntil) } : {}
  return { id, name, timeZone, locale, admin, standing: known?.standing ?? 'known', ...paused, unread }
}

async function ledger({ lab, conversations }: WorldParts, person?: string): Promise<readonly DeliveryJson[]> {
  const rows = await lab.deliveries(person)
  const posted = new Map<string, string>()
  for (const id of person === undefined ? lab.cast().map((one) => one.id) : [person]) {
    for (const one of (await conversations().read(id)).posted)
      posted.set(one.delivery, posted.get(one.delivery) ?? one.id)
  }
  return rows.map((row) => renderDelivery(row, posted.get(row.id)))
}

async function reset({ lab, switches, windows, ...parts }: WorldParts, options: ResetOptions): Promise<OverviewJson> {
  switches.set('none')
  windows.clear()
  await lab.reset({ ...freshStart, ...options })
  await lab.settle()
  return overview({ lab, switches, windows, ...parts })
}

function findMember(lab: Pick<Lab, 'cast'>, id: string): CastMember {
  const found = lab.cast().find((one) => one.id === id)
  if (!found) throw new Refusal('no-member', 'There is nobody of this id here.')
  return found
}
