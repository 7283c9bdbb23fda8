import { randomBytes } from 'node:crypto'
import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { PersonalData, Sealed } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import { giveUpAt, leaseMs } from '../delivery/rules.ts'
import { sealLink } from '../sealed/actions.ts'
import { onlyId, openLink, type WebhookSecrets } from '../sealed/queries.ts'
import type { WebhookForm } from './api.ts'
import { oldSecretEnd, strangeIn, type WebhookBody, type WebhookKind } from './rules.ts'

type Known = { sql: Database; personal: PersonalData }
const secretBytes = 32
/** With a word before it that scanners of texts find. */
const newSecret = () => `whsec_${randomBytes(secretBytes).toString('base64url')}`
const subject = 'webhook'
const changes: Changes = { links: [subject] }

type Saved = { ok: true; secret: string | null; changes: Changes }

/** Says where tickets are told, and which. `secret` of the answer: the first one, shown this once. */
export function saveWebhook(
  { sql, personal }: Known,
  { address, isOn, kinds }: WebhookForm,
  { actor, now }: By,
): Promise<Saved> {
  return sql.begin(async (tx): Promise<Saved> => {
    await tx`lock table webhooks in share row exclusive mode`
    const known = await holdSecrets(tx, personal)
    const secret = known?.secret ?? newSecret()
    const { sealed, keyId } = await sealLink(tx, personal, 'webhook', {
      address,
      secret,
      old: known?.old ?? null,
    })
    await tx`
      insert into webhooks (id, sealed, key_id, is_on, kinds, secret_made_at, changed_at)
      values (${onlyId}, ${sealed}, ${keyId}, ${isOn}, ${[...kinds]}::text[], ${now}::timestamptz, ${now}::timestamptz)
      on conflict (id) do update set sealed = excluded.sealed, key_id = excluded.key_id, is_on = excluded.is_on,
        kinds = excluded.kinds, changed_at = excluded.changed_at`
    const detail = { host: new URL(address).host, on: isOn, kinds }
    await recordAct(tx, { at: now, actor, act: 'webhook_changed', subject, detail })
    return { ok: true, secret: known ? null : secret, changes }
  })
}

type Refused = { ok: false; refusal: 'no_webhook' }

/** Makes another secret. For a day messages are signed by the one before too. */
export function rotateSecret(
  { sql, personal }: Known,
  { actor, now }: By,
): Promise<{ ok: true; secret: string; changes: Changes } | Refused> {
  return sql.begin(async tx => {
    const known = await holdSecrets(tx, personal)
    if (!known) return { ok: false, refusal: 'no_webhook' } as const
    const secret = newSecret()
    const { sealed, keyId } = await sealLink(tx, personal, 'webhook', {
      address: known.address,
      secret,
      old: known.secret,
    })
    await tx`
      update webhooks set sealed = ${sealed}, key_id = ${keyId}, secret_made_at = ${now}::timestamptz,
        old_secret_ends_at = ${oldSecretEnd(now)}::timestamptz`
    await recordAct(tx, { at: now, actor, act: 'webhook_secret_rotated', subject })
    return { ok: true, secret, changes } as const
  })
}

async function holdSecrets(tx: Transaction, personal: PersonalData): Promise<WebhookSecrets | undefined> {
  const [row] = await tx<Sealed[]>`select sealed, key_id as "keyId" from webhooks for no key update`
  return row && openLink(personal, 'webhook', row)
}

/**
 * Tells the other system, once this transaction is committed and as far as it wants to hear of that kind. `now`: ms
 * since 1970 UTC. @throws when the body holds more than codes and numbers
 */
export async function queueWebhook(
  tx: Transaction,
  { kind, body, now }: { kind: WebhookKind; body: WebhookBody; now: number },
): Promise<void> {
  const wanting = await tx`select from webhooks where is_on and ${kind} = any(kinds)`
  if (wanting.length > 0) await queueDelivery(tx, { kind, body, now, until: giveUpAt(now) })
}

/** Sends a message that tells nothing, once, also while it is switched off. Its outcome stands in the list. */
export function testWebhook(
  sql: Database,
  { actor, now }: By,
): Promise<{ ok: true; delivery: string; changes: Changes } | Refused> {
  return sql.begin(async tx => {
    const [there] = await tx`select from webhooks`
    if (!there) return { ok: false, refusal: 'no_webhook' } as const
    const delivery = await queueDelivery(tx, { kind: 'test', body: {}, now, until: now })
    await recordAct(tx, { at: now, actor, act: 'webhook_tested', subject, detail: { delivery } })
    return { ok: true, delivery, changes } as const
  })
}

type Delivery = { kind: WebhookKind | 'test'; body: WebhookBody; now: number; until: number }

async function queueDelivery(tx: Transaction, { kind, body, now, until }: Delivery): Promise<string> {
  const strange = strangeIn(body)
  if (strange.length > 0)
    throw new Error(`a message to another system holds no code in ${strange.join(', ')}`)
  // In the order in which they are written down, also those of one instant.
  const [made] = await tx<{ id: string }[]>`select uuidv7() as id`
  const id = made!.id
  await tx`
    insert into webhook_deliveries (id, kind, body, queued_at, give_up_at, next_at)
    values (${id}, ${kind}, ${JSON.stringify({ id, kind, at: now, ...body })}, ${now}::timestamptz,
      ${until}::timestamptz, ${now + leaseMs}::timestamptz)`
  await queueWork(tx, 'webhook', [id], now)
  return id
}
