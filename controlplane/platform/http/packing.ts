import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

/** Shorter answers cost more to pack than to send: of the first page, the board alone is longer. */
const packedFromChars = 131_072
const pack = promisify(gzip)

/**
 * Packs long answers for whoever takes them so; everything else is packed already, or a stream. Whole and in one go: an
 * answer that is packed piece by piece waits for another thread at every piece.
 */
export function packAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, answer) => {
    if (typeof answer !== 'string' || answer.length < packedFromChars) return answer
    reply.header('vary', 'accept-encoding')
    if (!takesGzip(request.headers['accept-encoding'])) return answer
    reply.header('content-encoding', 'gzip').removeHeader('content-length')
    return pack(answer, { level: constants.Z_BEST_SPEED })
  })
}

/** Named or by the star, and not said to be worth nothing. */
function takesGzip(accepted: string | string[] = ''): boolean {
  const codings = String(accepted).toLowerCase().split(',')
  const worth = new Map(
    codings.map(coding => {
      const [name = '', said = '1'] = coding.trim().split(/\s*;\s*q=/)
      return [name, Number(said)]
    }),
  )
  return (worth.get('gzip') ?? worth.get('*') ?? 0) > 0
}
