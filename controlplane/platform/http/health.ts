import type { Registry } from 'prom-client'
import type { Http } from './http.ts'

type Parts = {
  registry: Registry
  asyncApi: object
  /** What is not right, in words; empty: ready. */
  problems(): Promise<string[]>
}

/** What machines ask: alive, ready, figures, and the two contracts. */
export function healthRoutes(app: Http, { registry, asyncApi, problems }: Parts): void {
  const forEverybody = { schema: { hide: true }, config: { forMachines: true, policy: 'public' } } as const
  const forMachines = { schema: { hide: true }, config: { forMachines: true, policy: 'machine' } } as const
  const hidden = { schema: { hide: true }, config: { policy: 'public' } } as const
  app.get('/healthz', forEverybody, () => ({ status: 'alive' }))
  app.get('/readyz', forEverybody, async (_request, reply) => {
    const found = await problems()
    return reply.status(found.length === 0 ? 200 : 503).send({ ready: found.length === 0, problems: found })
  })
  app.get('/metrics', forMachines, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
  app.get('/openapi.json', hidden, () => app.swagger())
  app.get('/asyncapi.json', hidden, () => asyncApi)
}
