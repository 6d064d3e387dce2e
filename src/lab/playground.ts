import type { Adapter } from '../engine/index.ts'
import { Refusal } from '../refusal.ts'
import { holdExclusive } from '../store/exclusive.ts'
import { systemClock } from '../system-clock.ts'
import { createHealth, type Health, type Phase } from '../web/health.ts'
import { createWeb } from '../web/server.ts'
import { createLab, type LabOptions, type OpenLab } from './lab.ts'
import type { Shelf } from './shelf.ts'

/** A Monday, 10:00 in Berlin: the hour of Ada's check-in. */
export const freshStart = { seed: 1, at: Date.UTC(2026, 2, 2, 9) }

export type PlaygroundOptions = Omit<LabOptions, 'settled'> & {
  readonly adapter: (lent: Pick<OpenLab, 'lab'> & Pick<Health, 'ready'>) => Adapter
  /** Tried in this order; 0 takes any that is free. */
  readonly ports: readonly number[]
  readonly at?: number
}

export type Playground = { readonly address: string; readonly stop: () => Promise<void> }

/** Never anywhere else: who can reach the playground can be everybody in it. */
const loopback = '127.0.0.1'

/** Two playgrounds on one file would each send what is due. */
const lockOf = ({ file }: Shelf) => {
  try {
    return holdExclusive(`${file}.lock`)
  } catch (error) {
    throw new Refusal([`${file} is open in another playground.`], { cause: error })
  }
}

/** The whole playground, from the first row to its address. */
export const openPlayground = async (options: PlaygroundOptions): Promise<Playground> => {
  const { adapter, ports, log, shelf, at = freshStart.at } = options
  const lock = shelf.kept ? lockOf(shelf) : undefined
  let phase: Phase = 'starting'
  const health = createHealth({ store: () => opened.store(), phase: () => phase, clock: systemClock(), log })
  const opened = createLab({ ...options, settled: health.watch })
  const speaker = adapter({ lab: opened.lab, ready: health.ready })
  const mounts = speaker.http ? [speaker.http] : []
  const web = createWeb({ host: loopback, ports, health, mounts, open: () => phase === 'running' })
  const stop = async () => {
    phase = 'stopping'
    await opened.close()
    await web.close()
    lock?.release()
  }
  try {
    const address = await web.listen()
    await opened.begin(speaker, { ...freshStart, at })
    phase = 'running'
    return { address, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
