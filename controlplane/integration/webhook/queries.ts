import type { PersonalData, Sealed } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { openLink } from '../sealed/queries.ts'
import type { WebhookForm } from './api.ts'

type Row = Sealed & Omit<WebhookForm, 'address'> & { secretMadeAt: number; oldSecretEndsAt: number | null }

/** Where tickets are told, and what signs that; undefined: nowhere. Instants in ms since 1970 UTC. */
export async function findWebhook({ sql, personal }: { sql: Database; personal: PersonalData }, now: number) {
  const [row] = await sql<Row[]>`
    select sealed, key_id as "keyId", is_on as "isOn", kinds, secret_made_at as "secretMadeAt",
      old_secret_ends_at as "oldSecretEndsAt"
    from webhooks`
  if (!row) return undefined
  const { sealed, keyId, oldSecretEndsAt, ...settings } = row
  const { address, secret, old } = openLink(personal, 'webhook', { sealed, keyId })
  const isOldGood = old !== null && oldSecretEndsAt !== null && oldSecretEndsAt > now
  return {
    settings: { ...settings, address, oldSecretEndsAt: isOldGood ? oldSecretEndsAt : null },
    secrets: isOldGood ? [secret, old] : [secret],
  }
}
