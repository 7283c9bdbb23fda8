import type { DeviceRef } from '../platform/broker.ts'
import type { Database } from '../platform/database.ts'
import type { PresenceState } from './rules.ts'

/** The device that may connect under this id now; undefined: unknown, returned, wiped or revoked. */
export async function findAdmissible(sql: Database, deviceId: string): Promise<DeviceRef | undefined> {
  const [device] = await sql<DeviceRef[]>`
    select d.device_no as no, d.id, s.label from devices d join sets s on s.id = d.set_id
    where d.id = ${deviceId} and d.live`
  return device
}

/** How many live devices are in each presence, for the metrics. */
export function countPresence(sql: Database): Promise<{ presence: PresenceState; devices: number }[]> {
  return sql`
    select c.presence, count(*)::int4 as devices from connections c join devices d using (device_no)
    where d.live group by 1`
}
