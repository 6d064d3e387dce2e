import { createPlayground } from '../../adapters/playground/index.ts'
import type { World } from '../../adapters/playground/world.ts'
import { readCatalog } from '../../messages/catalog.ts'
import { createFeatures } from '../../src/features.ts'
import { createLab } from '../../src/lab/lab.ts'
import { freshStart } from '../../src/lab/playground.ts'
import { memoryShelf, type Shelf } from '../../src/lab/shelf.ts'
import { demand } from './demand.ts'
import { collectLog } from './program.ts'

/** The real engine, store, features and playground, without a server. `world` is what the API and the page stand on. */
export const openLab = async (shelf: Shelf = memoryShelf(), fresh = freshStart) => {
  const { log, lines } = collectLog()
  const opened = createLab({ features: createFeatures(), catalog: readCatalog(), log, shelf })
  const adapter = createPlayground({ lab: opened.lab })
  await opened.begin(adapter, fresh)
  const world: World = adapter.world
  return {
    adapter,
    world,
    lab: opened.lab,
    store: () => demand(opened.store(), 'an open lab'),
    lines,
    close: opened.close,
  }
}

export type OpenLab = Awaited<ReturnType<typeof openLab>>

/** Everything anybody could see: people, conversations, ledger. */
export const everything = async ({ world }: Pick<OpenLab, 'world'>): Promise<string> => {
  const conversations = await Promise.all(world.cast().map(({ id }) => world.messages(id)))
  return JSON.stringify([await world.overview(), await world.ledger(), conversations])
}
