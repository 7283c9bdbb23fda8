import type { MessageAnswer, MessageBody } from '../../../protocol/message.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import { numberArray } from '../../platform/postgres/arrays.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { type Kept, saysOf } from '../queries.ts'
import { openMax } from '../rules.ts'

/** Told to a set that comes: all that is open, and some of what was taken back while it was away. */
const atHelloMax = openMax + 10

/** What nobody saw yet of the sets of these devices, what was taken back last. `now`: ms since 1970 UTC. */
export async function findUnseen(
  tx: Transaction,
  deviceNos: readonly number[],
  now: number,
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select m.id from live_devices d cross join lateral (
      select id from set_messages
      where set_id = d.set_id and seen_at is null and until_at > ${now}::timestamptz
      order by withdrawn_at is not null, sent_at desc limit ${atHelloMax}
    ) m
    where d.device_no = any(${numberArray(deviceNos)}::int4[])`
  return rows.map(({ id }) => id)
}

/** What one device is to be told. */
export type Told = { deviceId: string; body: MessageBody }
type Row = Kept & { deviceId: string; answers: MessageAnswer[]; until: number; isWithdrawn: boolean }

/** What is told of these messages while nobody saw them, the oldest first. A device in question gets no signed word. */
export async function findTold(
  { sql, personal }: { sql: Database; personal: PersonalData },
  messages: readonly string[],
  now: number,
): Promise<Told[]> {
  const rows = await sql<Row[]>`
    select d.id as "deviceId", m.id, m.sentence, m.sealed, m.key_id as "keyId", to_jsonb(m.answers) as answers,
      m.until_at as until, m.withdrawn_at is not null as "isWithdrawn"
    from set_messages m join live_devices d on d.set_id = m.set_id
    where m.id = any(${[...messages]}::uuid[]) and m.seen_at is null and m.until_at > ${now}::timestamptz
      and d.state <> 'questioned'
    order by m.sent_at, m.id`
  return rows.map(({ deviceId, answers, until, isWithdrawn, ...kept }) => ({
    deviceId,
    body: { id: kept.id, says: isWithdrawn ? null : saysOf(personal, kept), answers, until },
  }))
}
