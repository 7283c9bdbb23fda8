import type { TodayBody } from '../../../protocol/lessons.ts'
import { dayAfter, dayOf, startOf } from '../../calendar/day/rules.ts'
import type { Transaction } from '../../platform/postgres/database.ts'

/** What a set says of a day, `at` the corrected time of its message, ms since 1970 UTC. */
export type SaidToday = TodayBody & { deviceNo: number; at: number; receivedAt: number }
export type EndOfLessons = (code: string, at: number) => number | undefined
type Pair = { set: string; trajectory: string; code: string }

/**
 * Keeps what a set says, for the trajectory that it served then, until the end of that day's lessons at the latest of
 * that day. Late messages count by their own time, whatever their order. Returns the trajectory; undefined: it served none.
 */
export async function recordToday(
  tx: Transaction,
  said: SaidToday,
  endOfLessons: EndOfLessons,
): Promise<string | undefined> {
  const pair = await findPair(tx, said)
  if (!pair) return undefined
  await (said.undo ? takeBack(tx, said, pair) : keep(tx, said, pair, endOfLessons))
  return pair.code
}

async function keep(tx: Transaction, said: SaidToday, pair: Pair, endOfLessons: EndOfLessons): Promise<void> {
  const { what, by, at, receivedAt } = said
  const { begin, end } = dayAround(at)
  const lessonsEnd = endOfLessons(pair.code, at)
  const usual = lessonsEnd !== undefined && lessonsEnd > at ? lessonsEnd : end
  const until = Math.max(at, Math.min(end, said.until ?? usual))
  await tx`
    insert into day_changes (trajectory_id, kind, from_at, until_at, said_by, set_id, recorded_at, withdrawn_at)
    select ${pair.trajectory}, ${what}, ${at}::timestamptz, ${until}::timestamptz, ${by}, ${pair.set},
      ${receivedAt}::timestamptz, (
        select min(c.withdrawn_at) from day_changes c
        where c.set_id = ${pair.set} and c.kind = ${what} and c.from_at >= ${begin}::timestamptz
          and c.withdrawn_at >= ${at}::timestamptz and c.withdrawn_at < ${end}::timestamptz
      )
    where not exists (
      select from day_changes c
      where c.set_id = ${pair.set} and c.kind = ${what} and c.withdrawn_at is null
        and c.from_at <= ${at}::timestamptz and c.until_at >= ${until}::timestamptz
    )`
}

/** An undo that overtakes what it takes back leaves a row of no length, by which that is known when it comes. */
async function takeBack(tx: Transaction, { what, by, at, receivedAt }: SaidToday, pair: Pair): Promise<void> {
  const { begin } = dayAround(at)
  const taken = await tx`
    update day_changes set withdrawn_at = ${at}::timestamptz
    where set_id = ${pair.set} and kind = ${what} and withdrawn_at is null
      and from_at <= ${at}::timestamptz and from_at >= ${begin}::timestamptz
      and (until_at is null or until_at > ${at}::timestamptz)
    returning id`
  if (taken.length > 0) return
  await tx`
    insert into day_changes (trajectory_id, kind, from_at, until_at, said_by, set_id, recorded_at, withdrawn_at)
    values (${pair.trajectory}, ${what}, ${at}::timestamptz, ${at}::timestamptz, ${by}, ${pair.set},
      ${receivedAt}::timestamptz, ${at}::timestamptz)`
}

/** The trajectory that the set of this device served then. */
async function findPair(tx: Transaction, { deviceNo, at }: SaidToday): Promise<Pair | undefined> {
  const [pair] = await tx<Pair[]>`
    select p.set_id as set, t.id as trajectory, t.code
    from devices d join pair_sets p on p.set_id = d.set_id join trajectories t on t.id = p.trajectory_id
    where d.device_no = ${deviceNo} and p.from_at <= ${at}::timestamptz
      and (p.until_at is null or p.until_at > ${at}::timestamptz)
    order by p.from_at desc limit 1`
  return pair
}

function dayAround(at: number): { begin: number; end: number } {
  const today = dayOf(at)
  return { begin: startOf(today.day), end: startOf(dayAfter(today).day) }
}
