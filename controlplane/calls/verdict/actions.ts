import type { Transaction } from '../../platform/postgres/database.ts'
import type { JudgedPair } from '../pair/rules.ts'
import type { Stretch } from '../time/rules.ts'

/** What is to be said of a pair (code of its trajectory) whose lesson ends then, ms since 1970 UTC; null: it is over. */
export type VerdictNow = {
  code: string
  said: { judged: Pick<JudgedPair, 'verdict' | 'side' | 'evidence' | 'since'>; lessonUntil: number } | null
}

/**
 * Writes what is other than before, and nothing else: the row that holds for anything, the history for another verdict
 * or side. Returns the trajectories of which it was other, each once. Two who write of the same pair wait for each other.
 */
export async function recordVerdicts(
  tx: Transaction,
  verdicts: readonly VerdictNow[],
  now: number,
): Promise<string[]> {
  const rows = verdicts.map(({ code, said }) => ({
    code,
    verdict: said?.judged.verdict ?? null,
    side: said?.judged.side ?? null,
    evidence: said?.judged.evidence ?? [],
    since: said && new Date(said.judged.since).toISOString(),
    until: said && new Date(said.lessonUntil).toISOString(),
  }))
  if (rows.length === 0) return []
  const changed = await tx<{ code: string }[]>`
    with input as (
      select t.id, i.* from jsonb_to_recordset(${tx.json(rows)}) as i(
        code text, verdict text, side text, evidence jsonb, since timestamptz, until timestamptz
      ) join trajectories t on t.code = i.code
    ),
    before as materialized (
      select v.* from pair_verdicts v where v.trajectory_id in (select id from input)
      order by v.trajectory_id for update
    ),
    other as (
      select i.*, b.verdict is distinct from i.verdict or b.side is distinct from i.side as is_news
      from input i left join before b on b.trajectory_id = i.id
      where (b.verdict, b.side, b.evidence, b.since_at, b.lesson_until)
        is distinct from (i.verdict, i.side, case when i.verdict is not null then i.evidence end, i.since, i.until)
    ),
    over as (
      delete from pair_verdicts v using other o where v.trajectory_id = o.id and o.verdict is null
    ),
    held as (
      insert into pair_verdicts (trajectory_id, verdict, side, evidence, since_at, lesson_until, judged_at)
      select id, verdict, side, evidence, since, until, ${now}::timestamptz from other
      where verdict is not null order by id
      on conflict (trajectory_id) do update set
        verdict = excluded.verdict, side = excluded.side, evidence = excluded.evidence,
        since_at = excluded.since_at, lesson_until = excluded.lesson_until, judged_at = excluded.judged_at
    ),
    history as (
      insert into verdict_history (trajectory_id, at, verdict, side)
      select id, ${now}::timestamptz, verdict, side from other where is_news order by id
    )
    select code from other order by code`
  return changed.map(({ code }) => code)
}

/**
 * Nobody judged in this time (we were away): what was said when it began is not carried through it. `until`: now; ms since
 * 1970 UTC. The next judgement writes what holds.
 */
export async function recordNobodyJudged(tx: Transaction, { from, until }: Stretch): Promise<void> {
  await tx`
    with held as (
      update pair_verdicts set
        verdict = 'unknown', side = 'platform', evidence = '[]'::jsonb, since_at = ${from}::timestamptz,
        judged_at = ${until}::timestamptz
      returning trajectory_id
    )
    insert into verdict_history (trajectory_id, at, verdict, side)
    select trajectory_id, ${from}::timestamptz, 'unknown', 'platform' from held`
}
