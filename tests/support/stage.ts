/** Serves a made-up world through the playground's real API, guard and page. */
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createApi } from '../../adapters/playground/api.ts'
import { createChanges } from '../../adapters/playground/changes.ts'
import { guard } from '../../adapters/playground/guard.ts'
import { createPage } from '../../adapters/playground/page/index.ts'
import { createQueue } from '../../adapters/playground/queue.ts'
import type { World } from '../../adapters/playground/world.ts'

export type Stage = { readonly url: string; readonly close: () => Promise<void> }

export const openStage = async (world: World): Promise<Stage> => {
  const changes = createChanges()
  const app = createApi({ world, changes, inTurn: createQueue() }).route('/', createPage(world))
  const server = createServer(guard(getRequestListener(app.fetch, { overrideGlobalObjects: false })))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The stage has no port.')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        changes.end()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
