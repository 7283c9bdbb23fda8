import type { By } from '../../audit/rules.ts'
import { sendMessage } from '../../messages/actions.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { doWithIncident } from '../incident/actions.ts'
import type { IncidentRefusal } from '../incident/api.ts'
import { findConcerned } from '../storm/queries.ts'
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
  const outcome = await doWithIncident(sql, id, by, 'tell', async tx => {
    const until = by.now + toldMs
    for (const set of await findConcerned(tx, id)) {
      const message = { set, says: { sentence }, until, by: by.actor, subject: `incident:${id}` }
      const answer = await sendMessage(tx, personal, message, by.now)
      if (answer.ok) sent.told += 1
      else sent.failed.push({ set, refusal: answer.refusal })
    }
    return { act: 'incident_told', what: 'told', detail: { sentence, sets: sent.told } }
  })
  return outcome.ok ? { ...outcome, ...sent } : outcome
}
