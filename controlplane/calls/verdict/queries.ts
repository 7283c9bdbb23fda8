import { type CivilDay, dayAfter, dayOf } from '../../calendar/day/rules.ts'
import { closedDays } from '../../calendar/holiday/queries.ts'
import { findLessonFacts } from '../../lessons/fact/queries.ts'
import { presentLessons } from '../../lessons/rules.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { EvidenceCode, FaultSide, PairVerdict } from '../pair/rules.ts'
import type { Stretch } from '../time/rules.ts'
import { type LessonMinutes, lostLessonMinutes, type VerdictSaid } from './rules.ts'

type Sql = Database | Transaction

/** What is said of a pair that is in a lesson, since when, and when that ends; instants in ms since 1970 UTC. */
export type HeldVerdict = {
  code: string
  verdict: PairVerdict
  side: FaultSide | null
  evidence: EvidenceCode[]
  since: number
  lessonUntil: number
}

/** Of these trajectories, or of all; who is in no lesson is left out. */
export function findVerdicts(sql: Sql, codes: readonly string[] | 'all'): Promise<HeldVerdict[]> {
  const ofThem = codes === 'all' ? sql`` : sql`where t.code = any(${[...codes]}::text[])`
  return sql<HeldVerdict[]>`
    select t.code, v.verdict, v.side, v.evidence, v.since_at as since, v.lesson_until as "lessonUntil"
    from pair_verdicts v join trajectories t on t.id = v.trajectory_id ${ofThem} order by t.code`
}

/** What was said of a pair between two instants, in order, with what held at the first. */
export function findVerdictHistory(sql: Sql, code: string, { from, until }: Stretch): Promise<VerdictSaid[]> {
  return sql<VerdictSaid[]>`
    with of as (select id from trajectories where code = ${code})
    select h.at, h.verdict, h.side from verdict_history h join of on of.id = h.trajectory_id
    where h.at < ${until}::timestamptz and h.at >= coalesce(
      (
        select max(b.at) from verdict_history b
        where b.trajectory_id = of.id and b.at <= ${from}::timestamptz
      ),
      ${from}::timestamptz
    )
    order by h.at, h.no`
}

/** What a trajectory lost of its lessons between two instants, by its lessons as they are known now. */
export async function lostMinutesOf(sql: Sql, code: string, within: Stretch): Promise<LessonMinutes> {
  const [first, last] = [dayOf(within.from), dayOf(within.until)]
  const holidays = closedDays(yearOf(first), yearOf(last))
  const [[known], history] = await Promise.all([
    findLessonFacts(sql, { codes: [code], since: first.day, holidays, now: within.until }),
    findVerdictHistory(sql, code, within),
  ])
  if (!known) return { given: 0, lost: 0, unknown: 0 }
  const spans: Stretch[] = []
  for (let day = first; day.day <= last.day; day = dayAfter(day))
    spans.push(...presentLessons(known.facts, day))
  return lostLessonMinutes(history, spans, within)
}

const yearOf = ({ day }: CivilDay) => Number(day.slice(0, 4))
