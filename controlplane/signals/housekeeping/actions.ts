import type { Changes } from '../../platform/changes/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { keepHeld } from '../held/actions.ts'
import { findHeld } from '../held/queries.ts'
import { healTicketOf, openTicketOf } from '../judge/effects-actions.ts'
import { judgeSighted } from '../judge/rules.ts'
import { findEdits } from '../settings/queries.ts'
import { settingsOf } from '../settings/rules.ts'
import { seeHousekeeping } from './rules.ts'

/** The one subject of all that Setwacht does for itself. */
const subject = 'platform'

/** Judges what of our own work fails: `troubles`, a code each. `now`: ms since 1970 UTC. */
export async function judgeHousekeeping(
  sql: Database,
  troubles: readonly string[],
  now: number,
): Promise<Changes> {
  const settings = settingsOf(await findEdits(sql))
  return sql.begin(async tx => {
    await tx`
      insert into judged_subjects (subject, judged_at) values (${subject}, ${now}::timestamptz)
      on conflict (subject) do update set judged_at = excluded.judged_at`
    const was = (await findHeld(tx, [subject])).get(subject)!
    const sighted = seeHousekeeping(troubles, Object.keys(was.signals), settings.housekeeping.on, now)
    const around = { base: subject, settings, parents: [], isMaintenance: false, missed: [], now }
    const judged = judgeSighted(sighted, was, { ...around, column: 'otherwise' })
    const ids = await keepHeld(tx, [{ subject, was, is: judged.held, decisions: judged.decisions }], now)
    const tickets: string[] = []
    for (const effect of judged.effects) {
      const about = { trajectory: null, location: null, ids }
      if (effect.do === 'ticket') tickets.push(...(await openTicketOf(tx, effect, about, now)))
      if (effect.do === 'heal') tickets.push(...(await healTicketOf(tx, effect, now)))
    }
    return { ticket: tickets }
  })
}
