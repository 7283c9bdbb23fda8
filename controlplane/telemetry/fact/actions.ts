import { type FactName, type Facts, factNames } from '../../../protocol/facts.ts'
import { booleanArray, instantArray, numberArray } from '../../platform/postgres/arrays.ts'
import type { Transaction } from '../../platform/postgres/database.ts'
import { knownOf, summarise } from '../rules.ts'

/** What one message says of the facts of one device. `seq` is the last number given for what a hello says. */
export type Said = {
  deviceNo: number
  epoch: number
  seq: number
  measuredAt: number
  receivedAt: number
  uncertain: boolean
  facts: Facts
  /** A hello repeats what holds; an event says what changed, even if later news came first. */
  isChange: boolean
}

/**
 * Fills the history and moves what holds now, fact by fact, for a higher (epoch, seq) only. Facts of a protocol we do
 * not know are left out. Returns what holds now of what changed, by the number of the device.
 */
export async function recordFacts(tx: Transaction, said: readonly Said[]): Promise<Map<number, Facts>> {
  const changed = new Map<number, Facts>()
  for (const round of rounds(said)) {
    for (const { deviceNo, name, value } of await recordRound(tx, round)) {
      changed.set(deviceNo, { ...changed.get(deviceNo), [name]: value })
    }
  }
  if (changed.size > 0) {
    const heardAt = new Map(said.map(({ deviceNo, receivedAt }) => [deviceNo, receivedAt]))
    await recordSummaries(tx, [...changed.keys()], heardAt)
  }
  return changed
}

/** No set gives so many numbers between saying hello and being heard: facts further ahead are of no run that is known. */
const aheadMax = 4096

/** One statement cannot move the same row twice: messages of one device go in rounds, in order. */
function rounds(said: readonly Said[]): Said[][] {
  const sorted = [...said].sort((a, b) => a.epoch - b.epoch || a.seq - b.seq)
  const turn = new Map<number, number>()
  const result: Said[][] = []
  for (const one of sorted) {
    const at = turn.get(one.deviceNo) ?? 0
    turn.set(one.deviceNo, at + 1)
    result[at] = [...(result[at] ?? []), one]
  }
  return result
}

type Moved = { deviceNo: number; name: FactName; value: unknown }

async function recordRound(tx: Transaction, said: readonly Said[]): Promise<Moved[]> {
  const rows = said.flatMap(one =>
    factNames
      .filter(name => Object.hasOwn(one.facts, name))
      .map(name => ({ ...one, name, value: JSON.stringify(knownOf(name, one.facts[name])) })),
  )
  if (rows.length === 0) return []
  return tx<Moved[]>`
    with input as (
      select * from unnest(
        ${numberArray(rows.map(row => row.deviceNo))}::int4[],
        ${rows.map(row => row.name)}::text[],
        ${rows.map(row => row.value)}::text[],
        ${instantArray(rows.map(row => row.measuredAt))}::timestamptz[],
        ${instantArray(rows.map(row => row.receivedAt))}::timestamptz[],
        ${booleanArray(rows.map(row => row.uncertain))}::bool[],
        ${numberArray(rows.map(row => row.epoch))}::int4[],
        ${numberArray(rows.map(row => row.seq))}::int8[],
        ${booleanArray(rows.map(row => row.isChange))}::bool[]
      ) as i(device_no, name, value, measured_at, received_at, uncertain, epoch, seq, is_change)
    ),
    before as (
      select i.device_no, i.name, i.value::jsonb as value, i.measured_at, i.received_at, i.uncertain, i.epoch, i.seq,
        i.is_change, f.value as was,
        f.epoch is null or (f.epoch, f.seq) < (i.epoch, i.seq) or (
          not i.is_change and (f.epoch > i.epoch or (f.epoch = i.epoch and f.seq > i.seq + ${aheadMax}))
        ) as is_news
      from input i left join facts f on f.device_no = i.device_no and f.name = i.name
    ),
    history as (
      insert into fact_history (device_no, name, value, measured_at, received_at, uncertain, epoch, seq)
      select device_no, name, value, measured_at, received_at, uncertain, epoch, seq from before
      where is_change or (is_news and value is distinct from was)
    ),
    moved as (
      insert into facts as f (device_no, name, value, measured_at, received_at, uncertain, epoch, seq)
      select device_no, name, value, measured_at, received_at, uncertain, epoch, seq from before where is_news
      order by device_no, name
      on conflict (device_no, name) do update set
        value = excluded.value,
        measured_at = case when f.value = excluded.value then f.measured_at else excluded.measured_at end,
        uncertain = case when f.value = excluded.value then f.uncertain else excluded.uncertain end,
        received_at = excluded.received_at, epoch = excluded.epoch, seq = excluded.seq
      where (f.epoch, f.seq) < (excluded.epoch, excluded.seq) or f.epoch > excluded.epoch
        or f.seq > excluded.seq + ${aheadMax}
      returning f.device_no, f.name, f.value
    )
    select m.device_no as "deviceNo", m.name, m.value from moved m join before b using (device_no, name)
    where m.value is distinct from b.was`
}

/** Derives what lists show from the facts that hold. `heardAt`: when each device said what changed. */
async function recordSummaries(
  tx: Transaction,
  deviceNos: readonly number[],
  heardAt: ReadonlyMap<number, number>,
): Promise<void> {
  const rows = await tx<{ deviceNo: number; facts: Facts }[]>`
    select device_no as "deviceNo", jsonb_object_agg(name, value) as facts from facts
    where device_no = any(${numberArray(deviceNos)}::int4[]) group by device_no order by device_no`
  for (const { deviceNo, facts } of rows) {
    const { camera, sound, interface: kind, agentVersion, simulated } = summarise(facts)
    const at = heardAt.get(deviceNo) ?? null
    await tx`
      insert into summaries as m (
        device_no, camera, camera_since, sound, sound_since, interface, agent_version, simulated
      )
      values (
        ${deviceNo}, ${camera}, ${at}::timestamptz, ${sound}, ${at}::timestamptz, ${kind}, ${agentVersion}, ${simulated}
      )
      on conflict (device_no) do update set
        camera = excluded.camera,
        camera_since = case when m.camera = excluded.camera then m.camera_since else excluded.camera_since end,
        camera_was = case when m.camera = excluded.camera then m.camera_was else m.camera end,
        sound = excluded.sound,
        sound_since = case when m.sound = excluded.sound then m.sound_since else excluded.sound_since end,
        sound_was = case when m.sound = excluded.sound then m.sound_was else m.sound end,
        interface = excluded.interface, agent_version = excluded.agent_version, simulated = excluded.simulated`
  }
}
