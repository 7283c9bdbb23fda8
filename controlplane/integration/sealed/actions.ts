import { holdPersonalKeys, type PersonalData, type Sealed } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { openLink, recordOf, type SecretsOf } from './queries.ts'

/** Addresses hold secrets too: who knows one can speak there for us. */
export async function sealLink<Kind extends keyof SecretsOf>(
  tx: Transaction,
  personal: PersonalData,
  kind: Kind,
  secrets: SecretsOf[Kind],
): Promise<Sealed> {
  await holdPersonalKeys(tx)
  return personal.seal(recordOf(kind), secrets)
}

/** Where the secrets of each are kept: one row, or none. */
const tableOf = { webhook: 'webhooks', heartbeat: 'heartbeats' } as const

/** Seals again what an older key sealed, but for those in use. Returns how many. */
export function resealLinks({ sql, personal }: { sql: Database; personal: PersonalData }): Promise<number> {
  return sql.begin(async tx => {
    let count = 0
    for (const kind of ['webhook', 'heartbeat'] as const) {
      const table = tx(tableOf[kind])
      const [old] = await tx<Sealed[]>`
        select sealed, key_id as "keyId" from ${table} where key_id <> ${personal.keyId()}
        for no key update skip locked`
      if (!old) continue
      const { sealed, keyId } = await sealLink(tx, personal, kind, openLink(personal, kind, old))
      await tx`update ${table} set sealed = ${sealed}, key_id = ${keyId}`
      count += 1
    }
    return count
  })
}
