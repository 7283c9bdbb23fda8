import { instantArray, numberArray } from '../postgres/arrays.ts'
import type { Database, Transaction } from '../postgres/database.ts'
import type { Broken } from './reading.ts'

/** Bounds of what is kept of messages that cannot be used. */
const quarantineRowsMax = 10_000
const quarantineRowsPerDeviceMax = 100
const quarantineDays = 30

/** Keeps the first of each device, kind and version, and counts the rest. */
export async function recordBroken(tx: Transaction, broken: readonly Broken[]): Promise<void> {
  if (broken.length === 0) return
  const kept = new Map<string, { first: Broken; times: number }>()
  for (const one of broken) {
    const key = `${one.device.no} ${one.kind} ${one.version}`
    const known = kept.get(key)
    if (known) known.times++
    else kept.set(key, { first: one, times: 1 })
  }
  const rows = [...kept.values()]
  const firsts = rows.map(({ first }) => first)
  await tx`
    insert into quarantine (device_no, kind, version, epoch, seq, times, problem, payload, received_at)
    select i.device_no, i.kind, i.version, i.epoch, i.seq, i.times, i.problem::jsonb, convert_to(i.payload, 'UTF8'),
      i.received_at
    from (
      select u.*, row_number() over (partition by device_no order by kind, version) as turn, row_number() over () as place
      from unnest(
        ${numberArray(firsts.map(({ device }) => device.no))}::int4[],
        ${firsts.map(({ kind }) => kind)}::text[],
        ${numberArray(firsts.map(({ version }) => version))}::int4[],
        ${numberArray(firsts.map(({ epoch }) => epoch))}::int4[],
        ${numberArray(firsts.map(({ seq }) => seq))}::int8[],
        ${numberArray(rows.map(({ times }) => times))}::int8[],
        ${firsts.map(({ problem }) => JSON.stringify(problem))}::text[],
        ${firsts.map(({ payload }) => payload)}::text[],
        ${instantArray(firsts.map(({ receivedAt }) => receivedAt))}::timestamptz[]
      ) as u(device_no, kind, version, epoch, seq, times, problem, payload, received_at)
    ) i
    where exists (
        select from quarantine q where q.device_no = i.device_no and q.kind = i.kind and q.version = i.version
      ) or (
        (select count(*) from quarantine) + i.place <= ${quarantineRowsMax}
        and (select count(*) from quarantine q where q.device_no = i.device_no) + i.turn <= ${quarantineRowsPerDeviceMax}
      )
    order by i.device_no, i.kind, i.version
    on conflict (device_no, kind, version) do update set times = quarantine.times + excluded.times`
}

/** Forgets what is older than `quarantineDays`. */
export async function purgeQuarantine(sql: Database, now: number): Promise<void> {
  await sql`delete from quarantine where received_at < ${now - quarantineDays * 86_400_000}`
}
