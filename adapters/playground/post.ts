import { type Adapter, type Outgoing, type Receipt, SendError } from '../../src/engine/index.ts'
import type { Conversations, Posted } from './conversation.ts'
import type { Lab } from './lab.ts'
import { loseAnswer, refuse, type Switches } from './trouble.ts'

type Parts = {
  readonly lab: Pick<Lab, 'cast' | 'now'>
  readonly conversations: () => Conversations
  readonly switches: Switches
}

type Addressed = Pick<Outgoing, 'id' | 'to'>

/** How a message reaches a person here. Throws SendError only. */
export function createPost({ lab, conversations, switches }: Parts): Required<Pick<Adapter, 'send' | 'edit' | 'find'>> {
  const reach = (out: Addressed, signal: AbortSignal) => {
    if (signal.aborted) throw new SendError('unavailable')
    const trouble = switches.of(out.to.id)
    refuse(trouble)
    if (out.to.kind !== 'person' || !lab.cast().some(({ id }) => id === out.to.id)) throw new SendError('unreachable')
    return trouble
  }
  return {
    async send(out, signal) {
      const trouble = reach(out, signal)
      const posted = await kept(conversations().post(out.to.id, out.id, out.message, lab.now()))
      loseAnswer(trouble)
      return receiptOf(out, posted)
    },
    async edit(out, at, signal) {
      const trouble = reach(out, signal)
      const edited = await kept(conversations().edit(out.to.id, at.message, out.message, lab.now()))
      if (!edited) throw new SendError('rejected')
      loseAnswer(trouble)
    },
    async find(out, since, signal) {
      reach(out, signal)
      const { posted } = await kept(conversations().read(out.to.id))
      const found = posted.find((one) => one.delivery === out.id && one.at >= since)
      return found ? receiptOf(out, found) : 'absent'
    },
  }
}

function receiptOf(out: Addressed, posted: Posted): Receipt {
  return { conversation: out.to.id, message: posted.id }
}

/** What could not be written did not happen. */
async function kept<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw new SendError('unavailable', { cause })
  }
}
