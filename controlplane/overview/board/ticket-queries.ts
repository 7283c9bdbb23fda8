import { findFirstNames } from '../../people/account/queries.ts'
import { somebody } from '../../people/rules.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { askingStates } from '../../tickets/rules.ts'
import type { BoardTicket } from './api.ts'

type Row = Omit<BoardTicket, 'owner'> & { of: string; owner: string | null }
type Asked = { codes: readonly string[] | 'all'; isNameless: boolean }

/**
 * What somebody still has to do something for: the most urgent ticket of each trajectory, by its code, of two that are
 * as urgent the one that nobody has; and those of storms, by their group key. Calls for help stand by themselves.
 */
export async function findBoardTickets(
  { sql, personal }: { sql: Database; personal: PersonalData },
  { codes, isNameless }: Asked,
): Promise<Map<string, BoardTicket>> {
  const ofThem = codes === 'all' ? sql`t.code is not null` : sql`t.code = any(${[...codes]}::text[])`
  const rows = await sql<Row[]>`
    select distinct on (of) coalesce(t.code, k.correlation_key) as of, k.no, k.state, k.priority, k.symptom, k.owner
    from tickets k left join trajectories t on t.id = k.trajectory_id
    where k.state = any(${[...askingStates]}::text[]) and k.family <> 'help'
      and (${ofThem} or k.symptom like 'storm\\_%')
    order by of, k.priority, k.owner nulls first, k.no`
  const owners = [...new Set(rows.flatMap(({ owner }) => owner ?? []))]
  const names =
    isNameless || owners.length === 0
      ? new Map<string, string>()
      : await findFirstNames(sql, personal, owners)
  const named = (account: string) =>
    isNameless ? somebody : { account, firstName: names.get(account) ?? '' }
  return new Map(
    rows.map(({ of, owner, ...row }) => [of, { ...row, owner: owner === null ? null : named(owner) }]),
  )
}
