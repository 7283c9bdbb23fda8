import type { Database } from '../../platform/postgres/database.ts'
import type { BoardPair, BoardSide } from './api.ts'

type Known = NonNullable<BoardSide['check']> & { set: string }

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

async function findVerdicts(
  sql: Database,
  sets: readonly string[],
): Promise<Map<string, BoardSide['check']>> {
  const rows = await sql<Known[]>`
    select s.label as set, c.verdict, c.measured_at as at
    from listed_sets s join last_checks c on c.device_no = s.device_no
    where s.label = any(${[...sets]}::text[])`
  return new Map(rows.map(({ set, verdict, at }) => [set, { verdict, at }]))
}
