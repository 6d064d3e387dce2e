import type { Chance, Heard, Id, Reply } from '../../src/engine/index.ts'
import type { Store } from '../../src/store/store.ts'
import { createAsking } from './asking.ts'
import type { Platform } from './platform.ts'
import type { Process } from './process.ts'
import { MEMBERS, memberOf, personOf, SCHEDULES, WORKSPACE, ZONES } from './town.ts'
import type { VirtualTime } from './virtual-time.ts'

type Tools = {
  readonly processes: readonly Process[]
  readonly platform: Platform
  readonly store: Store
  readonly time: VirtualTime
  readonly chance: Chance
}

export type People = {
  /** Schedules so many acts over the run. */
  readonly plan: (acts: number, until: number) => void
  /** Members whose zone, standing or pause was changed: their weeks are held to less. */
  readonly disturbed: ReadonlySet<Id>
  /** Members who may have been in another zone, as those are who come back from having been erased. */
  readonly moved: ReadonlySet<Id>
}

/** What twenty people, an admin and an operator do, in seeded disorder; every event may be heard twice. */
export const createPeople = ({ processes, platform, store, time, chance }: Tools): People => {
  const disturbed = new Set<Id>()
  const moved = new Set<Id>()
  let events = 0
  const pick = <T>(items: readonly T[]): T | undefined => items[chance.below(items.length)]
  const by = (person: string, told: object = {}): Heard['by'] => ({
    address: { platform: 'test', workspace: WORKSPACE, kind: 'person', id: person },
    ...told,
  })
  const hear = (
    act: Omit<Heard, 'id' | 'workspace'> & Record<string, unknown>,
    answered: (reply: Reply) => void = () => {},
  ): void => {
    const heard = { id: `event-${events++}`, workspace: WORKSPACE, ...act } as Heard
    for (const process of chance.below(4) === 0 ? processes : [pick(processes)])
      void process?.engine()?.handle(heard).then(answered)
  }
  const asking = createAsking({
    platform,
    time,
    chance,
    pick,
    hear: (person, act, answered) => hear({ by: by(person), ...act }, answered),
  })
  const acts: readonly (() => void)[] = [
    ...Array.from({ length: 6 }, () => tap),
    pause,
    move,
    stop,
    invite,
    change,
    hold,
    ...Array.from({ length: 4 }, () => asking.ask),
    ...Array.from({ length: 6 }, () => asking.askByName),
    ...Array.from({ length: 12 }, () => asking.answer),
    asking.thank,
    asking.thank,
  ]
  function tap(): void {
    const post = pick(platform.posts.slice(-10))
    if (!post) return
    const value = pick(['well', 'all-right', 'hard', 'rough']) ?? 'well'
    hear({ by: by(post.person), kind: 'action', name: 'check-in.tap', subject: '', value, delivery: post.delivery })
    hear({ by: by(post.person), kind: 'action', name: 'welcome.join', subject: '', delivery: post.delivery })
  }
  function pause(): void {
    const n = chance.below(MEMBERS)
    disturbed.add(memberOf(n))
    const until = time.clock.now() + chance.below(7) * 86_400_000
    void store.transact((db) =>
      db.updateTable('members').set({ paused_until: until }).where('id', '=', memberOf(n)).execute(),
    )
  }
  function move(): void {
    const n = chance.below(MEMBERS)
    disturbed.add(memberOf(n))
    moved.add(memberOf(n))
    hear({ by: by(personOf(n), { timeZone: pick(ZONES) }), kind: 'person' })
  }
  function stop(): void {
    const n = 1 + chance.below(MEMBERS - 1)
    if (chance.below(3) > 0) return
    disturbed.add(memberOf(n))
    moved.add(memberOf(n))
    hear({ by: by(personOf(n)), kind: 'command', name: 'stop', values: {} })
  }
  function invite(): void {
    const people = [personOf(MEMBERS - 1 - chance.below(4))]
    const admin = by(personOf(0), { admin: true })
    hear({ by: admin, kind: 'form', name: 'members.invite', subject: '', values: { people } })
  }
  function change(): void {
    if (chance.below(3) > 0) return
    for (let n = 0; n < MEMBERS; n++) disturbed.add(memberOf(n))
    const values = {
      day: pick(['monday', 'tuesday', 'friday']) ?? 'monday',
      time: pick(['09:00', '11:15', '16:45']) ?? '',
    }
    const admin = by(personOf(0), { admin: true })
    hear({ by: admin, kind: 'form', name: 'schedule.change', subject: SCHEDULES[0].id, values })
  }
  function hold(): void {
    void pick(processes)?.engine()?.hold(true)
    time.at(time.monotonic() + chance.below(6 * 3_600_000), release)
  }
  function release(): void {
    const engine = pick(processes)?.engine()
    if (engine) void engine.hold(false)
    else time.at(time.monotonic() + 60_000, release)
  }
  return {
    disturbed,
    moved,
    plan: (count, until) => {
      for (let n = 0; n < count; n++) time.at(chance.below(until), () => pick(acts)?.())
    },
  }
}
