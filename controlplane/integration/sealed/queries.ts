import type { PersonalData, Sealed } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'

/** There is one of each. */
export const onlyId = 1

/** `secret`: what messages are signed by; `old`: the one before, while it still counts. */
export type WebhookSecrets = { address: string; secret: string; old: string | null }
export type HeartbeatSecrets = { address: string }
export type SecretsOf = { webhook: WebhookSecrets; heartbeat: HeartbeatSecrets }

export const recordOf = (kind: keyof SecretsOf) => `${kind}:${onlyId}`

export function openLink<Kind extends keyof SecretsOf>(
  personal: PersonalData,
  kind: Kind,
  { sealed, keyId }: Sealed,
): SecretsOf[Kind] {
  return personal.open(recordOf(kind), { sealed, keyId })
}

/** How many addresses and secrets of other systems each key sealed. */
export async function countSealedLinks(sql: Database): Promise<Map<string, number>> {
  const rows = await sql<{ keyId: string; records: number }[]>`
    select key_id as "keyId", count(*) as records
    from (select key_id from webhooks union all select key_id from heartbeats) as l group by key_id`
  return new Map(rows.map(({ keyId, records }) => [keyId, records]))
}
