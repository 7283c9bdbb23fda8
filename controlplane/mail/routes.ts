import { findName } from '../people/account/queries.ts'
import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { mailApi } from './api.ts'
import { findFailedMails, findLastSent, findStuckMails } from './queries.ts'
import { queueTestMail } from './queue/actions.ts'
import type { MailSettings } from './rules.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  mail: MailSettings | undefined
  now(): number
}

/** Mails that leave, and those that did not. */
export function mailRoutes(app: Http, { sql, personal, nudges, mail, now }: Parts): void {
  serve(
    app,
    mailApi,
    { now, nudges, owners: {} },
    {
      'GET /api/mails': async ({ by: { now: at } }) => {
        const [lastSentAt, stuck, failed] = await Promise.all([
          findLastSent(sql),
          findStuckMails(sql, at),
          findFailedMails(sql),
        ])
        return { at, hasServer: mail !== undefined, lastSentAt, stuck, failed }
      },
      'POST /api/mails/test': async ({ body: { language }, by: { actor, now: at } }) => {
        if (!mail) return { ok: false, refusal: 'no_mail_server' }
        const address = (await findName(sql, personal, actor))?.email ?? null
        if (address === null) return { ok: false, refusal: 'no_own_address' }
        return queueTestMail({ sql, personal }, { address, language }, { actor, now: at })
      },
    },
  )
}
