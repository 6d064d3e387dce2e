import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Adapter, Host, Reply } from '../../src/engine/index.ts'
import { conversationUrl, platform, toPerson, workspace } from './address.ts'
import { createApi } from './api.ts'
import { createChanges } from './changes.ts'
import { type Conversations, createConversations } from './conversation.ts'
import { createCounter } from './counter.ts'
import { createWorld } from './create-world.ts'
import { guard } from './guard.ts'
import type { Ear } from './hearing.ts'
import type { Lab } from './lab.ts'
import { createPage, type Sights } from './page/index.ts'
import { createPost } from './post.ts'
import { createQueue, type Queue } from './queue.ts'
import { createTalks, type Talks } from './talks.ts'
import { createSwitches } from './trouble.ts'
import { createWindows } from './windows.ts'
import type { Readiness, World } from './world.ts'

export type PlaygroundOptions = {
  readonly lab: Lab
  /** Whether the program can write now; without it the answer is yes. */
  readonly ready?: () => Promise<Readiness>
  readonly page?: (sights: Sights) => Hono
}

export type Playground = Adapter &
  Required<Pick<Adapter, 'find' | 'conversation' | 'forget' | 'http'>> & { readonly world: World }

/** A small chat workspace in the browser: the platform, its people and their conversations, on this machine alone. */
export function createPlayground({ lab, ready = isReady, page = createPage }: PlaygroundOptions): Playground {
  const runs = createRuns()
  const changes = createChanges()
  const switches = createSwitches()
  const windows = createWindows()
  const conversations = () => runs.now().conversations
  const talks = () => runs.now().talks
  const resets = trackResets(lab)
  const world = createWorld({ ...runs, lab: resets.lab, conversations, talks, windows, switches, changes, ready })
  const inTurn = createQueue()
  const app = createApi({ world, changes, inTurn }).route('/', page(sightsOf(world, inTurn)))
  return {
    platform,
    world,
    start: async (host) => runs.start(host),
    async stop() {
      await runs.idle()
      // a fresh start is no end for those who look on
      if (!resets.underWay()) changes.end()
    },
    ...createPost({ lab, conversations, switches }),
    domain: () => ({ id: `${platform}:${workspace}`, startPerSecond: Infinity, maxPerSecond: Infinity }),
    async *people(of, place) {
      if (of === workspace && place === undefined) yield* lab.cast().map(toPerson)
    },
    conversation: (of, other) => (of.id === other.id ? undefined : conversationUrl(of.id, other.id)),
    async forget({ id }) {
      windows.forget(id)
      await conversations().forget(id)
      const others = lab.cast().filter((one) => one.id !== id)
      await talks().forget(
        id,
        others.map((one) => one.id),
      )
    },
    http: { path: '/', listener: guard(getRequestListener(app.fetch, { overrideGlobalObjects: false })) },
  }
}

type Kept = {
  readonly conversations: Conversations
  readonly talks: Talks
  readonly nextNumber: (person: string) => Promise<number>
}

/** What lasts from one start to the next; and what is being handled, so that a stop can wait for it. */
function createRuns() {
  let run: (Kept & { readonly host: Host }) | undefined
  const handling = new Set<Promise<Reply>>()
  const now = () => {
    if (!run) throw new Error('The playground was not started.')
    return run
  }
  const engine: Ear = {
    commands: () => now().host.commands,
    handle(heard) {
      const reply = now().host.handle(heard)
      handling.add(reply)
      return reply.finally(() => handling.delete(reply))
    },
  }
  return {
    now,
    engine,
    nextNumber: (person: string) => now().nextNumber(person),
    start(host: Host): void {
      const { vault } = host
      run = {
        host,
        conversations: createConversations(vault),
        talks: createTalks(vault),
        nextNumber: createCounter(vault),
      }
    },
    idle: () => Promise.allSettled(handling),
  }
}

function trackResets(lab: Lab) {
  let underWay = false
  const reset: Lab['reset'] = async (options) => {
    underWay = true
    await lab.reset(options).finally(() => {
      underWay = false
    })
  }
  return { lab: { ...lab, reset }, underWay: () => underWay }
}

function sightsOf(world: World, inTurn: Queue): Sights {
  return {
    commands: () => world.commands(),
    overview: () => inTurn(() => world.overview()),
    messages: (member) => inTurn(() => world.messages(member)),
    ledger: (member) => inTurn(() => world.ledger(member)),
    conversations: (member) => inTurn(() => world.conversations(member)),
    lines: (member, other) => inTurn(() => world.lines(member, other)),
  }
}

async function isReady(): Promise<Readiness> {
  return { ready: true }
}
