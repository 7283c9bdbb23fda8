import { rolesThatMay } from '../people/rules.ts'
import type { PersonalData, Sealed } from '../platform/keys/personal-data.ts'
import type { Database } from '../platform/postgres/database.ts'
import type { DuePush, PushContent, PushLanguage, PushTarget } from './rules.ts'

/** SHA-256 of the addresses of the browsers of a person that take pushes, hexadecimal. */
export async function findOwnHashes(sql: Database, accountId: string): Promise<string[]> {
  const rows = await sql<{ hash: string }[]>`
    select hash from push_subscriptions where account_id = ${accountId} order by created_at`
  return rows.map(({ hash }) => hash)
}

type Row = Sealed & { push: string; subscription: string; hash: string; queuedAt: number } & PushContent & {
    language: PushLanguage
  }

/** What of these pushes is to be sent: to nobody whose account was shut, or who may take none any more. */
export async function findDuePushes(
  { sql, personal }: { sql: Database; personal: PersonalData },
  pushes: readonly string[],
): Promise<DuePush[]> {
  const rows = await sql<Row[]>`
    select p.id as push, p.kind, p.params, p.queued_at as "queuedAt", s.id as subscription, s.hash, s.sealed,
      s.key_id as "keyId", s.language
    from pushes p
    join accounts a on a.id = p.account_id and a.disabled_at is null
    join push_subscriptions s on s.account_id = a.id and s.id <> all(p.done_with)
    where p.id = any(${[...pushes]}::uuid[]) and a.roles && ${rolesThatMay('receivePushes')}::text[]`
  return rows.map(({ push, subscription, hash, sealed, keyId, kind, params, language, queuedAt }) => ({
    ...personal.open<PushTarget>(`push:${hash}`, { sealed, keyId }),
    ...{ push, subscription, language, queuedAt },
    content: { kind, params } as PushContent,
  }))
}

/** How many subscriptions each key sealed. */
export async function countSealedSubscriptions(sql: Database): Promise<Map<string, number>> {
  const rows = await sql<{ keyId: string; records: number }[]>`
    select key_id as "keyId", count(*) as records from push_subscriptions group by key_id`
  return new Map(rows.map(({ keyId, records }) => [keyId, records]))
}
