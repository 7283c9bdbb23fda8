import { recordAct } from '../audit/actions.ts'
import type { Role } from '../people/rules.ts'
import type { Changes } from '../platform/changes/rules.ts'
import type { Database, Transaction } from '../platform/postgres/database.ts'
import type { DutyRefusal, NewDuty } from './api.ts'
import { aWeekLater, canBeOnDuty, overlaps, planDuty, type Span, weekBefore, weekOf } from './rules.ts'

/** Duties of a week that are repeated at once. */
const copiedMax = 500

type Refused = { ok: false; refusal: DutyRefusal }
/** `actor`: the account that decides. `now`: ms since 1970 UTC. */
type Decision = { actor: string; now: number }
type KnownDuty = Span & { id: string; account: string }

/** Puts somebody on duty. */
export function addDuty(
  sql: Database,
  { account, day, from, until, actor, now }: NewDuty & Decision,
): Promise<{ ok: true; id: string; changes: Changes } | Refused> {
  return sql.begin(async (tx): Promise<{ ok: true; id: string; changes: Changes } | Refused> => {
    const planned = planDuty({ day, from, until })
    if (!planned.ok) return planned
    const refusal = await whyNotOnDuty(tx, account, planned)
    if (refusal) return { ok: false, refusal }
    const { startsAt, endsAt } = planned
    const id = await insertDuty(tx, account, planned)
    const detail = { account, from: startsAt, until: endsAt }
    await recordAct(tx, { at: now, actor, act: 'duty_added', subject: `duty:${id}`, detail })
    return { ok: true, id, changes: { duty: [id] } }
  })
}

/** Repeats the week before in the week of a day. What is there stays; who cannot be on duty any more is left out. */
export function copyWeek(
  sql: Database,
  { from, actor, now }: { from: string } & Decision,
): Promise<{ ok: true; added: number; changes: Changes } | Refused> {
  return sql.begin(async (tx): Promise<{ ok: true; added: number; changes: Changes } | Refused> => {
    const week = weekOf(from)
    if (!week) return { ok: false, refusal: 'unknown_day' }
    const { startsAt, endsAt } = weekBefore(week)
    const before = await tx<KnownDuty[]>`
      select id, account_id as account, starts_at as "startsAt", ends_at as "endsAt" from duties
      where starts_at >= ${startsAt}::timestamptz and starts_at < ${endsAt}::timestamptz
      order by account_id, starts_at limit ${copiedMax}`
    let added = 0
    for (const duty of before) {
      const later = aWeekLater(duty)
      if (!later || (await whyNotOnDuty(tx, duty.account, later))) continue
      await insertDuty(tx, duty.account, later)
      added += 1
    }
    const act = 'duty_added'
    await recordAct(tx, { at: now, actor, act, subject: `week:${week.from}`, detail: { added } })
    return { ok: true, added, changes: { duty: [week.from] } }
  })
}

/** Takes somebody off duty. */
export function removeDuty(
  sql: Database,
  { id, actor, now }: { id: string } & Decision,
): Promise<{ ok: true; changes: Changes } | Refused> {
  return sql.begin(async (tx): Promise<{ ok: true; changes: Changes } | Refused> => {
    const [gone] = await tx<KnownDuty[]>`
      delete from duties where id = ${id}
      returning id, account_id as account, starts_at as "startsAt", ends_at as "endsAt"`
    if (!gone) return { ok: false, refusal: 'unknown_duty' }
    const detail = { account: gone.account, from: gone.startsAt, until: gone.endsAt }
    await recordAct(tx, { at: now, actor, act: 'duty_removed', subject: `duty:${id}`, detail })
    return { ok: true, changes: { duty: [id] } }
  })
}

/** A duty becomes that of who asks. */
export function takeOverDuty(
  sql: Database,
  { id, actor, now }: { id: string } & Decision,
): Promise<{ ok: true; changes: Changes } | Refused> {
  return sql.begin(async (tx): Promise<{ ok: true; changes: Changes } | Refused> => {
    const [duty] = await tx<KnownDuty[]>`
      select id, account_id as account, starts_at as "startsAt", ends_at as "endsAt"
      from duties where id = ${id} for update`
    if (!duty) return { ok: false, refusal: 'unknown_duty' }
    if (duty.endsAt <= now) return { ok: false, refusal: 'duty_over' }
    const refusal = await whyNotOnDuty(tx, actor, duty)
    if (refusal) return { ok: false, refusal }
    await tx`update duties set account_id = ${actor}, taken_from = ${duty.account} where id = ${id}`
    const detail = { from: duty.account, to: actor }
    await recordAct(tx, { at: now, actor, act: 'duty_taken_over', subject: `duty:${id}`, detail })
    return { ok: true, changes: { duty: [id] } }
  })
}

/** What was taken over becomes again that of who had it. */
export function giveBackDuty(
  sql: Database,
  { id, actor, now }: { id: string } & Decision,
): Promise<{ ok: true; changes: Changes } | Refused> {
  return sql.begin(async (tx): Promise<{ ok: true; changes: Changes } | Refused> => {
    const [duty] = await tx<(KnownDuty & { takenFrom: string | null })[]>`
      select id, account_id as account, starts_at as "startsAt", ends_at as "endsAt", taken_from as "takenFrom"
      from duties where id = ${id} for update`
    if (!duty) return { ok: false, refusal: 'unknown_duty' }
    if (duty.account !== actor || duty.takenFrom === null) return { ok: false, refusal: 'not_taken_over' }
    if (duty.endsAt <= now) return { ok: false, refusal: 'duty_over' }
    const refusal = await whyNotOnDuty(tx, duty.takenFrom, duty)
    if (refusal) return { ok: false, refusal }
    await tx`update duties set account_id = taken_from, taken_from = null where id = ${id}`
    const detail = { from: actor, to: duty.takenFrom }
    await recordAct(tx, { at: now, actor, act: 'duty_given_back', subject: `duty:${id}`, detail })
    return { ok: true, changes: { duty: [id] } }
  })
}

/** Holds the account, so that nobody is put on duty twice by two people at a time. */
async function whyNotOnDuty(
  tx: Transaction,
  account: string,
  span: Span,
): Promise<'not_for_duty' | 'twice_at_once' | undefined> {
  const [person] = await tx<{ roles: Role[]; disabledAt: number | null }[]>`
    select roles, disabled_at as "disabledAt" from accounts where id = ${account} for no key update`
  if (!person || !canBeOnDuty(person)) return 'not_for_duty'
  const around = await tx<Span[]>`
    select starts_at as "startsAt", ends_at as "endsAt" from duties
    where account_id = ${account} and ends_at > ${span.startsAt}::timestamptz
      and starts_at < ${span.endsAt}::timestamptz limit 1`
  return around.some(other => overlaps(span, other)) ? 'twice_at_once' : undefined
}

async function insertDuty(tx: Transaction, account: string, { startsAt, endsAt }: Span): Promise<string> {
  const [row] = await tx<{ id: string }[]>`
    insert into duties (account_id, starts_at, ends_at)
    values (${account}, ${startsAt}::timestamptz, ${endsAt}::timestamptz) returning id`
  return row!.id
}
