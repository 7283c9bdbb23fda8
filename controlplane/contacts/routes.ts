import { recordReads } from '../audit/actions.ts'
import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { isTrajectoryOf } from '../trajectories/queries.ts'
import { addContact, changeContact, removeContact } from './actions.ts'
import { contactApi } from './api.ts'
import { findContacts, findTrajectoryContacts, isContactFor, isKnown } from './queries.ts'

type Parts = { sql: Database; personal: PersonalData; nudges: Pick<Nudges, 'tell'>; now(): number }

/** Whom to call. Each answer is written down. */
export function contactRoutes(app: Http, { sql, personal, nudges, now }: Parts): void {
  const owners = {
    trajectory: ({ code = '' }, accountId: string) => isTrajectoryOf(sql, code, accountId),
    contact: ({ id = '' }, accountId: string) => isContactFor(sql, id, accountId),
  }
  const known = { sql, personal }

  async function read(codes: readonly string[], { actor, now: at }: { actor: string; now: number }) {
    const records = codes.map(code => `contacts:${code}`)
    await recordReads(sql, { at, accountId: actor, records, how: 'detail' })
  }

  serve(
    app,
    contactApi,
    { now, nudges, owners },
    {
      'GET /api/trajectories/:code/contacts': async ({ params: { code }, by }) => {
        const found = await findTrajectoryContacts(sql, personal, code)
        if (!found) return { ok: false, refusal: 'unknown_owner', where: code }
        const { place, ...answer } = found
        await read([code, ...(place === null ? [] : [place])], by)
        return answer
      },
      'POST /api/trajectories/:code/contacts': ({ params: { code }, body, by }) =>
        addContact(known, { trajectory: code }, body, by),
      'GET /api/locations/:code/contacts': async ({ params: { code }, by }) => {
        if (!(await isKnown(sql, { location: code })))
          return { ok: false, refusal: 'unknown_owner', where: code }
        const contacts = await findContacts(sql, personal, { location: code })
        await read([code], by)
        return { contacts }
      },
      'POST /api/locations/:code/contacts': ({ params: { code }, body, by }) =>
        addContact(known, { location: code }, body, by),
      'PUT /api/contacts/:id': ({ params, body, by }) => changeContact(known, params.id, body, by),
      'DELETE /api/contacts/:id': ({ params, by }) => removeContact(sql, params.id, by),
    },
  )
}
