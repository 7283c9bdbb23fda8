import type { Database } from '../../platform/postgres/database.ts'
import type { Maintenance } from './rules.ts'

/** What is worked on at `now` (ms since 1970 UTC). */
export function findMaintenances(sql: Database, now: number): Promise<Maintenance[]> {
  return sql<Maintenance[]>`
    select scope, from_at as from, until_at as until from maintenances
    where from_at <= ${now}::timestamptz and until_at > ${now}::timestamptz`
}
