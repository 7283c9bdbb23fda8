import type { Registry } from 'prom-client'
import type { Nudges } from '../nudges.ts'
import { healthApi } from './health-api.ts'
import type { Http } from './http.ts'
import { serve } from './serve.ts'

type Parts = {
  registry: Registry
  asyncApi: object
  /** What is not right, in words; empty: ready. */
  problems(): Promise<string[]>
  nudges: Pick<Nudges, 'tell'>
  now(): number
}

/** What machines ask: alive, ready, figures, and the two published documents. */
export function healthRoutes(app: Http, { registry, asyncApi, problems, nudges, now }: Parts): void {
  serve(
    app,
    healthApi,
    { now, nudges, owners: {} },
    {
      'GET /healthz': ({ reply }) => reply.send({ status: 'alive' }),
      'GET /readyz': async ({ reply }) => {
        const found = await problems()
        const isReady = found.length === 0
        return reply.status(isReady ? 200 : 503).send({ ready: isReady, problems: found })
      },
      'GET /metrics': async ({ reply }) => reply.type(registry.contentType).send(await registry.metrics()),
      'GET /openapi.json': ({ reply }) => reply.send(app.swagger()),
      'GET /asyncapi.json': ({ reply }) => reply.send(asyncApi),
    },
  )
}
