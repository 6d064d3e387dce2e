import type { CastMember, Lab } from './lab.ts'
import { settle } from './settle.ts'
import type { Talks } from './talks.ts'
import { toInstant } from './time.ts'
import type { ConversationJson, LinesJson } from './types.ts'
import { type Readiness, Refusal, type World } from './world.ts'

type Parts = {
  readonly lab: Pick<Lab, 'cast' | 'now' | 'settle'>
  readonly talks: () => Talks
  readonly member: (id: string) => CastMember
  readonly ready: () => Promise<Readiness>
}

/** People writing to each other. */
export function createTalking(parts: Parts): Pick<World, 'conversations' | 'lines' | 'say' | 'see'> {
  const { lab, talks, member } = parts
  const pair = (id: string, other: string): readonly [string, string] => {
    if (member(id) !== member(other)) return [id, other]
    throw new Refusal('bad-field', 'Nobody has a conversation with themselves here.')
  }
  const lines = async (id: string, other: string): Promise<LinesJson> => {
    const said = await talks().read(...pair(id, other))
    return { lines: said.map(({ at, by, text }) => ({ at: toInstant(at), by, text })) }
  }
  const done = async (work: Promise<void>, id: string, other: string): Promise<LinesJson> => {
    await work
    await settle(parts)
    return lines(id, other)
  }
  return {
    conversations: async (id) => list(parts, member(id).id),
    lines,
    say: async (id, other, text) => done(talks().say(...pair(id, other), text, lab.now()), id, other),
    see: async (id, other) => done(talks().see(...pair(id, other)), id, other),
  }
}

/** Those that have lines, in the order they began, so that a new one comes last. */
async function list({ lab, talks }: Parts, id: string): Promise<readonly ConversationJson[]> {
  const found: { began: number; conversation: ConversationJson }[] = []
  for (const other of lab.cast()) {
    const [first] = other.id === id ? [] : await talks().read(id, other.id)
    if (!first) continue
    found.push({ began: first.at, conversation: { with: other.id, unread: await talks().unseen(id, other.id) } })
  }
  return found.sort((a, b) => a.began - b.began).map(({ conversation }) => conversation)
}
