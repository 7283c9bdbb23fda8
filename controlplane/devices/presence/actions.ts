import { beaconSeconds } from '../../../protocol/doors.ts'
import { instantArray, numberArray } from '../../platform/postgres/arrays.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import type { SetKind } from '../../sets/rules.ts'
import type { PresenceState } from '../rules.ts'
import {
  awayAfterMs,
  type Expectation,
  graceMs,
  keepsHistory,
  type Link,
  type Move,
  nextPresence,
  type PresenceCause,
  silenceMaxMs,
} from './rules.ts'

/** What is expected of a set at an instant (ms since 1970 UTC). */
export type ExpectationOf = (set: { label: string; kind: SetKind }, at: number) => Expectation

export type Changed = {
  deviceNo: number
  label: string
  kind: SetKind
  at: number
  presence: PresenceState
  cause: PresenceCause
}

/** Presence as it changed is kept this long. */
const historyDays = 395

/** Last-heard is kept to this grain, so that a set that sends much costs no more than one that sends little. */
const heardGrainMs = 1000

/** Every set of which something came in is online. Returns the labels of those that were not. */
export async function recordHeard(
  tx: Transaction,
  heard: readonly { device: { no: number }; receivedAt: number }[],
  expectationOf: ExpectationOf,
): Promise<string[]> {
  const latest = new Map<number, number>()
  for (const { device, receivedAt } of heard) {
    latest.set(device.no, Math.max(receivedAt, latest.get(device.no) ?? 0))
  }
  const changed = await tx<Changed[]>`
    with input as (
      select * from unnest(
        ${numberArray([...latest.keys()])}::int4[], ${instantArray([...latest.values()])}::timestamptz[]
      ) as i(device_no, at)
    ),
    locked as (
      select c.device_no, c.presence as was, i.at from connections c join input i using (device_no)
      where c.presence <> 'online' or c.heard_at < i.at - ${heardGrainMs} * interval '1 ms'
      order by c.device_no for update of c
    ),
    moved as (
      update connections c set
        heard_at = greatest(c.heard_at, l.at),
        presence = 'online',
        presence_since = case when l.was = 'online' then c.presence_since else l.at end,
        presence_cause = case when l.was = 'online' then c.presence_cause else 'heard' end,
        presence_was = case when l.was = 'online' then c.presence_was else l.was end
      from locked l where l.device_no = c.device_no
      returning c.device_no, l.was, l.at
    )
    select m.device_no as "deviceNo", s.label, s.kind, m.at, 'online' as presence, 'heard' as cause
    from moved m join devices d using (device_no) join sets s on s.id = d.set_id
    where m.was <> 'online'`
  await recordHistory(tx, changed, expectationOf)
  return changed.map(({ label }) => label)
}

/** `heardAt`: when it was last heard, as far as its leaving tells, ms since 1970 UTC. */
export type Left = Move & { heardAt: number | null }

/** A goodbye or a last will; one of an older connection than the highest known says nothing any more. */
export async function recordLeaving(
  tx: Transaction,
  leaving: { deviceNo: number; connection: number; at: number } & Left,
  expectationOf: ExpectationOf,
): Promise<string[]> {
  const { deviceNo, connection, at, presence, cause, heardAt } = leaving
  const isGoodbye = presence === 'off'
  const changed = await tx<Changed[]>`
    update connections c set
      presence = ${presence}, presence_since = ${at}, presence_cause = ${cause}, presence_was = c.presence,
      heard_at = greatest(c.heard_at, ${heardAt}::timestamptz)
    from devices d join sets s on s.id = d.set_id
    where d.device_no = c.device_no and c.device_no = ${deviceNo} and c.connection = ${connection}
      and (c.presence = 'online' or (${isGoodbye} and c.presence <> 'off'))
    returning c.device_no as "deviceNo", s.label, s.kind, ${at}::timestamptz as at, c.presence, c.presence_cause as cause`
  await recordHistory(tx, changed, expectationOf)
  return changed.map(({ label }) => label)
}

/**
 * The control plane starts, or finds that it was away: silence until now was ours. Returns since when it was; undefined:
 * it never was there.
 */
export async function recordReturn(sql: Database, now: number): Promise<number | undefined> {
  const [row] = await sql<{ awaySince: number | null }[]>`
    insert into presence_tick (judged_at, grace_until) values (${now}, ${now + graceMs(0)})
    on conflict (id) do update set judged_at = excluded.judged_at, grace_until = greatest(
      presence_tick.grace_until,
      ${now}::timestamptz + greatest(
        interval '90 seconds', least(${now}::timestamptz - presence_tick.judged_at, interval '300 seconds') + interval '30 seconds'
      )
    )
    returning old.judged_at as "awaySince"`
  return row?.awaySince ?? undefined
}

type Candidate = Link & { deviceNo: number; label: string; kind: SetKind }

/** Moves presence by the passing of time, for every set that is silent. Returns the labels of those that moved. */
export async function judgePresence(
  sql: Database,
  now: number,
  expectationOf: ExpectationOf,
): Promise<string[]> {
  const graceUntil = await recordTick(sql, now)
  const candidates = await sql<Candidate[]>`
    select c.device_no as "deviceNo", s.label, s.kind, c.presence, c.presence_since as "presenceSince",
      c.heard_at as "heardAt", c.report_interval_seconds as "reportIntervalSeconds"
    from connections c join devices d using (device_no) join sets s on s.id = d.set_id
    where c.presence = 'suspect' or (
      c.presence = 'online' and c.heard_at < ${now - silenceMaxMs(0)}::timestamptz
        - 2 * c.report_interval_seconds * interval '1 second'
    ) or (c.presence = 'degraded' and c.heard_at < ${now - silenceMaxMs(beaconSeconds)})`
  const moves = candidates.flatMap(candidate => {
    const move = nextPresence(candidate, expectationOf(candidate, now), now, graceUntil)
    return move ? [{ ...candidate, ...move, was: candidate.presence, at: now }] : []
  })
  if (moves.length === 0) return []
  return sql.begin(async tx => {
    const moved = await applyMoves(tx, moves, now)
    const changed = moves.filter(({ deviceNo }) => moved.has(deviceNo))
    await recordHistory(tx, changed, expectationOf)
    return changed.map(({ label }) => label)
  })
}

/** Notes that presence is judged now. Returns until when nothing becomes lost. */
async function recordTick(sql: Database, now: number): Promise<number> {
  const [tick] = await sql<{ judgedAt: number; graceUntil: number }[]>`
    select judged_at as "judgedAt", grace_until as "graceUntil" from presence_tick`
  if (tick === undefined || now - tick.judgedAt > awayAfterMs) {
    await recordReturn(sql, now)
    return now + graceMs(tick === undefined ? 0 : now - tick.judgedAt)
  }
  await sql`update presence_tick set judged_at = ${now}`
  return tick.graceUntil
}

type Applied = { deviceNo: number; heardAt: number | null; was: PresenceState } & Move

/** Only where nothing was heard meanwhile: a message that came in while we judged is right. */
async function applyMoves(tx: Transaction, moves: readonly Applied[], now: number): Promise<Set<number>> {
  const moved = await tx<{ deviceNo: number }[]>`
    with input as (
      select * from unnest(
        ${numberArray(moves.map(({ deviceNo }) => deviceNo))}::int4[],
        ${moves.map(({ was }) => was)}::text[],
        ${moves.map(({ presence }) => presence)}::text[],
        ${moves.map(({ cause }) => cause)}::text[],
        ${instantArray(moves.map(({ heardAt }) => heardAt ?? 0))}::timestamptz[]
      ) as i(device_no, was, presence, cause, heard_at)
    ),
    locked as (
      select i.* from connections c join input i using (device_no)
      where c.presence = i.was and date_trunc('milliseconds', c.heard_at) = i.heard_at
      order by c.device_no for update of c
    )
    update connections c set
      presence = l.presence, presence_since = ${now}, presence_cause = l.cause, presence_was = l.was
    from locked l where l.device_no = c.device_no
    returning c.device_no as "deviceNo"`
  return new Set(moved.map(({ deviceNo }) => deviceNo))
}

/** Keeps presence as it changed, where keeping it is anybody's business. */
export async function recordHistory(
  tx: Transaction | Database,
  changes: readonly Changed[],
  expectationOf: ExpectationOf,
): Promise<void> {
  const kept = changes.filter(change => keepsHistory(change.kind, expectationOf(change, change.at)))
  if (kept.length === 0) return
  await tx`
    insert into presence_history (device_no, at, presence, cause)
    select * from unnest(
      ${numberArray(kept.map(({ deviceNo }) => deviceNo))}::int4[],
      ${instantArray(kept.map(({ at }) => at))}::timestamptz[],
      ${kept.map(({ presence }) => presence)}::text[],
      ${kept.map(({ cause }) => cause)}::text[]
    )`
}

/** As far back as one may ask what a rule would have done; days. */
const startsDays = 8
const dayMs = 86_400_000

/** Forgets presence older than `historyDays`, and when agents started before `startsDays`. */
export async function purgePresence(sql: Database, now: number): Promise<void> {
  await sql`delete from device_starts where at < ${now - startsDays * dayMs}`
  await sql`delete from presence_history where at < ${now - historyDays * dayMs}`
}
