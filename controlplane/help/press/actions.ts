import type { Message } from '../../platform/intake/reading.ts'
import type { Transaction } from '../../platform/postgres/database.ts'

type Press = Message<'help'>

/**
 * Keeps each press once, with the case of its set: the open one, or a new one, however late the press came. What was
 * pressed and taken back, in whatever order that arrived, ends a case that nobody took. Returns the cases.
 */
export async function recordPresses(tx: Transaction, presses: readonly Press[]): Promise<string[]> {
  const cases = new Map<string, number>()
  // In one order, so that of two batches that open and end the same cases one waits for the other.
  for (const press of [...presses].sort((a, b) => a.device.no - b.device.no || a.seq - b.seq)) {
    const caseId = await recordPress(tx, press)
    if (caseId !== undefined) cases.set(caseId, press.receivedAt)
  }
  for (const [id, at] of cases) await endWhenWithdrawn(tx, id, at)
  return [...cases.keys()]
}

/** The case of the press; undefined: another device has sent this press. */
async function recordPress(tx: Transaction, press: Press): Promise<string | undefined> {
  const { device, measuredAt, receivedAt, body } = press
  const [kept] = await tx<{ caseId: string | null }[]>`
    insert into help_presses as p
      (press, device_no, picture, by, language, pressed_at, received_at, withdrawn_at)
    values (${body.press}, ${device.no}, ${body.picture}, ${body.by}, ${body.language},
      ${measuredAt}::timestamptz, ${receivedAt}::timestamptz,
      ${body.withdrawn ? measuredAt : null}::timestamptz)
    on conflict (press) do update set
      pressed_at = least(p.pressed_at, excluded.pressed_at),
      withdrawn_at = coalesce(p.withdrawn_at, excluded.withdrawn_at)
    where p.device_no = excluded.device_no
    returning case_id as "caseId"`
  if (!kept) return undefined
  return kept.caseId ?? joinCase(tx, press)
}

/**
 * The open case of the set; one is opened when there is none. It is of whom the set served when it was pressed last; when
 * that was, a set of which the clock is not known cannot say: then of whom it serves now.
 */
async function joinCase(
  tx: Transaction,
  { device, measuredAt, receivedAt, timeUncertain, body }: Press,
): Promise<string | undefined> {
  const servedAt = timeUncertain ? receivedAt : measuredAt
  const [joined] = await tx<{ id: string }[]>`
    with joined as (
      insert into help_cases as c (set_id, trajectory_id, opened_at, first_press_at, last_press_at)
      select d.set_id, (
          select p.trajectory_id from pair_sets p
          where p.set_id = d.set_id and p.from_at <= ${servedAt}::timestamptz
            and (p.until_at is null or p.until_at > ${servedAt}::timestamptz)
          order by p.from_at desc limit 1
        ), ${receivedAt}::timestamptz, ${measuredAt}::timestamptz, ${measuredAt}::timestamptz
      from devices d where d.device_no = ${device.no}
      on conflict (set_id) where closed_at is null and withdrawn_at is null do update set
        trajectory_id = case when excluded.last_press_at >= c.last_press_at
          then excluded.trajectory_id else c.trajectory_id end,
        first_press_at = least(c.first_press_at, excluded.first_press_at),
        last_press_at = greatest(c.last_press_at, excluded.last_press_at)
      returning id
    )
    update help_presses set case_id = joined.id from joined where press = ${body.press}
    returning joined.id`
  return joined?.id
}

async function endWhenWithdrawn(tx: Transaction, id: string, at: number): Promise<void> {
  // Held first: only then does the next statement see what was pressed meanwhile.
  await tx`select from help_cases where id = ${id} for no key update`
  await tx`
    update help_cases c set withdrawn_at = ${at}::timestamptz
    where c.id = ${id} and c.taken_at is null and c.closed_at is null and c.withdrawn_at is null
      and not exists (select from help_presses p where p.case_id = c.id and p.withdrawn_at is null)`
}
