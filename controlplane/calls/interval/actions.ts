import { type CivilDay, civilDay, todayAt } from '../../calendar/day/rules.ts'
import { closedDays } from '../../calendar/holiday/queries.ts'
import { findLessonFacts } from '../../lessons/fact/queries.ts'
import { instantArray, numberArray } from '../../platform/postgres/arrays.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import { callTimesOn, commonOf, type Stretch } from '../time/rules.ts'
import { findServed, findTold, findTouched, type Served, stretchOf } from './queries.ts'
import { type CallInterval, callIntervals, intervalDays, sessionsOf } from './rules.ts'

const dayMs = 86_400_000
/** A batch that was received may be committed only after we looked. */
const overlapMs = 60_000

/**
 * Makes the intervals and sessions anew of every day of which a fact of a call came since the last run, and of calls that
 * were going on then. `now`: ms since 1970 UTC.
 */
export async function recountCalls(sql: Database, now: number): Promise<void> {
  await sql.begin(async tx => {
    const [progress] = await tx<{ receivedUntil: number }[]>`
      select received_until as "receivedUntil" from call_progress for update`
    const oldest = now - intervalDays * dayMs
    const from = Math.max(oldest, (progress?.receivedUntil ?? oldest) - overlapMs)
    const touched = await findTouched(tx, { from, until: now }, oldest)
    for (const [day, of] of Map.groupBy(touched, ({ at }) => todayAt(at))) {
      await recountDay(tx, [...new Set(of.map(({ code }) => code))], civilDay(day), now)
    }
    await tx`
      insert into call_progress (received_until) values (${now}::timestamptz)
      on conflict (id) do update set received_until = excluded.received_until`
  })
}

type OfTrajectory = { id: string; intervals: (CallInterval & { deviceNo: number })[]; sessions: Stretch[] }

async function recountDay(
  tx: Transaction,
  codes: readonly string[],
  day: CivilDay,
  now: number,
): Promise<void> {
  const year = Number(day.day.slice(0, 4))
  const [lessons, served] = await Promise.all([
    findLessonFacts(tx, { codes, since: day.day, holidays: closedDays(year, year), now }),
    findServed(tx, codes, day),
  ])
  const told = await findTold(tx, [...new Set(served.map(({ deviceNo }) => deviceNo))], day)
  const windowsOf = new Map(lessons.map(one => [one.code, callTimesOn(one, day)]))
  const counted = [...Map.groupBy(served, ({ code }) => code)].map(([code, servers]): OfTrajectory => {
    const intervalsOf = ({ deviceNo, from, until }: Served) => {
      const serves = [{ from, until: until ?? Number.POSITIVE_INFINITY }]
      const windows = commonOf(windowsOf.get(code) ?? [], serves)
      const [calls, presence] = [told.calls.get(deviceNo) ?? [], told.presence.get(deviceNo) ?? []]
      return callIntervals(calls, presence, windows, now).map(one => ({ ...one, deviceNo }))
    }
    const [home, school] = (['home', 'school'] as const).map(side =>
      servers.filter(one => one.side === side).flatMap(intervalsOf),
    ) as [OfTrajectory['intervals'], OfTrajectory['intervals']]
    return { id: servers[0]!.id, intervals: [...home, ...school], sessions: sessionsOf(home, school) }
  })
  await replaceDay(tx, counted, stretchOf(day))
}

/** What was counted of the day before goes: a late fact may have taken it away. */
async function replaceDay(
  tx: Transaction,
  counted: readonly OfTrajectory[],
  { from, until }: Stretch,
): Promise<void> {
  const ids = counted.map(({ id }) => id)
  const intervals = counted.flatMap(({ id, intervals: all }) => all.map(one => ({ ...one, id })))
  const sessions = counted.flatMap(({ id, sessions: all }) => all.map(one => ({ ...one, id })))
  await tx`
    delete from call_intervals where trajectory_id = any(${ids}::uuid[])
      and from_at >= ${from}::timestamptz and from_at < ${until}::timestamptz`
  await tx`
    delete from call_sessions where trajectory_id = any(${ids}::uuid[])
      and from_at >= ${from}::timestamptz and from_at < ${until}::timestamptz`
  await tx`
    insert into call_intervals (trajectory_id, device_no, from_at, until_at, media)
    select * from unnest(
      ${intervals.map(({ id }) => id)}::uuid[], ${numberArray(intervals.map(one => one.deviceNo))}::int4[],
      ${instantArray(intervals.map(one => one.from))}::timestamptz[],
      ${instantArray(intervals.map(one => one.until))}::timestamptz[],
      ${intervals.map(({ media }) => media)}::text[]
    )`
  await tx`
    insert into call_sessions (trajectory_id, from_at, until_at)
    select * from unnest(
      ${sessions.map(({ id }) => id)}::uuid[],
      ${instantArray(sessions.map(one => one.from))}::timestamptz[],
      ${instantArray(sessions.map(one => one.until))}::timestamptz[]
    )`
}
