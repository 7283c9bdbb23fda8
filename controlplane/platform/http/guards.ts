import type { FastifyRequest } from 'fastify'
import type { PlatformRefusal } from './api.ts'

const reading = new Set(['GET', 'HEAD'])

type Guarded = {
  addHook(name: 'onRequest', hook: (request: FastifyRequest, reply: Reply, done: () => void) => void): unknown
}
type Reply = { status(code: number): { send(body: unknown): unknown } }

/**
 * Refuses what another site makes a browser send: a foreign name for this machine (DNS rebinding), a change without
 * our own origin, a body that is not literally JSON, an event stream or a download asked for from elsewhere.
 * @param publicUrl the one origin that is ours; undefined: the names of loopback
 */
export function refuseForeign(app: Guarded, publicUrl: string | undefined): void {
  app.addHook('onRequest', (request, reply, done) => {
    const refused = whyRefused(request, publicUrl)
    if (refused === undefined) done()
    else reply.status(403).send(refused)
  })
}

function whyRefused(request: FastifyRequest, publicUrl: string | undefined): PlatformRefusal | undefined {
  const { headers, method } = request
  const { origin } = headers
  const origins = ownOrigins(request, publicUrl)
  const own = origins.find(one => hostOf(one) === request.host)
  if (own === undefined) return refusal('Host', origins.map(hostOf).join(' or '))
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

/** Programs on this machine ask for health and figures by a name of loopback, whatever people use. */
function ownOrigins(
  { socket, protocol, routeOptions }: FastifyRequest,
  publicUrl: string | undefined,
): string[] {
  const names = ['127.0.0.1', 'localhost', '[::1]']
  const local = names.map(name => `${protocol}://${name}:${socket.localPort}`)
  if (publicUrl === undefined) return local
  return routeOptions.config.forMachines === true ? [publicUrl, ...local] : [publicUrl]
}

function hostOf(origin: string): string {
  return origin.slice(origin.indexOf('//') + 2)
}

function refusal(where: string, expected: string): PlatformRefusal {
  return {
    error: 'forbidden',
    message: `This request did not come from Setwacht itself: ${where} should be ${expected}.`,
    where,
    expected,
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Event streams and downloads: only pages of Setwacht itself may ask for them. */
    sameOriginOnly?: true
    /** Health and figures, which programs on this machine ask for. */
    forMachines?: true
  }
}
