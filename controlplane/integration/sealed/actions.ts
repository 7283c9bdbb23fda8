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

/** Seals again what an older key sealed, but for those in use. Returns how many. */
export function resealLinks({ sql, personal }: { sql: Database; personal: PersonalData }): Promise<number> {
  return sql.begin(async tx => {
    const [webhook] = await tx<Sealed[]>`
      select sealed, key_id as "keyId" from webhooks where key_id <> ${personal.keyId()}
      for no key update skip locked`
    if (webhook) {
      const { sealed, keyId } = await sealLink(
        tx,
        personal,
        'webhook',
        openLink(personal, 'webhook', webhook),
      )
      await tx`update webhooks set sealed = ${sealed}, key_id = ${keyId}`
    }
    const [heartbeat] = await tx<Sealed[]>`
      select sealed, key_id as "keyId" from heartbeats where key_id <> ${personal.keyId()}
      for no key update skip locked`
    if (heartbeat) {
      const { sealed, keyId } = await sealLink(
        tx,
        personal,
        'heartbeat',
        openLink(personal, 'heartbeat', heartbeat),
      )
      await tx`update heartbeats set sealed = ${sealed}, key_id = ${keyId}`
    }
    return Number(webhook !== undefined) + Number(heartbeat !== undefined)
  })
}
