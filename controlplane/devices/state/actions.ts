import { instantArray, numberArray } from '../../platform/postgres/arrays.ts'
import type { Database, Transaction } from '../../platform/postgres/database.ts'
import {
  type CloneSign,
  cloneSigns,
  type DeviceCause,
  doubtEveryMs,
  type LesserSign,
  type MoveCause,
  sourcesOf,
} from '../device/rules.ts'
import type { DeviceState } from '../rules.ts'

type Move = {
  deviceNo: number
  to: DeviceState
  cause: MoveCause
  /** Who did it; null: the system. */
  actor: string | null
  /** ms since 1970 UTC. */
  now: number
}

/** Moves a device and notes it in its history. False: it is not in a state from which that is legal, or unknown. */
export async function moveDevice(tx: Transaction | Database, move: Move): Promise<boolean> {
  const { deviceNo, to, cause, actor, now } = move
  const moved = await tx`
    with moved as (
      update devices set state = ${to}
      where device_no = ${deviceNo} and state = any(${sourcesOf(cause, to)}::text[])
      returning device_no
    )
    insert into device_history (device_no, at, state, cause, actor)
    select device_no, ${now}, ${to}, ${cause}, ${actor}::text from moved
    returning device_no`
  return moved.length > 0
}

type Doubt = { deviceNo: number; now: number }

/**
 * A sign of a clone: the device is questioned until an administrator decides, and nothing else stops. Returns whether
 * it is questioned since now; one that was questioned already gets another row at most once an hour.
 */
export async function questionDevice(
  tx: Transaction | Database,
  { deviceNo, cause, now }: Doubt & { cause: CloneSign },
): Promise<boolean> {
  if (await moveDevice(tx, { deviceNo, to: 'questioned', cause, actor: null, now })) return true
  await noteDoubt(tx, { deviceNo, cause, now })
  return false
}

/** A doubt that moves nothing: a row in the history of the device, at most once an hour for the same cause. */
export async function noteDoubt(
  tx: Transaction | Database,
  { deviceNo, cause, now }: Doubt & { cause: DeviceCause },
): Promise<void> {
  await noteDoubts(tx, [{ deviceNo, cause, now }])
}

/** As `noteDoubt`, for many. Returns the labels of the sets whose device got a row. */
export async function noteDoubts(
  tx: Transaction | Database,
  doubts: readonly (Doubt & { cause: DeviceCause })[],
): Promise<string[]> {
  const rows = await tx<{ label: string }[]>`
    with noted as (
      insert into device_history (device_no, at, state, cause)
      select distinct on (d.device_no, i.cause) d.device_no, i.at, d.state, i.cause
      from unnest(
        ${numberArray(doubts.map(({ deviceNo }) => deviceNo))}::int4[],
        ${doubts.map(({ cause }) => cause)}::text[],
        ${instantArray(doubts.map(({ now }) => now))}::timestamptz[]
      ) as i(device_no, cause, at) join devices d using (device_no)
      where not exists (
        select from device_history h where h.device_no = d.device_no and h.cause = i.cause
          and h.at > i.at - ${doubtEveryMs} * interval '1 ms'
      )
      order by d.device_no, i.cause, i.at
      returning device_no
    )
    select s.label from noted n join devices d using (device_no) join sets s on s.id = d.set_id`
  return rows.map(({ label }) => label)
}

/**
 * A sign that says little alone: a row in the history, and when it came often enough the device is questioned. Returns
 * whether it is questioned since now. A decision of an administrator wipes the slate.
 */
export async function noteSign(
  tx: Transaction | Database,
  { deviceNo, sign, now }: Doubt & { sign: LesserSign },
): Promise<boolean> {
  const { count, withinMs, becomes } = cloneSigns[sign]
  const [row] = await tx<{ signs: number; state: DeviceState }[]>`
    select d.state, (
      select count(*)::int4 from device_history h
      where h.device_no = d.device_no and h.cause = ${sign} and h.at > ${now - withinMs} and h.at >= coalesce((
        select max(a.at) from device_history a where a.device_no = d.device_no and a.cause = 'accepted'
      ), '-infinity')
    ) as signs
    from devices d where d.device_no = ${deviceNo}`
  if (row === undefined) return false
  if (row.state === 'questioned') {
    await noteDoubt(tx, { deviceNo, cause: sign, now })
    return false
  }
  await tx`
    insert into device_history (device_no, at, state, cause) values (${deviceNo}, ${now}, ${row.state}, ${sign})`
  if (row.signs + 1 < count) return false
  return questionDevice(tx, { deviceNo, cause: becomes, now })
}
