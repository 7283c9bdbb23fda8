import type { Changes } from '../../platform/changes/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { keepHeld } from '../held/actions.ts'
import { findHeld } from '../held/queries.ts'
import { aboutOf } from '../incident/about-rules.ts'
import type { Wanted } from '../judge/actions.ts'
import { healTicketOf } from '../judge/effects-actions.ts'
import { judgeSighted, nothingHeld } from '../judge/rules.ts'
import { settingsOf } from '../settings/rules.ts'
import { findOrphans } from './queries.ts'

const settings = settingsOf({})

/** Ends what went wrong with what is not there any more, and what somebody was called for and nobody touched. */
export async function closeOrphans(sql: Database, wanted: Wanted, now: number): Promise<Changes> {
  const seen = await findOrphans(sql, wanted, now)
  if (seen.length === 0) return {}
  return sql.begin(async tx => {
    await tx`select from judged_subjects where subject = any(${seen}::text[]) order by subject for no key update`
    // A set may have been put there since.
    const subjects = (await findOrphans(tx, wanted, now)).filter(subject => seen.includes(subject))
    const held = await findHeld(tx, subjects)
    const looks = subjects.map(subject => {
      const was = held.get(subject) ?? nothingHeld
      const around = { settings, parents: [], isMaintenance: false, missed: [], now }
      return { subject, was, ...judgeSighted([], was, { ...around, base: subject, column: 'otherwise' }) }
    })
    await keepHeld(
      tx,
      looks.map(({ held: is, ...look }) => ({ ...look, is })),
      now,
    )
    await tx`update judged_subjects set due_at = null where subject = any(${subjects}::text[])`
    const tickets: string[] = []
    for (const effect of looks.flatMap(({ effects }) => effects))
      if (effect.do === 'heal') tickets.push(...(await healTicketOf(tx, effect, now)))
    const moved = looks.flatMap(({ decisions }) => decisions.map(({ key }) => aboutOf(key).name))
    return { ticket: tickets, incident: moved }
  })
}
