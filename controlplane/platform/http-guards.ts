import type { FastifyRequest } from 'fastify'

const reading = new Set(['GET', 'HEAD'])

type Guarded = {
  addHook(name: 'onRequest', hook: (request: FastifyRequest, reply: Reply, done: () => void) => void): unknown
}
type Reply = { status(code: number): { send(body: unknown): unknown } }

/**
 * Refuses what another site makes a browser send: a foreign name for this machine (DNS rebinding), a change without
 * our own origin, a body that is not literally JSON, an event stream or a download asked for from elsewhere.
 */
export function refuseForeign(app: Guarded): void {
  app.addHook('onRequest', (request, reply, done) => {
    const refused = whyRefused(request)
    if (refused === undefined) done()
    else reply.status(403).send({ error: 'forbidden', ...refused })
  })
}

function whyRefused(
  request: FastifyRequest,
): { message: string; where: string; expected: string } | undefined {
  const { headers, method } = request
  const port = request.socket.localPort
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map(name => `${name}:${port}`)
  const { host = '', origin } = headers
  if (!hosts.includes(host)) return refusal('Host', hosts.join(' or '))
  const own = `http://${host}`
  if (origin !== undefined && origin !== own) return refusal('Origin', own)
  if (!reading.has(method)) {
    if (origin === undefined) return refusal('Origin', own)
    if (headers['content-type'] !== 'application/json') return refusal('Content-Type', 'application/json')
  }
  const isGuarded = request.routeOptions.config.sameOriginOnly === true
  if (isGuarded && headers['sec-fetch-site'] !== 'same-origin')
    return refusal('Sec-Fetch-Site', 'same-origin')
  return undefined
}

function refusal(where: string, expected: string) {
  return {
    message: `This request did not come from Setwacht itself: ${where} should be ${expected}.`,
    where,
    expected,
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Event streams and downloads: only pages of Setwacht itself may ask for them. */
    sameOriginOnly?: true
  }
}
