import { recordReads } from '../../audit/actions.ts'
import type { Http } from '../../platform/http/http.ts'
import { serve } from '../../platform/http/serve.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { endSignIn } from '../sign-in/actions.ts'
import { findOwner, findSignIns, isAccount } from '../sign-in/list-queries.ts'
import type { OnDuty } from '../viewer/queries.ts'
import { changeRoles, chooseLanguage, disableAccount, enableAccount, showFirstName } from './actions.ts'
import { accountApi } from './api.ts'
import { findAccounts, findName } from './queries.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  onDuty: OnDuty
  now(): number
}
const unknownAccount = { ok: false, refusal: 'unknown_account' } as const

/** Who may sign in, and as what; and the browsers in which people are signed in. */
export function accountRoutes(app: Http, { sql, personal, nudges, onDuty, now }: Parts): void {
  const owners = {
    sign_in: async ({ id = '' }, accountId: string) => (await findOwner(sql, id)) === accountId,
  }

  serve(
    app,
    accountApi,
    { now, nudges, owners },
    {
      'GET /api/accounts': async ({ query, by: { actor: accountId, now: at } }) => {
        const search = query.q?.trim() || undefined
        const accounts = await findAccounts(sql, personal, { search, now: at })
        const records = accounts.map(({ id }) => `account:${id}`)
        if (search !== undefined) await recordReads(sql, { at, accountId, records, how: 'search' })
        return { at, accounts }
      },
      'GET /api/accounts/:id': async ({ params: { id }, by: { actor: accountId, now: at } }) => {
        const name = await findName(sql, personal, id)
        if (!name) return unknownAccount
        await recordReads(sql, { at, accountId, records: [`account:${id}`], how: 'detail' })
        return { id, ...name }
      },
      'PUT /api/accounts/:id/roles': ({ params: { id }, body: { roles }, by }) =>
        changeRoles(sql, { id, roles, ...by }),
      'POST /api/accounts/:id/disable': ({ params: { id }, by }) => disableAccount(sql, { id, ...by }),
      'POST /api/accounts/:id/enable': ({ params: { id }, by }) => enableAccount(sql, { id, ...by }),
      'GET /api/accounts/:id/sign-ins': async ({ params: { id }, viewer: { signInId: asking }, by }) => {
        if (!(await isAccount(sql, id))) return unknownAccount
        return { at: by.now, signIns: await findSignIns(sql, { accountId: id, asking, now: by.now, onDuty }) }
      },
      'PUT /api/me/first-name': ({ body: { isShown }, by }) => showFirstName(sql, { isShown, ...by }),
      'PUT /api/me/language': ({ body: { language }, by }) => chooseLanguage(sql, { language, ...by }),
      'GET /api/sign-ins': async ({ viewer: { accountId, signInId: asking }, by: { now: at } }) => ({
        at,
        signIns: await findSignIns(sql, { accountId, asking, now: at, onDuty }),
      }),
      'DELETE /api/sign-ins/:id': async ({ params: { id }, by }) => {
        const accountId = await endSignIn(sql, { id, by: by.actor, now: by.now })
        if (accountId === undefined) return { ok: false, refusal: 'unknown_sign_in' }
        return { ok: true, changes: { people: [accountId] } }
      },
    },
  )
}
