import type { DeviceRef } from '../platform/broker/broker.ts'
import { numberArray } from '../platform/postgres/arrays.ts'
import type { Database, Transaction } from '../platform/postgres/database.ts'
import type { DeviceState, PresenceState } from './rules.ts'

/** The device that may connect under this id now; undefined: unknown, returned, wiped or revoked. */
export async function findAdmissible(sql: Database, deviceId: string): Promise<DeviceRef | undefined> {
  const [device] = await sql<DeviceRef[]>`
    select d.device_no as no, d.id, s.label from live_devices d join sets s on s.id = d.set_id
    where d.id = ${deviceId}`
  return device
}

/** Of which kind the sets of these devices are. */
export async function findKinds(
  sql: Transaction,
  deviceNos: readonly number[],
): Promise<Map<number, 'home' | 'school'>> {
  const rows = await sql<{ no: number; kind: 'home' | 'school' }[]>`
    select d.device_no as no, s.kind from devices d join sets s on s.id = d.set_id
    where d.device_no = any(${numberArray(deviceNos)}::int4[])`
  return new Map(rows.map(({ no, kind }) => [no, kind]))
}

/** How many live devices are in each presence, for the metrics. */
export function countPresence(sql: Database): Promise<{ presence: PresenceState; devices: number }[]> {
  return sql`
    select c.presence, count(*)::int4 as devices from connections c join live_devices d using (device_no)
    group by 1`
}

/** The live device of a set and its link; undefined: no set has this label. */
export async function findAskable(
  sql: Database,
  label: string,
): Promise<{ id: string | null; state: DeviceState | null; presence: PresenceState } | undefined> {
  const [found] = await sql<{ id: string | null; state: DeviceState | null; presence: PresenceState }[]>`
    select d.id, d.state, coalesce(c.presence, 'unheard') as presence
    from sets s left join live_devices d on d.set_id = s.id left join connections c using (device_no)
    where s.label = ${label}`
  return found
}
