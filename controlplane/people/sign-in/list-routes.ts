import type { Http } from '../../platform/http/http.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { OneAccount, OneSignIn, SignInsPage } from '../account/api.ts'
import { Done, Nothing, PeopleRefused } from '../api.ts'
import { endSignIn } from './actions.ts'
import { findOwner, findSignIns, isAccount } from './list-queries.ts'

const unknownAccount = {
  error: 'unknown_account',
  message: 'There is no such account.',
  expected: 'an account of the list',
}
const unknownSignIn = {
  error: 'unknown_sign_in',
  message: 'There is no such sign-in, or it has ended.',
  expected: 'an open sign-in of the list',
}

type Parts = { sql: Database; nudges: Nudges; now(): number }

/** Browsers in which people are signed in: seen and ended by themselves and by an administrator. */
export function signInListRoutes(app: Http, { sql, nudges, now }: Parts): void {
  app.get(
    '/api/sign-ins',
    { schema: { response: { 200: SignInsPage } }, config: { policy: 'seeOwnSignIns' } },
    async ({ viewer: { accountId, signInId: asking } }) => {
      const at = now()
      return { at, signIns: await findSignIns(sql, { accountId, asking, now: at }) }
    },
  )

  app.get(
    '/api/accounts/:id/sign-ins',
    {
      schema: { params: OneAccount, response: { 200: SignInsPage, 404: PeopleRefused } },
      config: { policy: 'seeAllSignIns' },
    },
    async ({ params: { id }, viewer: { signInId: asking } }, reply) => {
      const at = now()
      if (!(await isAccount(sql, id))) return reply.status(404).send(unknownAccount)
      return { at, signIns: await findSignIns(sql, { accountId: id, asking, now: at }) }
    },
  )

  app.delete(
    '/api/sign-ins/:id',
    {
      schema: { params: OneSignIn, body: Nothing, response: { 200: Done, 404: PeopleRefused } },
      config: {
        policy: 'endSignIns',
        isOwn: async (request, accountId) =>
          (await findOwner(sql, (request.params as { id: string }).id)) === accountId,
      },
    },
    async ({ params: { id }, viewer: { accountId: by } }, reply) => {
      const accountId = await endSignIn(sql, { id, by, now: now() })
      if (accountId === undefined) return reply.status(404).send(unknownSignIn)
      nudges.add('people', [accountId])
      return { done: true as const }
    },
  )
}
