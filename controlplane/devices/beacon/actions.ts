import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { type Changed, type ExpectationOf, recordHistory } from '../presence/actions.ts'

/**
 * Only the HTTPS beacon of a set gets through: unless MQTT is open after all it is degraded, which is neither healthy
 * nor lost. `at`: when the beacon came in, ms since 1970 UTC. Returns whether presence changed.
 */
export async function recordBeacon(
  tx: Transaction | Database,
  { deviceNo, at }: { deviceNo: number; at: number },
  expectationOf: ExpectationOf,
): Promise<boolean> {
  const changed = await tx<(Changed & { was: Changed['presence'] })[]>`
    with locked as (
      select device_no, presence as was from connections where device_no = ${deviceNo} for update
    )
    update connections c set
      beacon_at = ${at},
      heard_at = case when l.was = 'online' then c.heard_at else greatest(c.heard_at, ${at}) end,
      presence = case when l.was = 'online' then 'online' else 'degraded' end,
      presence_since = case when l.was in ('online', 'degraded') then c.presence_since else ${at} end,
      presence_cause = case when l.was in ('online', 'degraded') then c.presence_cause else 'beacon' end,
      presence_was = case when l.was in ('online', 'degraded') then c.presence_was else l.was end
    from locked l, devices d, sets s
    where l.device_no = c.device_no and d.device_no = c.device_no and s.id = d.set_id
    returning c.device_no as "deviceNo", s.label, s.kind, ${at}::timestamptz as at, l.was, c.presence,
      c.presence_cause as cause`
  const moved = changed.filter(({ was, presence }) => was !== presence)
  await recordHistory(tx, moved, expectationOf)
  return moved.length > 0
}
