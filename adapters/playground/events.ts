import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Changes } from './changes.ts'

/** How soon a browser comes back after the program went away. */
const retryMs = 1_000

/** Server-sent events: `changed` at once, and after every act, until one of both sides goes. */
export function streamChanges(c: Context, changes: Changes): Response | Promise<Response> {
  if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
  return streamSSE(c, async (stream) => {
    const tell = () => void stream.writeSSE({ event: 'changed', data: '', retry: retryMs })
    await new Promise<void>((resolve) => {
      stream.onAbort(changes.on(tell, resolve))
      tell()
    })
  })
}
