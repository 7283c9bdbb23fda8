import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { PlatformRefusal } from './api.ts'

/** Refuses text that PostgreSQL cannot hold: the character NUL, and half of a pair of surrogates. */
export function refuseUnstorable(app: FastifyInstance): void {
  app.addHook('preValidation', (request, reply, done) => {
    const where = findUnstorable(request)
    if (where === undefined) return done()
    const expected = 'text without NUL characters and halves of characters'
    const message = `${where} holds a character that cannot be stored.`
    const refusal: PlatformRefusal = { error: 'bad_request', message, where, expected }
    void reply.status(400).send(refusal)
  })
}

/** Where it stands; undefined: nowhere. Without recursion, because a body may be nested deeper than calls can be. */
function findUnstorable({ params, query, body }: FastifyRequest): string | undefined {
  for (const [where, part] of Object.entries({ params, querystring: query, body })) {
    const waiting: unknown[] = [part]
    while (waiting.length > 0) {
      const value = waiting.pop()
      if (typeof value === 'string' && isUnstorable(value)) return where
      if (typeof value !== 'object' || value === null) continue
      for (const [key, inner] of Object.entries(value)) {
        if (isUnstorable(key)) return where
        waiting.push(inner)
      }
    }
  }
  return undefined
}

function isUnstorable(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed()
}
