import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const minuteMs = 60_000

/**
 * Counts what is refused to an address in a minute. Every try is still looked up: beyond the limit only what is right is
 * answered otherwise, so that nobody guesses and nobody is kept out. Returns, for one that was refused, whether its
 * address is over the limit; then the answer says in how many seconds it is not.
 */
export function countRefused(app: FastifyInstance, refusedPerMinuteMax: number) {
  const limit = app.createRateLimit({ max: refusedPerMinuteMax, timeWindow: minuteMs })
  return async (request: FastifyRequest, reply: FastifyReply): Promise<boolean> => {
    const found = await limit(request)
    if (found.isAllowed || !found.isExceeded) return false
    reply.header('retry-after', found.ttlInSeconds)
    return true
  }
}
