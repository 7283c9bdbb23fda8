import type { FastifyReply } from 'fastify'
import type { Http } from '../../platform/http/http.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { type AddressOutcome, changeAddress, readAddress } from './actions.ts'
import { AddressAnswer, AddressRefused, HomeAddress, OneLocation } from './api.ts'

const refusals = {
  unknown: {
    status: 404,
    message: 'There is no location with this code.',
    expected: 'the code of a home',
  },
  not_a_home: {
    status: 409,
    message: 'This location is no home: addresses are kept of homes alone.',
    expected: 'the code of a home',
  },
} as const

type Parts = { sql: Database; personal: PersonalData; now(): number }

/** Where children live. Every answer is written down. */
export function addressRoutes(app: Http, { sql, personal, now }: Parts): void {
  const response = { 200: AddressAnswer, 404: AddressRefused, 409: AddressRefused }

  app.get(
    '/api/locations/:code/address',
    { schema: { params: OneLocation, response }, config: { policy: 'seeAddresses' } },
    async ({ params: { code }, viewer }, reply) => {
      const by = { actor: viewer.accountId, now: now() }
      return answer(reply, code, await readAddress({ sql, personal }, code, by))
    },
  )

  app.put(
    '/api/locations/:code/address',
    { schema: { params: OneLocation, body: HomeAddress, response }, config: { policy: 'changeAddresses' } },
    async ({ params: { code }, body, viewer }, reply) => {
      const by = { actor: viewer.accountId, now: now() }
      return answer(reply, code, await changeAddress({ sql, personal }, code, body, by))
    },
  )
}

/** No browser and no proxy keeps it. */
function answer(reply: FastifyReply, code: string, outcome: AddressOutcome) {
  if (outcome.ok) return reply.header('cache-control', 'no-store').send({ code, address: outcome.address })
  const { status, ...words } = refusals[outcome.refusal]
  return reply.status(status).send({ error: outcome.refusal, ...words })
}
