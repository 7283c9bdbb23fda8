import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { fileURLToPath } from 'node:url'
import fastifyCookie from '@fastify/cookie'
import fastifyRateLimit from '@fastify/rate-limit'
import fastifySwagger from '@fastify/swagger'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { Histogram, type Registry } from 'prom-client'
import { clientKey } from '../doors/client-address.ts'
import { serverTls } from '../doors/tls-door.ts'
import { openSecureWebDoor, openWebDoor, webTimes } from '../doors/web-places.ts'
import type { Log } from '../log.ts'
import type { Database } from '../postgres/database.ts'
import type { ConsoleTls } from './certificate.ts'
import { serveConsole } from './console.ts'
import { answerFailures } from './failures.ts'
import { refuseForeign } from './guards.ts'
import { listenOn } from './listen.ts'
import { packAnswers } from './packing.ts'
import { type Guard, requirePolicies } from './policies.ts'
import { rateStoreIn } from './rate-store.ts'
import { refuseUnstorable } from './texts.ts'

const bodyBytesMax = 4_194_304
const consoleFolder = fileURLToPath(new URL('../../console/dist', import.meta.url))

/** The web server as features see it: routes are typed by their schemas. */
export type Http = Awaited<ReturnType<typeof openHttp>>['app']

type Parts = {
  /** Where the tries of an address are counted. */
  sql: Database
  registry: Registry
  log: Log
  /** Undefined: plain HTTP, on loopback or behind a proxy. */
  tls: ConsoleTls | undefined
  /** The one origin that people use; undefined: the names of loopback. */
  publicUrl: string | undefined
  /** Addresses and ranges whose `x-forwarded-…` fields count. */
  trustedProxies: readonly string[]
  guard: Guard
}

/** The web server without its routes; `listen` opens the port once they are there. */
export async function openHttp({ sql, registry, log, tls, publicUrl, trustedProxies, guard }: Parts) {
  const app = fastify({
    serverFactory: answer => openServer(answer, tls, trustedProxies),
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    logger: false,
    bodyLimit: bodyBytesMax,
    routerOptions: { maxParamLength: 100 },
    forceCloseConnections: true,
  })
    .withTypeProvider<TypeBoxTypeProvider>()
    .setValidatorCompiler(TypeBoxValidatorCompiler)
    // Answers are typed by their contracts; a compiled serialiser would only cost time on unions.
    .setSerializerCompiler(() => data => JSON.stringify(data))
  app.removeContentTypeParser('text/plain')
  refuseForeign(app, publicUrl)
  await app.register(fastifyCookie)
  packAnswers(app as unknown as FastifyInstance)
  const routes = requirePolicies(app as unknown as FastifyInstance, guard)
  refuseUnstorable(app as unknown as FastifyInstance)
  answerFailures(app as unknown as FastifyInstance, log)
  measure(app as unknown as FastifyInstance, registry)
  await app.register(fastifyRateLimit, {
    global: false,
    store: rateStoreIn(sql, 'people'),
    keyGenerator: ({ ip }) => clientKey(ip),
  })
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Setwacht', version: '0.1.0', description: 'What the console reads and does.' },
    },
  })
  await serveConsole(app as unknown as FastifyInstance, consoleFolder)

  return {
    app,
    routes,
    /** @throws StartRefused when the port is taken. Returns the port. */
    async listen(host: string, port: number): Promise<number> {
      await app.ready()
      return listenOn(app.server, host, port, 'SETWACHT_HTTP_PORT')
    },
    async stop(): Promise<void> {
      app.server.close()
      await app.close()
      app.server.closeAllConnections()
    },
  }
}

/** A file that is read in may take its time; more than this means no good. */
const requestMsMax = 300_000

function openServer(answer: RequestListener, tls: ConsoleTls | undefined, trustedProxies: readonly string[]) {
  const times = { ...webTimes, requestTimeout: requestMsMax }
  if (tls) {
    const server = createSecureServer({ ...serverTls(tls), ...times }, answer)
    openSecureWebDoor(server, trustedProxies)
    return server
  }
  const server = createServer(times, answer)
  openWebDoor(server, trustedProxies)
  return server
}

function measure(app: FastifyInstance, registry: Registry): void {
  const seconds = new Histogram({
    name: 'setwacht_http_seconds',
    help: 'Time to answer a request, by route',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.01, 0.03, 0.06, 0.1, 0.3, 1, 3],
    registers: [registry],
  })
  app.addHook('onResponse', (request: FastifyRequest, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    seconds.observe({ route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    done()
  })
}
