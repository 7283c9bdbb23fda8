import type { DoorOutcomes } from '../../../protocol/doors.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'

type Said = { deviceNo: number; at: number; doors: DoorOutcomes }

/** Beacons come every quarter of an hour; of those that follow closer (ms) history keeps the first. */
const historyEveryMs = 60_000

/**
 * What a beacon says of the doors: it came through the beacon's own, and how the others were found. A beacon has no
 * number, so it stands where the last numbered news of the fact stands, and the next moves it. `at`: its receipt, ms.
 */
export async function recordBeaconFacts(
  tx: Transaction | Database,
  { deviceNo, at, doors }: Said,
): Promise<void> {
  const facts = { door: 'beacon', doors }
  for (const [name, value] of Object.entries(facts)) {
    const text = JSON.stringify(value)
    await tx`
      with before as (
        select epoch, seq, value from facts where device_no = ${deviceNo} and name = ${name} for update
      ),
      said as (
        select coalesce((select epoch from before), 1) as epoch, coalesce((select seq from before), 0) as seq
      ),
      history as (
        insert into fact_history (device_no, name, value, measured_at, received_at, uncertain, epoch, seq)
        select ${deviceNo}, ${name}, ${text}::text::jsonb, ${at}, ${at}, false, epoch, seq from said
        where not exists (select from before where value = ${text}::text::jsonb) and not exists (
          select from fact_history h where h.device_no = ${deviceNo} and h.name = ${name}
            and h.measured_at > ${at - historyEveryMs}::timestamptz and h.measured_at <= ${at}::timestamptz
        )
      )
      insert into facts as f (device_no, name, value, measured_at, received_at, uncertain, epoch, seq)
      select ${deviceNo}, ${name}, ${text}::text::jsonb, ${at}, ${at}, false, epoch, seq from said
      on conflict (device_no, name) do update set
        measured_at = case when f.value = excluded.value then f.measured_at else excluded.measured_at end,
        value = excluded.value, received_at = excluded.received_at, uncertain = false`
  }
}
