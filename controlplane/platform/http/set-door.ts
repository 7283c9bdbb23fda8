import { createServer } from 'node:https'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify, { type FastifyInstance } from 'fastify'
import { handshakeMsMax, serverTls } from '../doors/tls-door.ts'
import { openSecureWebDoor, webTimes } from '../doors/web-places.ts'
import type { Log } from '../log.ts'
import type { PlatformRefusal } from './api.ts'
import { answerFailures } from './failures.ts'
import { listenOn } from './listen.ts'

const bodyBytesMax = 16_384
const headerBytesMax = 8192

type Parts = {
  /** Of the servers' certificate of our own authority; PEM. */
  key: string
  cert: string
  /** Addresses and ranges that may say for whom they pass bytes on; left out: none. */
  trustedProxies?: readonly string[]
  log: Log
}

/** The web server for sets as features see it: routes are typed by their schemas. */
export type SetDoor = ReturnType<typeof openSetDoor>['app']

/**
 * The web server for sets that have no certificate yet, or none that holds: HTTPS by our own authority, POST with JSON,
 * answers `{ error, message }`. It trusts no header: a passer-on of TCP says for whom it speaks in a line before TLS, so
 * whatever headers say of an address came from the client.
 */
export function openSetDoor({ key, cert, trustedProxies = [], log }: Parts) {
  const server = createServer({
    ...serverTls({ key, cert }),
    ...webTimes,
    maxHeaderSize: headerBytesMax,
    requestTimeout: handshakeMsMax,
  })
  openSecureWebDoor(server, trustedProxies)
  const app = fastify({
    logger: false,
    bodyLimit: bodyBytesMax,
    trustProxy: false,
    serverFactory(handler) {
      server.on('request', handler)
      return server
    },
  })
    .withTypeProvider<TypeBoxTypeProvider>()
    .setValidatorCompiler(TypeBoxValidatorCompiler)
    .setSerializerCompiler(() => data => JSON.stringify(data))
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', (request, reply, done) => {
    const type = request.headers['content-type']
    if (request.method !== 'POST' || type === 'application/json') return done()
    const message = `Content-Type is ${type ?? 'missing'}. Expected application/json.`
    reply.status(415).send({ error: 'bad_request', message })
  })
  app.setNotFoundHandler((_request, reply) => {
    const refusal: PlatformRefusal = { error: 'not_found', message: 'There is nothing here.' }
    reply.status(404).send(refusal)
  })
  answerFailures(app as unknown as FastifyInstance, log)

  return {
    app,
    /** Returns the port. @throws StartRefused when it is taken */
    async listen(host: string, port: number): Promise<number> {
      await app.ready()
      return listenOn(server, host, port, 'SETWACHT_SET_PORT')
    },
    async stop(): Promise<void> {
      server.close()
      await app.close()
      server.closeAllConnections()
    },
  }
}
