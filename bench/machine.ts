import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { median } from './figures.ts'

const SYNCS = 200
const PAGE_BYTES = 4_096

/** What the figures were measured on. */
export const machineFacts = (folder: string): string =>
  [
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `${process.platform} ${process.arch}`,
    `node ${process.versions.node}`,
    `fsync ${syncTime(folder).toFixed(2)} ms`,
    `load ${loadavg()[0]?.toFixed(1)}`,
  ].join(', ')

/** How long this disk takes for a page to be really there, ms: every commit waits for that once. */
const syncTime = (folder: string): number => {
  const file = openSync(join(folder, 'sync'), 'w')
  const page = Buffer.alloc(PAGE_BYTES)
  const times = Array.from({ length: SYNCS }, () => {
    const from = performance.now()
    writeSync(file, page)
    fsyncSync(file)
    return performance.now() - from
  })
  closeSync(file)
  return median(times)
}
