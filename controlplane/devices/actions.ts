import type { HelloBody } from '../../protocol/presence.ts'
import { numberArray } from '../platform/arrays.ts'
import type { Database, Transaction } from '../platform/database.ts'
import type { Message } from '../platform/reading.ts'
import type { NewDevice } from './api.ts'
import { judgeHello, type KnownRun } from './presence-rules.ts'

type Registered =
  | { ok: true; registered: string[] }
  | { ok: false; refusal: 'unknown_set' | 'set_has_device'; where: string }

/** Puts devices on their sets; known ids stay as they are. Returns the labels of the sets that got one. */
export function registerDevices(sql: Database, items: readonly NewDevice[]): Promise<Registered> {
  return sql.begin(async (tx): Promise<Registered> => {
    const ids = items.map(({ id }) => id)
    const labels = items.map(item => item.set)
    const [unknown] = await tx<{ label: string }[]>`
      select label from unnest(${labels}::text[]) as i(label)
      where not exists (select from sets s where s.label = i.label) limit 1`
    if (unknown) return { ok: false, refusal: 'unknown_set', where: unknown.label }
    const [taken] = await tx<{ label: string }[]>`
      select s.label from unnest(${ids}::uuid[], ${labels}::text[]) as i(id, label)
      join sets s on s.label = i.label
      join devices d on d.set_id = s.id and d.id <> i.id and d.live
      limit 1`
    if (taken) return { ok: false, refusal: 'set_has_device', where: taken.label }
    const rows = await tx<{ label: string; deviceNo: number }[]>`
      with added as (
        insert into devices (id, set_id)
        select i.id, s.id from unnest(${ids}::uuid[], ${labels}::text[]) as i(id, label)
        join sets s on s.label = i.label
        on conflict (id) do nothing
        returning device_no, set_id
      )
      select s.label, a.device_no as "deviceNo" from added a join sets s on s.id = a.set_id`
    await tx`
      insert into connections (device_no)
      select * from unnest(${numberArray(rows.map(({ deviceNo }) => deviceNo))}::int4[])`
    return { ok: true, registered: rows.map(({ label }) => label) }
  })
}

type Hello = Message<'hello'>
export type JudgedHello = {
  hello: Hello
  /** Whether the set is what it says now; a late hello and one behind tell nothing that holds. */
  isTaken: boolean
  floor: { epoch: number; connection: number } | undefined
}

/**
 * Takes over the run and connection of each hello, or names the floor above which a set with old counters must go on.
 */
export async function recordHellos(tx: Transaction, hellos: readonly Hello[]): Promise<JudgedHello[]> {
  const deviceNos = numberArray([...new Set(hellos.map(({ device }) => device.no))])
  const rows = await tx<(KnownRun & { deviceNo: number })[]>`
    select device_no as "deviceNo", connection, epoch, agent_started_at as "agentStartedAt" from connections
    where device_no = any(${deviceNos}::int4[]) order by device_no for update`
  const known = new Map(rows.map(row => [row.deviceNo, row as KnownRun]))
  const judged: JudgedHello[] = []
  for (const hello of hellos) {
    const before = known.get(hello.device.no) ?? { connection: 0, epoch: 0, agentStartedAt: null }
    const run = runOf(hello.epoch, hello.body)
    const outcome = judgeHello(before, run)
    if (outcome === 'taken') known.set(hello.device.no, run)
    const floor = { epoch: Math.max(1, before.epoch), connection: Math.max(1, before.connection) }
    const isTaken = outcome === 'taken' || outcome === 'repeat'
    judged.push({ hello, isTaken, floor: outcome === 'behind' ? floor : undefined })
  }
  const taken = judged.filter(({ isTaken }) => isTaken).map(({ hello }) => hello)
  await Promise.all(taken.map(hello => takeOver(tx, hello)))
  return judged
}

function takeOver(tx: Transaction, { device, epoch, body }: Hello): Promise<unknown> {
  return Promise.all([
    tx`
      update connections set connection = ${body.connection}, epoch = ${epoch},
        agent_started_at = ${body.agent_started_at}
      where device_no = ${device.no}`,
    tx`update devices set state = 'active' where device_no = ${device.no} and state = 'prepared'`,
  ])
}

function runOf(epoch: number, body: HelloBody): KnownRun {
  return { epoch, connection: body.connection, agentStartedAt: body.agent_started_at }
}

/** The rhythm a set reports in; silence is judged by it. */
export async function recordReportInterval(
  tx: Transaction,
  deviceNo: number,
  seconds: number,
): Promise<void> {
  await tx`update connections set report_interval_seconds = ${seconds} where device_no = ${deviceNo}`
}
