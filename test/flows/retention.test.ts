import { afterEach, beforeEach, expect, test } from 'vitest'
import { purgePresence } from '../../controlplane/devices/presence/actions.ts'
import { purgeQuarantine } from '../../controlplane/platform/intake/quarantine.ts'
import { makePartitions, purgeTelemetry } from '../../controlplane/telemetry/partition/actions.ts'
import { rollUpHours } from '../../controlplane/telemetry/roll-up/actions.ts'
import { findHours } from '../../controlplane/telemetry/roll-up/queries.ts'
import { type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { registerPairs } from '../support/registration.ts'

const dayMs = 86_400_000
let plane: TestControlPlane<HeldClock>
let set: HandSet

beforeEach(async () => {
  plane = await startControlPlane({ clock: holdClock() })
  const [pair] = await registerPairs(plane.admin, 1)
  set = await connectHandSet({ deviceId: pair?.school.deviceId ?? '', mqttPort: plane.mqttPort })
  await set.hello()
})
afterEach(async () => {
  await set.goodbye()
  await plane.stop()
})

const partitions = async () =>
  (await plane.sql`select count(*)::int4 as n from pg_inherits where inhparent = 'reports'::regclass`)[0]?.n

test('reports are forgotten after 30 days, by the day, and tomorrow is always ready', async () => {
  await set.send('report', 1, reportBody())
  await set.acknowledges(1)
  const now = plane.clock.now()
  expect(await partitions()).toBe(8)
  expect(await purgeTelemetry(plane.sql, now + 29 * dayMs)).toEqual([])
  const later = now + 32 * dayMs
  expect(await purgeTelemetry(plane.sql, later)).toHaveLength(2)
  expect((await plane.sql`select count(*)::int4 as n from reports`)[0]?.n).toBe(0)
  await makePartitions(plane.sql, later)
  await makePartitions(plane.sql, later)
  expect(await partitions()).toBe(14)
})

test('a report that comes late counts in the hour in which it was measured', async () => {
  const row = async () =>
    (
      await plane.sql`select reports, seconds, rtt_p50_ms, loss_max_percent, cpu_mean_percent from report_hours`
    )[0]
  const hour = Math.floor(plane.clock.now() / 3_600_000) * 3_600_000 - 3_600_000
  const started = hour - 60_000
  const up = (at: number) => ({ at, up: at - started })
  await set.hello({}, up(plane.clock.now()))
  await set.send('report', 1, reportBody({ rtt_p50_ms: 10, loss_max_percent: 1 }), up(hour + 60_000))
  await set.acknowledges(1)
  await rollUpHours(plane.sql, plane.clock.now() + 1)
  expect(await row()).toEqual({
    reports: 1,
    seconds: 60,
    rtt_p50_ms: 10,
    loss_max_percent: 1,
    cpu_mean_percent: null,
  })
  plane.clock.move(60_000)
  await set.send(
    'report',
    2,
    { ...reportBody({ rtt_p50_ms: 40, loss_max_percent: 3 }), seconds: 120 },
    up(hour + 600_000),
  )
  await set.acknowledges(2)
  const shown = async () => {
    const [{ deviceNo } = { deviceNo: 0 }] = await plane.sql<{ deviceNo: number }[]>`
      select device_no as "deviceNo" from reports limit 1`
    const hours = await findHours(plane.sql, deviceNo, { from: hour, until: plane.clock.now() + 1 })
    return hours.map(({ rtt_p50_ms, loss_max_percent, ...rest }) => [rest.hour, rtt_p50_ms, loss_max_percent])
  }
  // Nobody waits for the next run to see what came late.
  expect(await shown()).toEqual([[hour, 30, 3]])
  await rollUpHours(plane.sql, plane.clock.now() + 1)
  expect(await shown()).toEqual([[hour, 30, 3]])
  // The mean weighs by the length of the interval, the worst moment stays the worst.
  expect(await row()).toEqual({
    reports: 2,
    seconds: 180,
    rtt_p50_ms: 30,
    loss_max_percent: 3,
    cpu_mean_percent: null,
  })
})

test('histories and the quarantine are forgotten when their time has come', async () => {
  await set.send('report', 1, { seconds: 'sixty' })
  await set.acknowledges(1)
  const counts = async () => {
    const [row] = await plane.sql`
      select (select count(*)::int4 from quarantine) as quarantine,
        (select count(*)::int4 from fact_history) as facts, (select count(*)::int4 from report_hours) as hours,
        (select count(*)::int4 from presence_history) as presences`
    return row
  }
  await set.send('event', 2, { facts: { interface: 'wired' } })
  await set.send('report', 3, reportBody())
  await set.acknowledges(3)
  await rollUpHours(plane.sql, plane.clock.now() + 1)
  expect(await counts()).toEqual({ quarantine: 1, facts: 1, hours: 1, presences: 1 })
  const later = plane.clock.now() + 396 * dayMs
  await purgeTelemetry(plane.sql, later)
  await purgeQuarantine(plane.sql, later)
  await purgePresence(plane.sql, later)
  expect(await counts()).toEqual({ quarantine: 0, facts: 0, hours: 0, presences: 0 })
})

test('a call is forgotten after 30 days, what held last as well', async () => {
  await set.send('event', 1, {
    facts: { interface: 'wired', call: { app: 'running', media: 'both', since: 1 } },
  })
  await set.acknowledges(1)
  const known = async () =>
    (
      await plane.sql<{ name: string }[]>`
        select name from facts where name in ('call', 'interface')
        union all select name || ' before' from fact_history order by name`
    ).map(({ name }) => name)
  const all = ['call', 'call before', 'interface', 'interface before']
  await purgeTelemetry(plane.sql, plane.clock.now() + 29 * dayMs)
  expect(await known()).toEqual(all)
  await purgeTelemetry(plane.sql, plane.clock.now() + 31 * dayMs)
  expect(await known()).toEqual(all.filter(name => name.startsWith('interface')))
})
