import { expect, test } from 'vitest'
import { readCatalog } from '../messages/catalog.ts'
import { seededChance } from '../src/chance.ts'
import type { Outcome } from '../src/engine/outbox.ts'
import { toParts } from '../src/engine/parts.ts'
import type { DeliveryRow } from '../src/engine/queries.ts'
import { createSettler } from '../src/engine/settle.ts'
import { openStore } from '../src/store/sqlite.ts'
import { secret } from './support/program.ts'
import { bell, createTestPlatform } from './support/test-platform.ts'

const now = Date.UTC(2026, 2, 3, 11)
const quiet = () => undefined

/** A delivery that this process claimed for the second time, after a check had proved its first attempt absent. */
const claimedTwice = async () => {
  const store = await openStore({ file: ':memory:', keysFile: ':memory:', secret })
  const parts = toParts({
    store,
    adapters: [createTestPlatform()],
    features: [bell],
    catalog: readCatalog(),
    clock: { now: () => now, monotonic: () => 0, sleep: async () => undefined },
    chance: seededChance(1),
    turn: async () => undefined,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  })
  const texts = { workspace: 'w', account: 'test:a', domain: 'test', subject: 's', key: 'k', because: 'schedule' }
  const times = { planned_at: now, due_at: now + 90_000, late_ms: 0, lease_until: now + 30_000, first_attempt_at: now }
  const state = { view: 'welcome.invite', lane: 'person', status: 'sending', attempts: 2, owner: parts.owner }
  await store.transact((db) =>
    db
      .insertInto('deliveries')
      .values({ id: 'd', ...texts, ...times, ...state })
      .execute(),
  )
  const read = (): Promise<DeliveryRow> =>
    store.transact((db) => db.selectFrom('deliveries').selectAll().executeTakeFirstOrThrow())
  const land = async (attempts: number, outcome: Outcome) => {
    const settler = createSettler(parts, quiet)
    settler.land({ row: { ...(await read()), attempts }, outcome })
    await settler.flush()
    return (await read()).status
  }
  return { land }
}

test('an attempt that comes back after the next one was claimed settles nothing, in the same process too', async () => {
  const { land } = await claimedTwice()
  expect(await land(1, { kind: 'absent' })).toBe('sending')
  expect(await land(1, { kind: 'failure', failure: 'rejected' })).toBe('sending')
  expect(await land(2, { kind: 'absent' })).toBe('planned')
})

test('what arrived is true whichever attempt it was', async () => {
  const { land } = await claimedTwice()
  expect(await land(1, { kind: 'arrived', receipt: { conversation: 'c', message: 'm' } })).toBe('sent')
})
