import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Nudges } from '../../platform/nudges.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { Reach } from '../../platform/reach/reach.ts'
import { sealLink } from '../sealed/actions.ts'
import { onlyId } from '../sealed/queries.ts'
import type { HeartbeatForm } from './api.ts'
import { findHeartbeat } from './queries.ts'
import { missingOf, type PassedAt } from './rules.ts'

const changes: Changes = { links: ['heartbeat'] }

/** Says whom to tell every minute that all is well. */
export function saveHeartbeat(
  { sql, personal }: { sql: Database; personal: PersonalData },
  { address, method, isOn }: HeartbeatForm,
  { actor, now }: By,
): Promise<{ ok: true; changes: Changes }> {
  return sql.begin(async tx => {
    const { sealed, keyId } = await sealLink(tx, personal, 'heartbeat', { address })
    await tx`
      insert into heartbeats (id, sealed, key_id, method, is_on, changed_at)
      values (${onlyId}, ${sealed}, ${keyId}, ${method}, ${isOn}, ${now}::timestamptz)
      on conflict (id) do update set sealed = excluded.sealed, key_id = excluded.key_id, method = excluded.method,
        is_on = excluded.is_on, changed_at = excluded.changed_at, missing = '{}', missing_since = null`
    const detail = { host: new URL(address).host, method, on: isOn }
    await recordAct(tx, { at: now, actor, act: 'heartbeat_changed', subject: 'heartbeat', detail })
    return { ok: true, changes } as const
  })
}

type Parts = {
  sql: Database
  personal: PersonalData
  reach: Reach
  nudges: Pick<Nudges, 'tell'>
  /** When each part last passed its own work; it may fail or never answer, and then nothing is sent either. */
  passed(): Promise<PassedAt>
}

/** Tells that all is well, if it is. Nothing sent is the alarm: the other rings. `now`: ms since 1970 UTC. */
export async function sendHeartbeat(
  { sql, personal, reach, nudges, passed }: Parts,
  now: number,
): Promise<void> {
  const found = await findHeartbeat({ sql, personal })
  if (!found?.isOn) return
  const missing = missingOf(await passed(), now)
  if (missing.length > 0) {
    await sql`
      update heartbeats set missing = ${missing}::text[],
        missing_since = coalesce(missing_since, ${now}::timestamptz)`
  } else {
    const reached = await reach({
      method: found.method,
      address: found.address,
      headers: { 'user-agent': 'Setwacht' },
    })
    const sentAt = reached.ok ? now : found.sentAt
    const why = reached.ok ? null : reached.why
    await sql`
      update heartbeats set missing = '{}', missing_since = null, tried_at = ${now}::timestamptz,
        sent_at = ${sentAt}::timestamptz, why = ${why}, status = ${reached.status ?? null}`
  }
  nudges.tell(changes)
}
