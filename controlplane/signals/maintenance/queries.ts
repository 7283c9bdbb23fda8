import { findFirstNames } from '../../people/account/queries.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { MaintenanceNow } from './api.ts'
import type { Maintenance, MaintenanceScope } from './rules.ts'

/** What is worked on at `now` (ms since 1970 UTC). */
export function findMaintenances(sql: Database, now: number): Promise<Maintenance[]> {
  return sql<Maintenance[]>`
    select scope, from_at as from, until_at as until from maintenances
    where from_at <= ${now}::timestamptz and until_at > ${now}::timestamptz`
}

type Row = Maintenance & { id: string; actor: string }

/** Of one answer. */
const rowsMax = 500

/** What is worked on and what is to come, in order. */
export async function findPlanned(
  { sql, personal }: { sql: Database; personal: PersonalData },
  now: number,
): Promise<MaintenanceNow[]> {
  const rows = await sql<Row[]>`
    select id, scope, from_at as from, until_at as until, actor from maintenances
    where until_at > ${now}::timestamptz order by from_at, id limit ${rowsMax}`
  const names = await findFirstNames(sql, personal, [...new Set(rows.map(({ actor }) => actor))])
  return rows.map(({ id, scope, from, until, actor }) => {
    const [kind, code] = scope.split(':') as [MaintenanceScope, string]
    return {
      id,
      scope: { kind, code },
      from,
      until,
      by: { account: actor, firstName: names.get(actor) ?? '' },
    }
  })
}
