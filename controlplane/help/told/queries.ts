import type { HelpStateBody } from '../../../protocol/help.ts'
import { findShownFirstNames } from '../../people/account/queries.ts'
import type { PersonalData } from '../../platform/keys/personal-data.ts'
import type { Database } from '../../platform/postgres/database.ts'
import { type KnownCase, stateOf, toldOf } from '../rules.ts'

/** Of one case: a set shows the last, and who pressed more often has seen the others. */
const pressesMax = 20
const nameLengthMax = 40

/** What one set is to be told of one press. */
export type Told = { deviceId: string; body: HelpStateBody }
type Row = KnownCase & { press: string; deviceId: string; takenBy: string | null }

/** How far the presses of these cases are; of those that were taken back nothing is told. */
export async function findTold(
  { sql, personal }: { sql: Database; personal: PersonalData },
  cases: readonly string[],
): Promise<Told[]> {
  const rows = await sql<Row[]>`
    select p.press, d.id as "deviceId", c.seen_at as "seenAt", c.taken_at as "takenAt", c.taken_by as "takenBy",
      c.closed_at as "closedAt", c.withdrawn_at as "withdrawnAt"
    from help_cases c
    cross join lateral (
      select press, device_no from help_presses p
      where p.case_id = c.id and p.withdrawn_at is null order by p.pressed_at desc limit ${pressesMax}
    ) p
    join devices d using (device_no)
    where c.id = any(${[...cases]}::uuid[])`
  const helpers = rows.map(({ takenBy }) => takenBy).filter(id => id !== null)
  const names = await findShownFirstNames(sql, personal, [...new Set(helpers)])
  return rows.flatMap(({ press, deviceId, takenBy, ...known }) => {
    const state = toldOf(stateOf(known))
    if (state === undefined) return []
    const by = state === 'taken' && takenBy !== null ? names.get(takenBy)?.slice(0, nameLengthMax) : undefined
    return [{ deviceId, body: { press, state, ...(by && { by }) } }]
  })
}

/** The open cases that these people took. */
export async function findTakenBy(sql: Database, accounts: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from help_cases
    where taken_by = any(${[...accounts]}::uuid[]) and closed_at is null and withdrawn_at is null`
  return rows.map(({ id }) => id)
}
