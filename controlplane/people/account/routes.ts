import { recordReads } from '../../audit/actions.ts'
import type { Http } from '../../platform/http/http.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { Done, Nothing, PeopleRefused } from '../api.ts'
import { type AccountRefusal, changeRoles, disableAccount, enableAccount } from './actions.ts'
import { AccountName, AccountsPage, AccountsQuery, NewRoles, OneAccount } from './api.ts'
import { findAccounts, findName } from './queries.ts'

const refusals: Record<AccountRefusal, { status: 404 | 409; message: string; expected: string }> = {
  unknown_account: {
    status: 404,
    message: 'There is no such account.',
    expected: 'an account of the list',
  },
  own_account: {
    status: 409,
    message: 'Nobody changes their own roles, or shuts their own account.',
    expected: 'the account of somebody else, or another administrator',
  },
  last_administrator: {
    status: 409,
    message: 'Nobody could administer any more.',
    expected: 'another open account with the role admin first',
  },
}

type Parts = { sql: Database; personal: PersonalData; nudges: Nudges; now(): number }

/** Who may sign in, and as what. */
export function accountRoutes(app: Http, { sql, personal, nudges, now }: Parts): void {
  app.get(
    '/api/accounts',
    {
      schema: { querystring: AccountsQuery, response: { 200: AccountsPage } },
      config: { policy: 'seePeople' },
    },
    async ({ query, viewer: { accountId } }) => {
      const at = now()
      const search = query.q?.trim() || undefined
      const accounts = await findAccounts(sql, personal, { search, now: at })
      const records = accounts.map(({ id }) => `account:${id}`)
      if (search !== undefined) await recordReads(sql, { at, accountId, records, how: 'search' })
      return { at, accounts }
    },
  )

  app.get(
    '/api/accounts/:id',
    {
      schema: { params: OneAccount, response: { 200: AccountName, 404: PeopleRefused } },
      config: { policy: 'seePeople' },
    },
    async ({ params: { id }, viewer: { accountId } }, reply) => {
      const name = await findName(sql, personal, id)
      if (!name) {
        const { message, expected } = refusals.unknown_account
        return reply.status(404).send({ error: 'unknown_account', message, expected })
      }
      await recordReads(sql, { at: now(), accountId, records: [`account:${id}`], how: 'detail' })
      return { id, ...name }
    },
  )

  app.put(
    '/api/accounts/:id/roles',
    {
      schema: {
        params: OneAccount,
        body: NewRoles,
        response: { 200: Done, 404: PeopleRefused, 409: PeopleRefused },
      },
      config: { policy: 'changeRoles' },
    },
    async ({ params: { id }, body: { roles }, viewer: { accountId: actor } }, reply) => {
      const changed = await changeRoles(sql, { id, actor, now: now(), roles })
      if (!changed.ok) {
        const { status, ...refusal } = refusals[changed.refusal]
        return reply.status(status).send({ error: changed.refusal, ...refusal })
      }
      nudges.add('people', [id])
      return { done: true as const }
    },
  )

  for (const [name, decide] of Object.entries({ disable: disableAccount, enable: enableAccount })) {
    app.post(
      `/api/accounts/:id/${name}`,
      {
        schema: {
          params: OneAccount,
          body: Nothing,
          response: { 200: Done, 404: PeopleRefused, 409: PeopleRefused },
        },
        config: { policy: 'disablePeople' },
      },
      async ({ params: { id }, viewer: { accountId: actor } }, reply) => {
        const decided = await decide(sql, { id, actor, now: now() })
        if (!decided.ok) {
          const { status, ...refusal } = refusals[decided.refusal]
          return reply.status(status).send({ error: decided.refusal, ...refusal })
        }
        nudges.add('people', [id])
        return { done: true as const }
      },
    )
  }
}
