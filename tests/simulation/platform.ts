import type { Message } from '../../messages/message.ts'
import type { Adapter, Chance, Outgoing, Receipt } from '../../src/engine/index.ts'
import { SendError } from '../../src/engine/index.ts'
import type { Faults } from './faults.ts'
import type { VirtualTime } from './virtual-time.ts'

/** One line of the platform's own ledger: the judge reads this and never the engine's word. */
export type Post = {
  readonly delivery: string
  readonly person: string
  /** Wall clock at the request and monotonic at the posting. */
  readonly calledAt: number
  readonly postedAt: number
}

export type Platform = {
  readonly posts: readonly Post[]
  /** What a delivery reads like to its person now. */
  readonly shows: (delivery: string) => Message | undefined
  /** A fresh connection to the same platform, as a restarted process has. `alive` cuts it off. */
  readonly connect: (alive: () => boolean) => Adapter
}

type Tools = { readonly time: VirtualTime; readonly chance: Chance; readonly faults: () => Faults }

const never = <T>(): Promise<T> => new Promise<T>(() => {})

export const createPlatform = (tools: Tools): Platform => {
  const posts: Post[] = []
  const shown = new Map<string, Message>()
  return { posts, shows: (delivery) => shown.get(delivery), connect: (alive) => connect(tools, posts, shown, alive) }
}

const connect = (tools: Tools, posts: Post[], shown: Map<string, Message>, alive: () => boolean): Adapter => {
  const { time, chance, faults } = tools
  const hit = (perMille: number): boolean => chance.below(1_000) < perMille
  const wait = (ms: number) => new Promise<void>((resolve) => time.at(time.monotonic() + ms, resolve))
  const answer = <T>(value: T): Promise<T> => (alive() ? Promise.resolve(value) : never())
  const post = (out: Outgoing, calledAt: number): Receipt => {
    shown.set(out.id, out.message)
    posts.push({ delivery: out.id, person: out.to.id, calledAt, postedAt: time.monotonic() })
    return { conversation: out.to.id, message: String(posts.length) }
  }
  return {
    platform: 'test',
    start: async () => {},
    stop: async () => {},
    domain: ({ workspace }) => ({ id: `test:${workspace}`, startPerSecond: 2, maxPerSecond: 5 }),
    people: async function* () {},
    send: async (out) => {
      if (!alive()) return never()
      const calledAt = time.clock.now()
      const f = faults()
      if (hit(f.rateLimited)) throw new SendError('rate-limited', { retryAfterMs: 1_000 * (1 + chance.below(30)) })
      if (hit(f.unavailable)) throw new SendError('unavailable')
      if (hit(f.hang)) return never()
      if (hit(f.late)) {
        time.at(time.monotonic() + chance.below(f.lateMs), () => post(out, calledAt))
        return never()
      }
      await wait(20 + chance.below(400))
      if (hit(f.brokenBefore)) return alive() ? Promise.reject(new SendError('unknown')) : never()
      const receipt = post(out, calledAt)
      if (hit(f.brokenAfter)) return alive() ? Promise.reject(new SendError('unknown')) : never()
      return hit(f.lostAnswer) ? never() : answer(receipt)
    },
    edit: async (out) => {
      await wait(20 + chance.below(200))
      if (hit(faults().unavailable)) throw new SendError('unavailable')
      shown.set(out.id, out.message)
      return answer(undefined)
    },
    find: async (out) => {
      await wait(20 + chance.below(200))
      const f = faults()
      if (hit(f.findBroken)) throw new SendError('unavailable')
      const seen = time.monotonic() - (hit(f.findLag) ? chance.below(f.lagMs) : 0)
      const found = posts.findIndex((one) => one.delivery === out.id && one.postedAt <= seen)
      return answer(found < 0 ? ('absent' as const) : { conversation: out.to.id, message: String(found + 1) })
    },
  }
}
