import type { FastifyReply } from 'fastify'
import type { Http } from '../platform/http/http.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { changeLocation, registerLocations } from './actions.ts'
import { OneLocation } from './address/api.ts'
import { Done, LocationFields, LocationRefused, RegisterLocations } from './api.ts'
import type { PlaceRefusal } from './rules.ts'

const refusals: Record<
  PlaceRefusal | 'unknown',
  { status: 404 | 409 | 422; message: string; expected: string }
> = {
  unknown: { status: 404, message: 'There is no location with the code', expected: 'the code of a location' },
  not_a_school: {
    status: 422,
    message: 'Only schools have this:',
    expected: 'nothing, or a place of the kind school',
  },
  home_without_name: { status: 422, message: 'A home has no name here:', expected: 'no name' },
  half_a_number: {
    status: 422,
    message: 'A school site has both numbers or none; missing is',
    expected: 'the number of the institution and that of the site',
  },
  wrong_order: {
    status: 422,
    message: 'These hours end before they begin:',
    expected: 'an end after the beginning',
  },
  overlap: { status: 422, message: 'These hours overlap:', expected: 'hours after one another' },
  number_taken: {
    status: 409,
    message: 'Another location has the number',
    expected: 'a number of institution and site that no other place has',
  },
}

type Parts = {
  sql: Database
  nudges: Nudges
  now(): number
}

/** Places: adding them, and what is known of one. */
export function locationRoutes(app: Http, { sql, nudges, now }: Parts): void {
  app.post(
    '/api/locations',
    { schema: { body: RegisterLocations }, config: { policy: 'registerLocations' } },
    async ({ body, viewer }, reply) => {
      const registered = await registerLocations(sql, body.items, { actor: viewer.accountId, now: now() })
      if (!registered.ok) return refuse(reply, registered)
      const { codes } = registered
      nudges.add('registered', codes)
      nudges.add('location', codes)
      return { registered: codes.length, known: body.items.length - codes.length }
    },
  )

  app.put(
    '/api/locations/:code',
    {
      schema: {
        params: OneLocation,
        body: LocationFields,
        response: { 200: Done, 404: LocationRefused, 409: LocationRefused, 422: LocationRefused },
      },
      config: { policy: 'changeLocations' },
    },
    async ({ params: { code }, body, viewer }, reply) => {
      const changed = await changeLocation(sql, code, body, { actor: viewer.accountId, now: now() })
      if (!changed.ok) return refuse(reply, changed)
      nudges.add('location', [code])
      return { done: true as const }
    },
  )
}

function refuse(
  reply: FastifyReply,
  { refusal, where }: { refusal: PlaceRefusal | 'unknown'; where: string },
) {
  const { status, message, expected } = refusals[refusal]
  return reply.status(status).send({ error: refusal, message: `${message} ${where}.`, where, expected })
}
