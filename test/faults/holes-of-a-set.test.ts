import { afterAll, beforeAll, expect, test } from 'vitest'
import { openMemory } from '../../agent/memory/memory.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { Ledger } from '../support/ledger.ts'
import { prepareLedgerSet } from '../support/ledger-agent.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

/** More than the control plane keeps of either. */
const holes = 262
const runs = 70
const emptyWithinMs = 90_000

let plane: TestControlPlane
let schools: string[]
beforeAll(async () => {
  plane = await startControlPlane()
  schools = (await registerPairs(plane.admin, 2)).map(({ school }) => school.deviceId)
})
afterAll(() => plane.stop())

/** Runs of an agent that could not connect: in each an event, a report, an event, a report, … */
async function queueOffline(
  directory: string,
  { runs, pairs }: { runs: number; pairs: number },
): Promise<void> {
  for (let run = 0; run < runs; run += 1) {
    const { savedState, outbox } = await openMemory(directory, 'boot', Date.now(), () => undefined)
    const moment = { at: Date.now(), up: 1 }
    for (let pair = 0; pair < pairs; pair += 1) {
      outbox.add('event', { facts: { on_charge: pair % 2 === 0 } }, moment)
      outbox.add('report', { seconds: 60, flags: 8, readings: { cpu_mean_percent: 1 } }, moment)
    }
    await savedState.save({ clean: true })
    outbox.close()
  }
}

test.concurrent.each([
  [`${holes} holes in one run`, { runs: 1, pairs: holes }],
  [`${runs} runs`, { runs, pairs: 1 }],
])(
  'a set that comes back with %s, more than are kept, goes on in the order of its numbers: all of it is stored',
  async (_name, offline) => {
    const deviceId = schools[offline.runs > 1 ? 1 : 0] as string
    const set = prepareLedgerSet({ deviceId, mqttPort: plane.mqttPort, ledger: new Ledger(), seed: 1 })
    await queueOffline(set.directory, offline)
    await set.start()
    set.calm()
    await until('its outbox is empty', () => set.outbox()?.depth === 0, emptyWithinMs)
    const [stored] = await plane.sql`
      select (select count(*)::int4 from reports r where r.device_no = d.device_no and seconds = 60) as reports,
        (select count(*)::int4 from fact_history h where h.device_no = d.device_no and name = 'on_charge') as events,
        (select array_agg(distinct cause) from device_history h
          where h.device_no = d.device_no and cause in ('gaps', 'epochs')) as told
      from devices d where d.id = ${deviceId}`
    const each = offline.runs * offline.pairs
    expect(stored).toMatchObject({ reports: each, events: each })
    expect(stored?.told).toHaveLength(1)
    await set.remove()
  },
  2 * emptyWithinMs,
)
