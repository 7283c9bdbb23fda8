import { setImmediate as others } from 'node:timers/promises'
import { recordAct } from '../../audit/actions.ts'
import type { By } from '../../audit/rules.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { needsVerdict } from '../judge/observing-rules.ts'
import type { RuleName } from '../rules.ts'
import { wrongEditOf } from '../settings/actions.ts'
import { findEdits } from '../settings/queries.ts'
import { type RuleEdit, type RuleSettings, settingsOf } from '../settings/rules.ts'
import { type Played, replayDaysMax } from './api.ts'
import {
  countReports,
  findMembers,
  findSubjectHistories,
  findSurroundings,
  isHeardSince,
  subjectsOf,
} from './queries.ts'
import { canReplay, sourcesFor } from './rules.ts'
import { playRule, type Run } from './run-rules.ts'
import { openSubject, type SubjectHistory } from './subject-rules.ts'
import { awayIn, summaryOf } from './summary-rules.ts'

/** One at a time, on every replica: it reads much and thinks long. */
const replayLock = 7_240_011
const dayMs = 86_400_000
/** More than 1,600 sets report in a week of lessons. */
const reportsMax = 4_000_000
const lastsMsMax = 120_000
/** So many subjects are in memory at once: some megabytes. */
const subjectsAtOnce = 5

type Limits = { reportsMax: number; lastsMsMax: number }
type Asked = By & { rule: RuleName; edit: RuleEdit; days?: number | undefined; limits?: Limits }
type Refusal = 'replay_not_kept' | 'replay_busy' | 'replay_too_large'
type Replayed = {
  ok: true
  changes: Changes
  from: number
  until: number
  subjects: number
  silent: number
  awayMs: number
  today: Played
  edited: Played
}

/**
 * What a rule would have done with an edit in the last days, beside what it did with the numbers of today: by the same
 * rules as the judge, on what is kept of each set as it came to be known.
 */
export async function replayRule(
  sql: Database,
  { rule, edit, days = replayDaysMax, actor, now, limits = { reportsMax, lastsMsMax } }: Asked,
): Promise<Replayed | { ok: false; refusal: Refusal } | NonNullable<ReturnType<typeof wrongEditOf>>> {
  if (!canReplay(rule)) return { ok: false, refusal: 'replay_not_kept' }
  const wrong = wrongEditOf(rule, edit)
  if (wrong) return wrong
  const week = { from: now - days * dayMs, until: now }
  const outcome = await sql.begin(async tx => {
    await tx`set transaction isolation level repeatable read, read only`
    const [lock] = await tx<{ held: boolean }[]>`select pg_try_advisory_xact_lock(${replayLock}) as held`
    if (!lock!.held) return 'replay_busy'
    const edits = await findEdits(tx)
    const settings = [settingsOf(edits), settingsOf({ ...edits, [rule]: edit })]
    return (await play(tx, { rule, settings, week, limits })) ?? 'replay_too_large'
  })
  if (typeof outcome === 'string') return { ok: false, refusal: outcome }
  const { runs, ...gone } = outcome
  const [today, edited] = runs.map(one => summaryOf(one, week)) as [Played, Played]
  const detail = { days, edit: JSON.stringify(edit), fired: edited.fired }
  await sql.begin(tx =>
    recordAct(tx, { at: now, actor, act: 'rule_replayed', subject: `rule:${rule}`, detail }),
  )
  return { ok: true, changes: {}, ...week, ...gone, today, edited }
}

type Play = {
  rule: RuleName
  settings: readonly RuleSettings[]
  week: { from: number; until: number }
  limits: Limits
}

/** The runs of the rule by each of the settings; undefined: it would take too long. */
async function play(tx: Transaction, { rule, settings, week, limits }: Play) {
  const began = performance.now()
  const wanted = sourcesFor(rule)
  if (wanted.includes('reports') && (await countReports(tx, week)) > limits.reportsMax) return undefined
  const subjects = subjectsOf(await findMembers(tx, week))
  const surroundings = await findSurroundings(tx, week)
  const runs: Run[][] = settings.map(() => [])
  for (let first = 0; first < subjects.length; first += subjectsAtOnce) {
    const part = subjects.slice(first, first + subjectsAtOnce)
    const histories = await findSubjectHistories(tx, part, { ...week, wanted })
    for (const history of needsVerdict(rule) ? histories : histories.flatMap(bySet)) {
      const played = playRule(rule, settings, openSubject(history, surroundings), week)
      for (const [index, ofOne] of played.entries()) runs[index]!.push(...ofOne)
      await others()
      if (performance.now() - began > limits.lastsMsMax) return undefined
    }
  }
  const silent = subjects.filter(({ members }) => members.every(member => !isHeardSince(member, week.from)))
  const awayMs = awayIn(surroundings.outages, week)
  return { subjects: subjects.length, silent: silent.length, awayMs, runs }
}

/** What looks at one set alone is looked at when that set said something. */
function bySet(history: SubjectHistory): SubjectHistory[] {
  return history.sides.map(side => ({ ...history, sides: [side] }))
}
