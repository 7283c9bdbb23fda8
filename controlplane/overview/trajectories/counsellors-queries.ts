import { findFirstNames } from '../../people/account/queries.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import type { Counsellors } from './api.ts'

/** Who can have trajectories, by first name: open accounts with the role; one alone when `only` is given. */
export async function findCounsellors(
  sql: Database,
  personal: PersonalData,
  only: string | undefined,
): Promise<Counsellors> {
  const rows = await sql<{ id: string }[]>`
    select id from accounts
    where 'counsellor' = any(roles) and disabled_at is null ${only === undefined ? sql`` : sql`and id = ${only}`}`
  const names = await findFirstNames(
    sql,
    personal,
    rows.map(({ id }) => id),
  )
  const counsellors = [...names].map(([account, firstName]) => ({ account, firstName }))
  return { counsellors: counsellors.sort((a, b) => a.firstName.localeCompare(b.firstName, 'nl')) }
}
