import type { By } from '../../audit/rules.ts'
import { sendMessage } from '../../messages/actions.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { doWithIncident } from '../incident/actions.ts'
import type { IncidentRefusal } from '../incident/api.ts'
import { type StormSentence, toldMs } from './rules.ts'

/** `told`: sets; `failed`: those that are not told, and why. */
type Told = { told: number; failed: { set: string; refusal: string }[] }

/** Tells the sets that went in a storm, and those on the other side of their pairs, the same. */
export async function tellAffected(
  { sql, personal }: { sql: Database; personal: PersonalData },
  id: string,
  sentence: StormSentence,
  by: By,
): Promise<({ ok: true; changes: Changes } & Told) | { ok: false; refusal: IncidentRefusal }> {
  const sent: Told = { told: 0, failed: [] }
  const outcome = await doWithIncident(sql, id, by, 'tell', async (tx, { groupKey }) => {
    const until = by.now + toldMs
    for (const set of await findConcerned(tx, groupKey)) {
      const message = { set, says: { sentence }, until, by: by.actor, subject: `incident:${id}` }
      const answer = await sendMessage(tx, personal, message, by.now)
      if (answer.ok) sent.told += 1
      else sent.failed.push({ set, refusal: answer.refusal })
    }
    return { act: 'incident_told', what: 'told', detail: { sentence, sets: sent.told } }
  })
  return outcome.ok ? { ...outcome, ...sent } : outcome
}

/** In one order, so that two who tell at once wait for each other and no more. */
async function findConcerned(tx: Transaction, groupKey: string): Promise<string[]> {
  const rows = await tx<{ set: string }[]>`
    select set from storm_members where group_key = ${groupKey}
    union
    select o.label from storm_members m join sets s on s.label = m.set join open_pairs p on p.set_id = s.id
    join open_pairs b on b.trajectory_id = p.trajectory_id join sets o on o.id = b.set_id
    where m.group_key = ${groupKey}
    order by 1`
  return rows.map(({ set }) => set)
}
