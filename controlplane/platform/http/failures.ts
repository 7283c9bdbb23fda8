import type { FastifyError, FastifyInstance } from 'fastify'
import type { Log } from '../log.ts'
import { isAway } from '../postgres/database.ts'
import type { PlatformRefusal } from './api.ts'

/** Every failure as a sentence; a stack trace goes to the log and nowhere else. */
export function answerFailures(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((failure: FastifyError, request, reply) => {
    const [status, refusal] = asRefusal(failure)
    if (status >= 500) {
      log.error(
        { failure: failure.stack ?? String(failure), path: request.routeOptions.url },
        'a request failed',
      )
    }
    return reply.status(status).send(refusal)
  })
}

function asRefusal(failure: FastifyError): [number, PlatformRefusal] {
  const [problem] = failure.validation ?? []
  if (problem) {
    const field = problem.instancePath.replaceAll('/', '.').replace(/^\./, '')
    const where = [failure.validationContext, field].filter(Boolean).join(': ')
    const expected = problem.message ?? 'something else'
    return [400, { error: 'bad_request', message: `${where} ${expected}.`, where, expected }]
  }
  if (isAway(failure)) {
    return [
      503,
      { error: 'database_away', message: 'The database cannot be reached. Nothing is lost; try again soon.' },
    ]
  }
  const status = failure.statusCode ?? 500
  if (status === 429) return [status, { error: 'too_many', message: failure.message }]
  if (status < 500) return [status, { error: 'bad_request', message: failure.message }]
  return [500, { error: 'failed', message: 'Something went wrong on our side. It is in the log.' }]
}
