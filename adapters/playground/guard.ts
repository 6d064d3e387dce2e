import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Refusal, refusals } from './world.ts'

/** The only names under which a page of this machine reaches itself: a foreign name here is DNS rebinding. */
const ownNames = ['127.0.0.1', 'localhost', '[::1]']
const httpPort = 80
const safeMethods = ['GET', 'HEAD', 'OPTIONS']

const headers = {
  'content-security-policy': [
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'",
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** Strict headers on every answer; strangers are turned away before anything else looks at them. */
export function guard(listener: RequestListener): RequestListener {
  return (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const refusal = strangeness(request)
    if (!refusal) return listener(request, response)
    request.resume()
    return answer(response, refusal)
  }
}

export function errorJson({ code, message }: Refusal): { error: { code: string; message: string } } {
  return { error: { code, message } }
}

function answer(response: ServerResponse, refusal: Refusal): void {
  response.writeHead(refusals[refusal.code], { 'content-type': 'application/json' })
  response.end(JSON.stringify(errorJson(refusal)))
}

function strangeness(request: IncomingMessage): Refusal | undefined {
  const host = request.headers.host?.toLowerCase()
  if (!isOwn(host, request.socket.localPort)) {
    return new Refusal('bad-host', 'The playground answers only to 127.0.0.1, localhost and [::1] with its own port.')
  }
  if (safeMethods.includes(request.method ?? '')) return undefined
  if (isForeign(request, host)) return new Refusal('cross-site', 'Another site may not act here.')
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  return type === 'application/json' ? undefined : new Refusal('not-json', 'Send content-type: application/json.')
}

function isOwn(host: string | undefined, port: number | undefined): boolean {
  return ownNames.some((name) => host === `${name}:${port}` || (port === httpPort && host === name))
}

function isForeign(
  { headers: { origin, 'sec-fetch-site': site } }: IncomingMessage,
  host: string | undefined,
): boolean {
  if (site !== undefined && site !== 'same-origin') return true
  return origin !== undefined && origin.toLowerCase() !== `http://${host}`
}
