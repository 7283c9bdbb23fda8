import { recordVerdicts, type VerdictNow } from '../../calls/verdict/actions.ts'
import type { LessonClock } from '../../lessons/clock/live.ts'
import type { Changes } from '../../platform/changes/rules.ts'
import { instantArray } from '../../platform/postgres/arrays.ts'
import { type Database, isAway, type Transaction } from '../../platform/postgres/database.ts'
import { type Kept, keepHeld } from '../held/actions.ts'
import { findHeld } from '../held/queries.ts'
import { aboutOf } from '../incident/about-rules.ts'
import { graceMs } from '../incident/rules.ts'
import { findSetRows, findSubjects, type SetRow, type Sighting } from '../known/subject-queries.ts'
import { findMaintenances } from '../maintenance/queries.ts'
import { isMaintained, type Maintenance } from '../maintenance/rules.ts'
import { findEdits } from '../settings/queries.ts'
import { type RuleSettings, settingsOf } from '../settings/rules.ts'
import { findStorms } from '../storm/queries.ts'
import type { Storm } from '../storm/rules.ts'
import { subjectKey } from '../subject/rules.ts'
import { followEffects } from './effects-actions.ts'
import { type Judged, judge, nothingHeld } from './rules.ts'
import type { FailedRule } from './signal-rules.ts'

type Clock = Pick<LessonClock, 'statusOf' | 'knownOf' | 'hereSince' | 'expectationOf' | 'countLessons'>

/** What holds for everything that is judged at one time. */
export type Standing = {
  settings: RuleSettings
  storms: ReadonlyMap<string, Storm>
  maintenances: readonly Maintenance[]
  lessons: Clock
}
/** Codes of trajectories and labels of sets; what they belong to is judged whole. */
export type Wanted = { codes: readonly string[]; labels: readonly string[] } | 'all'

/** `isWhole`: everything was looked at. */
export type Outcome = {
  changes: Changes
  failed: readonly FailedRule[]
  isWhole: boolean
}

export async function findStanding(
  { sql, lessons }: { sql: Database; lessons: Clock },
  now: number,
): Promise<Standing> {
  const [edits, storms, maintenances] = await Promise.all([
    findEdits(sql),
    findStorms(sql, now - graceMs),
    findMaintenances(sql, now),
  ])
  return { settings: settingsOf(edits), storms, maintenances, lessons }
}

/** So many sets in one transaction. */
const setsMax = 100

/** Judges what these sets and trajectories belong to, and does what follows, each whole or not at all. */
export async function judgeWanted(
  sql: Database,
  wanted: Wanted,
  standing: Standing,
  now: number,
): Promise<Outcome> {
  const rows = await sql.begin(tx => findSetRows(tx, wanted))
  const outcomes: Judging[] = []
  for (const part of partsOf(rows)) outcomes.push(await judgePart(sql, part, standing, now))
  return { ...together(outcomes), isWhole: wanted === 'all' }
}

type Judging = Omit<Outcome, 'isWhole'>

/** Sets in parts, those of one trajectory in the same. */
function partsOf(rows: readonly SetRow[]): SetRow[][] {
  const groups = Map.groupBy(rows, row => row.trajectory ?? `set:${row.label}`)
  const parts: SetRow[][] = []
  for (const sets of groups.values()) {
    const last = parts.at(-1)
    if (last && last.length + sets.length <= setsMax) last.push(...sets)
    else parts.push([...sets])
  }
  return parts
}

/** What cannot be judged holds back nothing else: it is found by halves. */
async function judgePart(
  sql: Database,
  rows: readonly SetRow[],
  standing: Standing,
  now: number,
): Promise<Judging> {
  try {
    return await sql.begin(tx => judgeRows(tx, rows, standing, now))
  } catch (failure) {
    if (isAway(failure)) throw failure
    const keys = [...new Set(rows.map(keyOf))]
    const failed = { rule: 'judge', set: rows[0]!.label, failure: `${keys[0]}: ${failure}` } as const
    if (keys.length === 1) {
      await putOff(sql, keys[0]!, now)
      return { changes: {}, failed: [failed] }
    }
    const first = new Set(keys.slice(0, Math.ceil(keys.length / 2)))
    const halves = [rows.filter(row => first.has(keyOf(row))), rows.filter(row => !first.has(keyOf(row)))]
    const outcomes: Judging[] = []
    for (const half of halves) outcomes.push(await judgePart(sql, half, standing, now))
    return together(outcomes)
  }
}

async function judgeRows(
  tx: Transaction,
  rows: readonly SetRow[],
  standing: Standing,
  now: number,
): Promise<Judging> {
  const subjects = [...new Set(rows.map(keyOf))].toSorted()
  await holdSubjects(tx, subjects, now)
  const [sightings, held] = await Promise.all([
    findSubjects(tx, rows, { lessons: standing.lessons, storms: standing.storms, now }),
    findHeld(tx, subjects),
  ])
  const looks = sightings.map(sighting =>
    look(sighting, held.get(subjectKey(sighting.subject)), standing, now),
  )
  const ids = await keepHeld(tx, looks.map(keptOf), now)
  const followed = await followEffects(tx, looks, ids, now)
  const verdicts = await recordVerdicts(tx, looks.flatMap(saidOf), now)
  await noteJudged(tx, looks, now)
  return {
    changes: { ...followed, verdict: verdicts, incident: looks.flatMap(movedIn) },
    failed: looks.flatMap(({ judged: { failed } }) => failed),
  }
}

const keyOf = ({ trajectory, label }: SetRow) =>
  trajectory === null ? `set:${label}` : `trajectory:${trajectory}`

/** One look at a subject, and what came of it. */
export type Look = Sighting & { key: string; was: Kept['was']; judged: Judged }

function look(sighting: Sighting, was = nothingHeld, standing: Standing, now: number): Look {
  const { subject, parents } = sighting
  const around = {
    settings: standing.settings,
    parents,
    isMaintenance: isMaintained(subject, sighting.places, standing.maintenances, now),
  }
  return { ...sighting, key: subjectKey(subject), was, judged: judge(subject, was, around, now) }
}

function saidOf({ subject: { trajectory, lesson }, judged: { verdict } }: Look): VerdictNow[] {
  if (trajectory === null) return []
  const isSaid = verdict !== undefined && lesson.until !== null
  return [{ code: trajectory, said: isSaid ? { judged: verdict, lessonUntil: lesson.until } : null }]
}

/** What incidents that moved are about. */
function movedIn({ judged: { decisions } }: Look): string[] {
  return decisions.flatMap(decision => (decision.of === 'incident' ? aboutOf(decision.key).name : []))
}

function keptOf({ key, was, judged: { held, decisions } }: Look): Kept {
  return { subject: key, was, is: held, decisions }
}

/** Nobody else judges these until the end of the transaction. */
async function holdSubjects(tx: Transaction, subjects: readonly string[], now: number): Promise<void> {
  const wanted = [...subjects]
  await tx`
    insert into judged_subjects (subject, judged_at) select subject, ${now}::timestamptz
    from unnest(${wanted}::text[]) as i(subject) on conflict do nothing`
  await tx`select from judged_subjects where subject = any(${wanted}::text[]) order by subject for no key update`
}

/** What was touched while nobody judged is seen after this at the latest; many together. */
const lookAgainMs = 60_000
const togetherMs = 5000

const againAt = (now: number) => Math.ceil((now + lookAgainMs) / togetherMs) * togetherMs

/** What cannot be judged does not stay the first that is due: it would hold back what can. */
async function putOff(sql: Database, subject: string, now: number): Promise<void> {
  await sql`
    insert into judged_subjects (subject, judged_at, due_at)
    values (${subject}, ${now}::timestamptz, ${againAt(now)}::timestamptz)
    on conflict (subject) do update set due_at = excluded.due_at`
}

async function noteJudged(tx: Transaction, looks: readonly Look[], now: number): Promise<void> {
  const again = againAt(now)
  const dueAts = looks.map(({ judged: { dueAt = again } }) => Math.min(dueAt, again))
  await tx`
    update judged_subjects j set judged_at = ${now}::timestamptz, due_at = i.due_at
    from unnest(${looks.map(({ key }) => key)}::text[], ${instantArray(dueAts)}::timestamptz[]) as i(subject, due_at)
    where j.subject = i.subject`
}

function together(outcomes: readonly Judging[]): Judging {
  const tickets = outcomes.flatMap(({ changes: { ticket = [] } }) => ticket)
  const verdicts = outcomes.flatMap(({ changes: { verdict = [] } }) => verdict)
  const incidents = outcomes.flatMap(({ changes: { incident = [] } }) => incident)
  return {
    changes: { ticket: tickets, verdict: verdicts, incident: incidents },
    failed: outcomes.flatMap(({ failed }) => failed),
  }
}
