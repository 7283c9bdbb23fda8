import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import { holdPersonalKeys, type PersonalData, type Sealed } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { queueWork } from '../../platform/work/actions.ts'
import {
  hourBefore,
  isRecipient,
  isSubject,
  type MailContent,
  type MailLanguage,
  mailsKeptDays,
  perAddressAnHourMax,
  perSubjectAnHourMax,
  type Recipient,
} from '../rules.ts'

/** Mails are queued one after another, so that none slips past a limit. */
const limitsLock = 7_240_008
const dayMs = 86_400_000

export type NewMail = MailContent & { to: Recipient; language: MailLanguage }
export type MailRefusal = 'wrong_recipient' | 'too_many_mails'
type Queued = { ok: true; id: string } | { ok: false; refusal: MailRefusal }

/**
 * Queues a mail in the caller's transaction; it leaves after the commit, and is tried for 24 hours. Refused, and not
 * queued, are an address or a name that is more than one plain person, and the 11th mail in an hour about the same
 * subject, or the 21st to the same address. `now`: ms since 1970 UTC.
 * @throws Error when the subject is not a kind and a code
 */
export async function queueMail(
  tx: Transaction,
  { personal }: { personal: PersonalData },
  { to, template, params, subject, language }: NewMail,
  now: number,
): Promise<Queued> {
  if (!isRecipient(to)) return { ok: false, refusal: 'wrong_recipient' }
  if (subject !== undefined && !isSubject(subject)) throw new Error('a mail is about a kind and a code')
  await holdPersonalKeys(tx)
  const [hash] = personal.wordHashes([to.address])
  await tx`select pg_advisory_xact_lock(${limitsLock})`
  if (await isTooMany(tx, { hash: hash!, subject }, now)) return { ok: false, refusal: 'too_many_mails' }
  const [made] = await tx<{ id: string }[]>`select uuidv7() as id`
  const { id } = made!
  const { sealed, keyId } = personal.seal(`mail:${id}`, to)
  await tx`
    insert into mails (id, sealed, key_id, address_hash, template, params, language, subject, queued_at)
    values (${id}, ${sealed}, ${keyId}, ${hash!}, ${template}, ${tx.json(params)}, ${language},
      ${subject ?? null}, ${now}::timestamptz)`
  await queueWork(tx, 'mail', [id], now)
  return { ok: true, id }
}

/** Queues a mail to who asks for one, to see whether it arrives. */
export function queueTestMail(
  { sql, personal }: { sql: Database; personal: PersonalData },
  { address, language }: { address: string; language: MailLanguage },
  { actor, now }: By,
): Promise<{ ok: true; changes: Changes } | { ok: false; refusal: MailRefusal }> {
  return sql.begin(async tx => {
    const asked = { to: { address }, template: 'test', params: {}, language } as const
    const queued = await queueMail(tx, { personal }, asked, now)
    if (!queued.ok) return queued
    await recordAct(tx, { at: now, actor, act: 'mail_tested', subject: `account:${actor}` })
    return { ok: true as const, changes: {} }
  })
}

async function isTooMany(
  tx: Transaction,
  { hash, subject }: { hash: Buffer; subject: string | undefined },
  now: number,
): Promise<boolean> {
  const [row] = await tx<{ toAddress: number; aboutIt: number }[]>`
    select count(*) filter (where address_hash = ${hash})::int4 as "toAddress",
      count(*) filter (where subject = ${subject ?? null})::int4 as "aboutIt"
    from mails where queued_at > ${hourBefore(now)}::timestamptz
      and (address_hash = ${hash} or subject = ${subject ?? null})`
  return row!.toAddress >= perAddressAnHourMax || row!.aboutIt >= perSubjectAnHourMax
}

/** Seals again what an older key sealed, some mails at a time, but for those in use. Returns how many. */
export function resealMails(
  { sql, personal }: { sql: Database; personal: PersonalData },
  batch: number,
): Promise<number> {
  return sql.begin(async tx => {
    await holdPersonalKeys(tx)
    const rows = await tx<(Sealed & { id: string })[]>`
      select id, sealed, key_id as "keyId" from mails where key_id <> ${personal.keyId()}
      order by id limit ${batch} for no key update skip locked`
    for (const { id, ...before } of rows) {
      const to = personal.open<Recipient>(`mail:${id}`, before)
      const { sealed, keyId } = personal.seal(`mail:${id}`, to)
      const [hash] = personal.wordHashes([to.address])
      await tx`update mails set sealed = ${sealed}, key_id = ${keyId}, address_hash = ${hash!} where id = ${id}`
    }
    return rows.length
  })
}

/** Forgets mails after 30 days. `now`: ms since 1970 UTC. */
export async function purgeMails(sql: Database, now: number): Promise<void> {
  await sql`delete from mails where queued_at < ${now - mailsKeptDays * dayMs}::timestamptz`
}
