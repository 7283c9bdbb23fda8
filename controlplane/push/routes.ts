import type { Http } from '../platform/http/http.ts'
import { serve } from '../platform/http/serve.ts'
import type { PersonalData } from '../platform/keys/personal-data.ts'
import type { PushKey } from '../platform/keys/push-key.ts'
import type { Nudges } from '../platform/nudges.ts'
import type { Database } from '../platform/postgres/database.ts'
import { pushApi } from './api.ts'
import { findOwnHashes } from './queries.ts'
import { queueTestPush } from './send/actions.ts'
import { turnOff, turnOn } from './subscription/actions.ts'

type Parts = {
  sql: Database
  personal: PersonalData
  nudges: Pick<Nudges, 'tell'>
  pushKey: PushKey
  now(): number
}

/** Notices outside the screen, for oneself. */
export function pushRoutes(app: Http, { sql, personal, nudges, pushKey, now }: Parts): void {
  serve(
    app,
    pushApi,
    { now, nudges, owners: {} },
    {
      'GET /api/me/push': async ({ by: { actor, now: at } }) => ({
        at,
        key: pushKey.public,
        known: await findOwnHashes(sql, actor),
      }),
      'PUT /api/me/push': ({ body, by }) => turnOn({ sql, personal }, body, by),
      'POST /api/me/push/off': ({ body: { hash }, by }) => turnOff(sql, { hash, ...by }),
      'POST /api/me/push/test': ({ by }) => queueTestPush(sql, by),
    },
  )
}
