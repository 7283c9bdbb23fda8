import type { Database, Transaction } from '../postgres/database.ts'
import type { Broken } from './reading.ts'

/** Bounds of what is kept of messages that cannot be used. */
const quarantineRowsMax = 10_000
const quarantineRowsPerDeviceMax = 100
const quarantineDays = 30
/** As much of a payload as the longest kind may have: enough to see what was wrong with it. */
const quarantinePayloadBytesMax = 8192

/** Keeps the first of each device, kind and version, and counts the rest. */
export async function recordBroken(tx: Transaction, broken: readonly Broken[]): Promise<void> {
  for (const { device, kind, version, epoch, seq, problem, payload, receivedAt } of broken) {
    await tx`
      insert into quarantine (device_no, kind, version, epoch, seq, problem, payload, received_at)
      select ${device.no}, ${kind}, ${version}, ${epoch}, ${seq}, ${tx.json(problem)},
        ${Buffer.from(payload).subarray(0, quarantinePayloadBytesMax)}, ${receivedAt}
      where exists (
          select from quarantine where device_no = ${device.no} and kind = ${kind} and version = ${version}
        ) or (
          (select count(*) from quarantine) < ${quarantineRowsMax}
          and (select count(*) from quarantine where device_no = ${device.no}) < ${quarantineRowsPerDeviceMax}
        )
      on conflict (device_no, kind, version) do update set times = quarantine.times + 1`
  }
}

/** Forgets what is older than `quarantineDays`. */
export async function purgeQuarantine(sql: Database, now: number): Promise<void> {
  await sql`delete from quarantine where received_at < ${now - quarantineDays * 86_400_000}`
}
