import type { Database, Transaction } from '../platform/postgres/database.ts'
import { hashAct } from './chain/queries.ts'
import { type ActsAsked, countActs } from './log/queries.ts'
import type { Act, By, Read } from './rules.ts'

/** Acts are added one after another, so that the chain has no fork. */
const chainLock = 7_240_003

/** Adds a row to the chain, in the transaction of the act itself; call it last, for it holds the chain until the end. */
export async function recordAct(
  tx: Transaction,
  { at, actor, act, subject, detail = {} }: Act,
): Promise<void> {
  await tx`select pg_advisory_xact_lock(${chainLock})`
  const [last] = await tx<{ no: number; hash: Buffer }[]>`
    select no, hash from audit_log order by no desc limit 1`
  const row = { no: (last?.no ?? 0) + 1, at, actor, act, subject, detail: JSON.stringify(detail) }
  await tx`
    insert into audit_log (no, at, actor, act, subject, detail, hash)
    values (${row.no}, ${at}::timestamptz, ${actor}, ${act}, ${subject}, ${row.detail},
      ${hashAct(last?.hash ?? Buffer.alloc(0), row)})`
}

/** So many codes of what was registered stand in the log; the rest is counted. */
const namedMax = 50

/** What was registered at once is one act. */
export function recordRegistered(
  tx: Transaction,
  kind: 'sets' | 'devices' | 'locations' | 'trajectories',
  codes: readonly string[],
  { actor, now }: By,
): Promise<void> {
  const detail = { registered: codes.length, codes: codes.slice(0, namedMax) }
  return recordAct(tx, { at: now, actor, act: `${kind}_registered`, subject: kind, detail })
}

/** Writes that somebody takes these acts along. Returns the number that all of them are before. */
export function recordExport(sql: Database, asked: ActsAsked, { actor, now }: By): Promise<number> {
  return sql.begin(async tx => {
    const { rows, end } = await countActs(tx, asked)
    await recordAct(tx, { at: now, actor, act: 'audit_exported', subject: 'audit', detail: { rows } })
    return end
  })
}

/** Writes that somebody read records with personal data. `at`: ms since 1970 UTC. */
export async function recordReads(
  sql: Database | Transaction,
  { at, accountId, records, how }: Read,
): Promise<void> {
  await sql`
    insert into access_log (at, account_id, record, how)
    select ${at}::timestamptz, ${accountId}, record, ${how} from unnest(${[...records]}::text[]) as r(record)`
}
