import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { Refusal } from '../refusal.ts'
import type { Health } from './health.ts'

/** An adapter's own door: every path below `path` is its own, once it has started. */
export type Mount = { readonly path: string; readonly listener: RequestListener }

export type Web = {
  /** Returns the address, such as `http://127.0.0.1:7788`. */
  listen(): Promise<string>
  /** Ends every connection. */
  close(): Promise<void>
}

type Options = {
  readonly host: string
  /** Tried in this order; 0 takes any that is free. */
  readonly ports: readonly number[]
  readonly health: Pick<Health, 'ready'>
  readonly mounts?: readonly Mount[]
  /** Whether the adapters behind the mounts have started. */
  readonly open: () => boolean
}

export const createWeb = ({ host, ports, health, mounts = [], open }: Options): Web => {
  const own = getRequestListener(toApp(health).fetch)
  const server = createServer((request, response) => {
    const path = pathOf(request)
    const mount = mounts.find((one) => isBelow(path, one.path))
    if (mount && open()) void mount.listener(request, response)
    else if (mount && !isHealth(path)) response.writeHead(503, { 'retry-after': '1' }).end()
    else void own(request, response)
  })
  return { listen: () => listenOnFirst(server, host, ports), close: () => close(server) }
}

const toApp = (health: Pick<Health, 'ready'>): Hono => {
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
    c.header('x-content-type-options', 'nosniff')
  })
  app.get('/livez', (c) => c.json({ live: true }))
  app.get('/readyz', async (c) => {
    const readiness = await health.ready()
    return c.json(readiness, readiness.ready ? 200 : 503)
  })
  return app
}

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?')[0] ?? url

const isHealth = (path: string): boolean => path === '/livez' || path === '/readyz'

const isBelow = (path: string, root: string): boolean =>
  root === '/' || path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`)

const listenOnFirst = async (server: Server, host: string, ports: readonly number[]): Promise<string> => {
  const [port = 0, ...others] = ports
  try {
    return await listen(server, host, port)
  } catch (error) {
    if (others.length === 0) throw error
    return listenOnFirst(server, host, others)
  }
}

const listen = (server: Server, host: string, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(toRefusal(error, host, port))
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      resolve(toAddress(server.address()))
    })
  })

const toAddress = (address: AddressInfo | string | null): string => {
  if (address === null || typeof address === 'string') return ''
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${host}:${address.port}`
}

const toRefusal = (error: NodeJS.ErrnoException, host: string, port: number): Error => {
  const why = {
    EADDRINUSE: `Port ${port} on ${host} is taken. Choose another with REACHOUT_PORT; 0 takes any that is free.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Mend REACHOUT_HOST.`,
    EACCES: `Port ${port} may not be opened by this user. Choose another with REACHOUT_PORT.`,
  }[error.code ?? '']
  return why ? new Refusal([why], { cause: error }) : error
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
