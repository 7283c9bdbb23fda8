import { believedVerdict } from '../../../protocol/verdict.ts'
import { findKinds } from '../../devices/queries.ts'
import type { Message } from '../../platform/intake/reading.ts'
import type { Transaction } from '../../platform/postgres/database.ts'

/** Keeps every check with what is believed of it, and of each device the one with the highest (epoch, seq) as what holds. */
export async function recordChecks(tx: Transaction, checks: readonly Message<'check'>[]): Promise<void> {
  const kinds = await findKinds(
    tx,
    checks.map(({ device }) => device.no),
  )
  const sorted = [...checks].sort((a, b) => a.epoch - b.epoch || a.seq - b.seq)
  for (const { device, epoch, seq, measuredAt, receivedAt, timeUncertain, body } of sorted) {
    const verdict = believedVerdict(kinds.get(device.no) ?? 'school', body)
    await tx`
      with input as (
        select ${device.no}::int4 as device_no, ${measuredAt}::timestamptz as measured_at,
          ${receivedAt}::timestamptz as received_at, ${timeUncertain}::bool as uncertain, ${epoch}::int4 as epoch,
          ${seq}::int8 as seq, ${body.trigger} as trigger, ${verdict} as verdict, ${body.codes}::text[] as codes
      ),
      history as (insert into check_history select * from input)
      insert into last_checks as l select * from input
      on conflict (device_no) do update set
        measured_at = excluded.measured_at, received_at = excluded.received_at, uncertain = excluded.uncertain,
        epoch = excluded.epoch, seq = excluded.seq, trigger = excluded.trigger, verdict = excluded.verdict,
        codes = excluded.codes
      where (l.epoch, l.seq) < (excluded.epoch, excluded.seq)`
  }
}
