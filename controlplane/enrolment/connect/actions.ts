import { questionDevice } from '../../devices/state/actions.ts'
import type { Credential } from '../../platform/broker/broker.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { Admission } from '../queries.ts'

/**
 * A certificate connected for the first time: whatever was signed for its device before is replaced from now on.
 * `now`: ms since 1970 UTC.
 */
export async function recordConnect(
  sql: Database,
  { deviceNo, serial, now }: { deviceNo: number; serial: string; now: number },
): Promise<void> {
  await sql`
    with current as (
      update certificates set connected_at = ${now}::timestamptz
      where serial = ${serial} and device_no = ${deviceNo} and connected_at is null
      returning device_no, serial, issued_at
    )
    update certificates c set replaced_at = ${now}::timestamptz from current
    where c.device_no = current.device_no and c.serial <> current.serial
      and c.issued_at <= current.issued_at and c.replaced_at is null`
}

type Refused = {
  deviceId: string
  credential: Credential
  why: Extract<Admission, { ok: false }>['why']
  now: number
}

/**
 * A connect that was refused. A certificate whose successor has connected is still in use somewhere: a copy of the
 * set's disk, so the device comes in question (R32). Returns the label of its set when it does, else undefined.
 * `now`: ms since 1970 UTC.
 */
export async function recordRefusedConnect(
  sql: Database,
  { deviceId, credential, why, now }: Refused,
): Promise<string | undefined> {
  if (why !== 'replaced') return undefined
  return sql.begin(async tx => {
    const [device] = await tx<{ deviceNo: number; label: string }[]>`
      select d.device_no as "deviceNo", s.label from devices d join certificates c using (device_no)
      join sets s on s.id = d.set_id where d.id = ${deviceId} and c.serial = ${credential.serial}`
    if (!device) return undefined
    const doubt = { deviceNo: device.deviceNo, cause: 'replaced_certificate', now } as const
    return (await questionDevice(tx, doubt)) ? device.label : undefined
  })
}
