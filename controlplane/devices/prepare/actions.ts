import type { Transaction } from '../../platform/postgres/database.ts'

/**
 * Makes a new device on a set, with an id of its own; undefined when a live one is there already. `now`: ms since
 * 1970 UTC.
 */
export async function prepareDevice(
  tx: Transaction,
  { setId, now }: { setId: string; now: number },
): Promise<{ no: number; id: string } | undefined> {
  const [device] = await tx<{ no: number; id: string }[]>`
    insert into devices (id, set_id, registered_at) values (uuidv7(), ${setId}, ${now}::timestamptz)
    on conflict (set_id) where live do nothing
    returning device_no as no, id`
  if (!device) return undefined
  await tx`insert into connections (device_no) values (${device.no})`
  await tx`
    insert into device_history (device_no, at, state, cause)
    values (${device.no}, ${now}::timestamptz, 'prepared', 'enrolled')`
  return device
}
