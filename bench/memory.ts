import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Suite } from './figures.ts'
import { buildTown } from './ground.ts'
import type { Resident, Subject } from './memory-process.ts'

/** Each in a process of its own: what was loaded to build the town counts for none of them. */
export const memory: Suite = async (folder, { wave }) => {
  const ours = await residentOf('engine', folder, wave)
  const floor = await residentOf('raw', folder, wave)
  return [
    {
      what: 'resident memory, idle',
      unit: 'MB',
      ours: ours.idle,
      floor: { what: 'bare node and SQLite', value: floor.idle },
    },
    {
      what: 'resident memory, more in a wave',
      unit: 'MB',
      ours: ours.peak - ours.idle,
      floor: { what: 'the same rows', value: floor.peak - floor.idle },
      aim: { most: 60 },
    },
  ]
}

const residentOf = async (subject: Subject, folder: string, members: number): Promise<Resident> => {
  const files = await buildTown(folder, `memory-${subject}`, [{ members, hour: 10 }])
  const child = fork(new URL('./memory-process.ts', import.meta.url), [subject, files.file, files.keysFile])
  const ended = once(child, 'exit')
  const [found] = await Promise.race([once(child, 'message'), ended])
  await ended
  if (typeof found !== 'object') throw new Error(`the process that was measured ended with ${found}`)
  return found as Resident
}
