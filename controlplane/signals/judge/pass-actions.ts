import type { Changes } from '../../platform/changes/rules.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { graceMs } from '../incident/rules.ts'
import { closeOrphans } from '../orphan/actions.ts'
import { judgeStorms } from '../storm/actions.ts'
import { findStorms } from '../storm/queries.ts'
import { judgeWanted, type Outcome, type Standing, type Wanted } from './actions.ts'

/** First where many are lost at once, which explains what single sets say; then these, and what is not there any more. */
export async function judgeAll(
  sql: Database,
  wanted: Wanted,
  standing: Standing,
  now: number,
): Promise<Outcome> {
  const storms = await judgeStorms(sql, standing, now)
  const hasChanged = storms.ticket !== undefined && storms.ticket.length > 0
  const known = hasChanged ? { ...standing, storms: await findStorms(sql, now - graceMs) } : standing
  const outcome = await judgeWanted(sql, hasChanged ? 'all' : wanted, known, now)
  const ended = await closeOrphans(sql, wanted, now)
  return { ...outcome, changes: joined([storms, outcome.changes, ended]) }
}

function joined(all: readonly Changes[]): Changes {
  const of = (kind: 'ticket' | 'verdict' | 'incident') =>
    all.flatMap(changes => (changes[kind] ?? []) as readonly string[])
  return { ticket: of('ticket'), verdict: of('verdict'), incident: of('incident') }
}
