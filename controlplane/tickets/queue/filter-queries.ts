import type { PendingQuery, Row } from 'postgres'
import type { Database } from '../../platform/postgres/database.ts'
import { foldedOf } from '../../platform/postgres/folded.ts'
import { labelsMeant } from '../../sets/rules.ts'
import type { TicketsQuery } from '../api.ts'
import { askingStates } from '../rules.ts'

export type Filters = Pick<TicketsQuery, 'q' | 'state' | 'owner' | 'priority' | 'family' | 'location'> & {
  /** The account that asks, which `me` means. */
  me: string
  /** Only tickets of this counsellor's trajectories; undefined: all. */
  ofCounsellor: string | undefined
}
type Fragment = PendingQuery<Row[]>

/** The states that are asked for. */
export function statesOf({ state }: Pick<Filters, 'state'>): readonly string[] {
  return state?.split(',') ?? askingStates
}

/** What a row must be: `t` the ticket, `tr` its trajectory, `s` its set, `l` its place, `k` the place of the class. */
export function whereTickets(sql: Database, filters: Filters): Fragment {
  return sql`${whereOthers(sql, filters)} and t.state = any(${[...statesOf(filters)]}::text[])`
}

/** The same, whatever its state. */
export function whereOthers(
  sql: Database,
  { q, owner, priority, family, location, me, ofCounsellor }: Filters,
): Fragment {
  const all: Fragment[] = [sql`true`]
  if (ofCounsellor) all.push(sql`tr.counsellor_id = ${ofCounsellor}`)
  if (owner === 'none') all.push(sql`t.owner is null`)
  else if (owner) all.push(sql`t.owner = ${owner === 'me' ? me : owner}`)
  if (priority) all.push(sql`t.priority::text = any(${priority.split(',')}::text[])`)
  if (family) all.push(sql`t.family = any(${family.split(',')}::text[])`)
  if (location) all.push(sql`(l.code = ${location} or k.code = ${location})`)
  if (q?.trim()) all.push(isMeant(sql, q.trim()))
  return all.reduce((left, right) => sql`${left} and ${right}`)
}

/** A number is that of a ticket; else a part of a code, however it is written. */
function isMeant(sql: Database, typed: string): Fragment {
  const number = /^#?(\d{1,12})$/.exec(typed)?.[1]
  const folded = foldedOf(typed)
  // Signs that fold to nothing mean nothing, and not everything.
  if (folded === '') return sql`false`
  const part = `%${folded.replaceAll(/[\\%_]/g, '\\$&')}%`
  const isIn = sql`(
    folded(tr.code) like ${part} or folded(s.label) like ${part} or folded(l.code) like ${part}
    or folded(k.code) like ${part} or s.label = any(${labelsMeant(typed)}::text[])
  )`
  return number === undefined ? isIn : sql`(t.no = ${Number(number)} or ${isIn})`
}
