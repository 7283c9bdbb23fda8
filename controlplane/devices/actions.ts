import type { HelloBody } from '../../protocol/presence.ts'
import { recordRegistered } from '../audit/actions.ts'
import type { By } from '../audit/rules.ts'
import type { Message } from '../platform/intake/reading.ts'
import { numberArray } from '../platform/postgres/arrays.ts'
import type { Database, Transaction } from '../platform/postgres/database.ts'
import type { NewDevice } from './api.ts'
import type { LesserSign } from './device/rules.ts'
import { type HelloMeaning, isCredible, judgeHello, type KnownRun } from './presence/rules.ts'
import type { DeviceState } from './rules.ts'
import { moveDevice, noteSign, questionDevice } from './state/actions.ts'

type Registered =
  | { ok: true; registered: string[] }
  | { ok: false; refusal: 'unknown_set' | 'set_has_device'; where: string }

/** Puts devices on their sets; known ids stay as they are. Returns the labels of the sets that got one. */
export function registerDevices(sql: Database, items: readonly NewDevice[], by: By): Promise<Registered> {
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
      join live_devices d on d.set_id = s.id and d.id <> i.id
      limit 1`
    if (taken) return { ok: false, refusal: 'set_has_device', where: taken.label }
    const rows = await tx<{ label: string; deviceNo: number }[]>`
      with added as (
        insert into devices (id, set_id, registered_at)
        select i.id, s.id, ${by.now}::timestamptz from unnest(${ids}::uuid[], ${labels}::text[]) as i(id, label)
        join sets s on s.label = i.label
        on conflict (id) do nothing
        returning device_no, set_id
      )
      select s.label, a.device_no as "deviceNo" from added a join sets s on s.id = a.set_id`
    const deviceNos = numberArray(rows.map(({ deviceNo }) => deviceNo))
    await tx`insert into connections (device_no) select * from unnest(${deviceNos}::int4[])`
    await tx`
      insert into device_history (device_no, at, state, cause, actor)
      select device_no, ${by.now}::timestamptz, 'prepared', 'registered', ${by.actor}
      from unnest(${deviceNos}::int4[]) as i(device_no)`
    const registered = rows.map(({ label }) => label)
    await recordRegistered(tx, 'devices', registered, by)
    return { ok: true, registered }
  })
}

/**
 * Makes a new device on a set, with an id of its own; undefined when a live one is there already. `now`: ms since
 * 1970 UTC.
 */
export async function prepareDevice(
  tx: Transaction,
  { setId, now }: { setId: string; now: number },
): Promise<{ no: number; id: string } | undefined> {
  const [device] = await tx<{ no: number; id: string }[]>`
    insert into devices (id, set_id, registered_at) values (uuidv7(), ${setId}, ${now}::timestamptz)
    on conflict (set_id) where live do nothing
    returning device_no as no, id`
  if (!device) return undefined
  await tx`insert into connections (device_no) values (${device.no})`
  await tx`
    insert into device_history (device_no, at, state, cause)
    values (${device.no}, ${now}::timestamptz, 'prepared', 'enrolled')`
  return device
}

type Hello = Message<'hello'>
export type JudgedHello = {
  hello: Hello
  /** Whether the set is what it says now; a late hello and one behind tell nothing that holds. */
  isTaken: boolean
  floor: { epoch: number; connection: number } | undefined
  /** Whether the device moved: first heard of, or questioned since now. */
  hasMoved: boolean
  /** In question: it gets no signed word until a person decides. */
  isQuestioned: boolean
}

type Known = KnownRun & { deviceNo: number; state: DeviceState }

/**
 * Takes over the run and connection of each hello, or names the floor above which a set with old counters must go on.
 * `isCounted`: whether the signs of a clone on this connection were counted before; a hello is repeated.
 */
export async function recordHellos(
  tx: Transaction,
  hellos: readonly Hello[],
  isCounted: (device: Hello['device']) => boolean,
): Promise<JudgedHello[]> {
  const deviceNos = numberArray([...new Set(hellos.map(({ device }) => device.no))])
  const rows = await tx<Known[]>`
    select c.device_no as "deviceNo", c.connection, c.epoch, c.agent_started_at as "agentStartedAt",
      d.state
    from connections c join devices d using (device_no)
    where c.device_no = any(${deviceNos}::int4[]) order by c.device_no for update of c`
  const known = new Map(rows.map(row => [row.deviceNo, row as KnownRun]))
  const inState = (wanted: DeviceState) =>
    new Set(rows.filter(({ state }) => state === wanted).map(({ deviceNo }) => deviceNo))
  const [prepared, questioned] = [inState('prepared'), inState('questioned')]
  const counted = new Set<Hello['device']>()
  const judged: JudgedHello[] = []
  for (const hello of hellos) {
    const { device } = hello
    const before = known.get(device.no) ?? { connection: 0, epoch: 0, agentStartedAt: null }
    const run = runOf(hello.epoch, hello.body)
    const outcome = judgeHello(before, run)
    if (outcome === 'taken') known.set(device.no, run)
    const isTaken = outcome === 'taken' || outcome === 'repeat'
    let hasMoved = isTaken && prepared.delete(device.no)
    if (hasMoved) {
      await moveDevice(tx, { ...asMove(hello), to: 'active', cause: 'connected', actor: null })
    }
    if (!isCounted(device) && !counted.has(device)) {
      counted.add(device)
      const isUnbelievable = outcome === 'leap' || !isCredible(run) || !isCredible(before)
      if (await noteSigns(tx, hello, signsOf(hello, before, outcome), isUnbelievable)) {
        questioned.add(device.no)
        hasMoved = true
      }
    }
    const floor = outcome === 'behind' || outcome === 'leap' ? floorOf(before) : undefined
    judged.push({ hello, isTaken, floor, hasMoved, isQuestioned: questioned.has(device.no) })
  }
  const taken = judged.filter(({ isTaken }) => isTaken).map(({ hello }) => hello)
  await Promise.all(taken.map(hello => takeOver(tx, hello)))
  return judged
}

/** Above what a set numbers on. Counters that nobody believes are no floor: above them there may be no number left. */
function floorOf(known: KnownRun): { epoch: number; connection: number } {
  const { epoch, connection } = isCredible(known) ? known : { epoch: 1, connection: 1 }
  return { epoch: Math.max(1, epoch), connection: Math.max(1, connection) }
}

/** Returns whether the device is in question since now. */
async function noteSigns(
  tx: Transaction,
  hello: Hello,
  signs: readonly LesserSign[],
  isUnbelievable: boolean,
): Promise<boolean> {
  let isNew = isUnbelievable && (await questionDevice(tx, { ...asMove(hello), cause: 'leap' }))
  for (const sign of signs) isNew = (await noteSign(tx, { ...asMove(hello), sign })) || isNew
  return isNew
}

function asMove({ device, receivedAt }: Hello) {
  return { deviceNo: device.no, now: receivedAt }
}

/**
 * What in a hello may mean a clone. A set whose line broke takes over from itself: same run, higher connection; a
 * second host is another run, or has the same counters.
 */
function signsOf({ device, epoch, body }: Hello, before: KnownRun, outcome: HelloMeaning): LesserSign[] {
  const isSameRun = before.epoch === epoch && before.agentStartedAt === body.agent_started_at
  const isItself = isSameRun && outcome === 'taken'
  return [
    ...(outcome === 'behind' ? (['floor'] as const) : []),
    ...(device.tookOver && !isItself ? (['take_over'] as const) : []),
  ]
}

/** Instants of a set's clock far from ours are of no use: then it started when it was heard. */
const startedBeforeMsMax = 86_400_000

async function takeOver(tx: Transaction, { device, epoch, body, at, receivedAt }: Hello): Promise<void> {
  const ago = at - body.agent_started_at
  const startedAt = ago >= 0 && ago < startedBeforeMsMax ? receivedAt - ago : receivedAt
  await tx`
    insert into device_starts (device_no, epoch, at) values (${device.no}, ${epoch}, ${startedAt}::timestamptz)
    on conflict do nothing`
  await tx`
    update connections set connection = ${body.connection}, epoch = ${epoch},
      agent_started_at = ${body.agent_started_at}
    where device_no = ${device.no}`
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
