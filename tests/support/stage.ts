/** Serves a made-up world through the playground's real API, guard and page. */
import { getRequestListener } from '@hono/node-server'
import { createApi } from '../../adapters/playground/api.ts'
import { createChanges } from '../../adapters/playground/changes.ts'
import { guard } from '../../adapters/playground/guard.ts'
import { createPage } from '../../adapters/playground/page/index.ts'
import { createQueue } from '../../adapters/playground/queue.ts'
import type { World } from '../../adapters/playground/world.ts'
import { listen } from './listen.ts'

export type Stage = { readonly url: string; readonly close: () => Promise<void> }

export const openStage = async (world: World): Promise<Stage> => {
  const app = createApi({ world, changes: createChanges(), inTurn: createQueue() }).route('/', createPage(world))
  const { origin, close } = await listen(guard(getRequestListener(app.fetch, { overrideGlobalObjects: false })))
  return { url: `${origin}/`, close }
}
