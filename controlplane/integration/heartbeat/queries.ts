import type { PersonalData, Sealed } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { openLink } from '../sealed/queries.ts'
import type { Heartbeat } from './api.ts'

/** Whom we tell that all is well, and how that goes; undefined: nobody. */
export async function findHeartbeat({
  sql,
  personal,
}: {
  sql: Database
  personal: PersonalData
}): Promise<Heartbeat | undefined> {
  const [row] = await sql<(Sealed & Omit<Heartbeat, 'address'>)[]>`
    select sealed, key_id as "keyId", method, is_on as "isOn", sent_at as "sentAt", tried_at as "triedAt", why, status,
      missing, missing_since as "missingSince"
    from heartbeats`
  if (!row) return undefined
  const { sealed, keyId, ...heartbeat } = row
  return { ...heartbeat, ...openLink(personal, 'heartbeat', { sealed, keyId }) }
}
