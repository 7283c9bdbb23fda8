import type { Database } from '../../platform/postgres/database.ts'
import type { BoardPair, BoardSide } from './api.ts'

type Check = NonNullable<BoardSide['check']>
type CheckRow = [set: string, verdict: Check['verdict'], at: number]

/** Pairs with what both sets found when they last looked themselves over; those alone whose lesson is about to begin. */
export async function withReadiness(
  sql: Database,
  pairs: readonly BoardPair[],
  isWanted: (pair: BoardPair) => boolean = ({ lesson }) => lesson?.status === 'run_up',
): Promise<BoardPair[]> {
  const sets = pairs
    .filter(isWanted)
    .flatMap(({ home, school }) => [home, school].flatMap(side => side?.set ?? []))
  if (sets.length === 0) return [...pairs]
  const checks = await findVerdicts(sql, sets)
  const withCheck = (side: BoardSide | null) => {
    const check = side && checks.get(side.set)
    return check ? { ...side, check } : side
  }
  return pairs.map(pair =>
    isWanted(pair) ? { ...pair, home: withCheck(pair.home), school: withCheck(pair.school) } : pair,
  )
}

/**
 * A look from before a set came to this pair, at packing or of nobody knows when tells nothing of how it is where it
 * stands now.
 */
async function findVerdicts(sql: Database, sets: readonly string[]): Promise<Map<string, Check>> {
  const rows: CheckRow[number][][] = await sql<Record<string, CheckRow[number]>[]>`
    select s.label, c.verdict, c.measured_at
    from listed_sets s join last_checks c on c.device_no = s.device_no
    where s.label = any(${[...sets]}::text[]) and not c.uncertain and c.trigger <> 'packing'
      and c.measured_at >= coalesce(s.paired_at, '-infinity')`.values()
  return new Map((rows as CheckRow[]).map(([set, verdict, at]) => [set, { verdict, at }]))
}
