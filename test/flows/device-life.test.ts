import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordBeacon } from '../../controlplane/devices/beacon/actions.ts'
import type { Expectation } from '../../controlplane/devices/presence/rules.ts'
import { countRefusals } from '../../controlplane/devices/refusal/actions.ts'
import { moveDevice, noteSign, questionDevice } from '../../controlplane/devices/state/actions.ts'
import { recordBeaconFacts } from '../../controlplane/telemetry/beacon/actions.ts'
import { brussels, type HeldClock, holdClock, passTime } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, reportBody } from '../support/hand-set.ts'
import { askAs, tellAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

let plane: TestControlPlane<HeldClock>
let pair: RegisteredPair

beforeEach(async () => {
  plane = await startControlPlane({ clock: holdClock(brussels('2026-11-23T10:00')) })
  const [registered] = await registerPairs(plane.admin, 1)
  pair = registered as RegisteredPair
})
afterEach(() => plane.stop())

const inLesson = (): Expectation => ({ expected: true, lesson: true, schoolHours: true })
const minuteMs = 60_000
const hourMs = 3_600_000

async function device(): Promise<{ deviceNo: number; state: string; presence: string }> {
  const [row] = await plane.sql<{ deviceNo: number; state: string; presence: string }[]>`
    select d.device_no as "deviceNo", d.state, c.presence from devices d join connections c using (device_no)
    where d.id = ${pair.school.deviceId}`
  if (!row) throw new Error('the device is gone')
  return row
}
const causes = async () => {
  const rows = await plane.sql<{ cause: string }[]>`
    select cause from device_history where device_no = ${(await device()).deviceNo} order by at`
  return rows.map(({ cause }) => cause)
}
const becomes = (state: string) => until(state, async () => (await device()).state === state)

/** One of two hosts with the same identity, a second later: its own run, and counters of its own. */
function host(startedAt: number, epoch: number, connection: number) {
  plane.clock.move(1000)
  const { deviceId } = pair.school
  return connectHandSet({ deviceId, mqttPort: plane.mqttPort, startedAt, epoch, connection })
}

describe('a device', () => {
  test('is registered, and active once it was heard; each is a row in its history', async () => {
    expect((await device()).state).toBe('prepared')
    const set = await host(1, 1, 1)
    await set.hello()
    await becomes('active')
    expect(await causes()).toEqual(['registered', 'connected'])
    await set.goodbye()
  })

  test('moves only as the table says, and a move that is none changes nothing', async () => {
    const { deviceNo } = await device()
    const move = (to: 'active' | 'questioned' | 'returned' | 'wiped' | 'revoked', cause: never) => {
      plane.clock.move(1000)
      return moveDevice(plane.sql, { deviceNo, to, cause, actor: 'admin', now: plane.clock.now() })
    }
    expect(await move('returned', 'returned' as never)).toBe(false)
    expect(await move('active', 'accepted' as never)).toBe(false)
    expect(await move('active', 'revoked' as never)).toBe(false)
    expect(await move('active', 'connected' as never)).toBe(true)
    expect(await move('active', 'connected' as never)).toBe(false)
    expect(await move('returned', 'returned' as never)).toBe(true)
    expect(await move('revoked', 'revoked' as never)).toBe(false)
    expect(await causes()).toEqual(['registered', 'connected', 'returned'])
  })
})

describe('a clone', () => {
  test('is doubted at the third take-over by a second host, and both still report', async () => {
    const hosts = [
      { startedAt: 1, epoch: 5, connection: 5 },
      { startedAt: 2, epoch: 6, connection: 6 },
      { startedAt: 1, epoch: 7, connection: 7 },
      { startedAt: 2, epoch: 8, connection: 8 },
    ]
    const open = []
    for (const [turn, { startedAt, epoch, connection }] of hosts.entries()) {
      const set = await host(startedAt, epoch, connection)
      await set.hello()
      expect((await device()).state).toBe(turn < 3 ? 'active' : 'questioned')
      open.push(set)
    }
    expect((await causes()).filter(cause => cause === 'take_overs')).toHaveLength(1)
    await open[3]?.send('report', 1, reportBody())
    await open[3]?.acknowledges(1)
    const board = (await (await askAs(plane.admin, '/api/board')).json()) as { questioned: object[] }
    expect(board.questioned).toEqual([
      { set: pair.school.label, cause: 'take_overs', since: expect.any(Number) },
    ])
    for (const set of open) if (set.client.connected) await set.goodbye()
  })

  test('is not seen in a set whose line breaks and that takes over from itself', async () => {
    const open = []
    for (let connection = 1; connection <= 6; connection++) {
      const set = await host(1, 1, connection)
      await set.hello()
      open.push(set)
    }
    expect((await device()).state).toBe('active')
    expect(await causes()).toEqual(['registered', 'connected'])
    await open.at(-1)?.goodbye()
  })

  test('is doubted at the second floor within a day; one floor alone is a row', async () => {
    const first = await host(1, 10, 10)
    await first.hello()
    await first.goodbye()
    for (const [turn, startedAt] of [2, 3].entries()) {
      const restored = await host(startedAt, 4, 4)
      const welcome = await restored.hello()
      expect(welcome.floor).toEqual({ epoch: 10, connection: 10 })
      await restored.hello()
      expect((await device()).state).toBe(turn === 0 ? 'active' : 'questioned')
      await restored.goodbye()
    }
    expect(await causes()).toEqual(['registered', 'connected', 'floor', 'floor', 'floors'])
  })

  test('is not doubted for signs that lie far apart, nor for those before a decision', async () => {
    const { deviceNo } = await device()
    const now = plane.clock.now()
    const sign = (ago: number) => noteSign(plane.sql, { deviceNo, sign: 'take_over', now: now - ago })
    for (const ago of [40, 30, 11, 9]) expect(await sign(ago * minuteMs)).toBe(false)
    expect(await sign(8 * minuteMs)).toBe(true)
    await moveDevice(plane.sql, {
      deviceNo,
      to: 'active',
      cause: 'accepted',
      actor: 'admin',
      now: now - 7 * minuteMs,
    })
    expect(await sign(6 * minuteMs)).toBe(false)
    expect((await device()).state).toBe('active')
  })

  test('in question is told again at most once an hour', async () => {
    const { deviceNo } = await device()
    const now = plane.clock.now()
    const doubt = (ago: number) =>
      questionDevice(plane.sql, { deviceNo, cause: 'replaced_certificate', now: now - ago })
    expect(await doubt(3 * hourMs)).toBe(true)
    for (const ago of [2.9, 2.5, 1.9, 1.8]) expect(await doubt(ago * hourMs)).toBe(false)
    const told = (await causes()).filter(cause => cause === 'replaced_certificate')
    expect(told).toHaveLength(2)
  })

  test('or a forgotten set that is refused ten times in ten minutes leaves one row an hour', async () => {
    const refusals = countRefusals(plane.sql)
    const now = plane.clock.now()
    const many = async (count: number, from: number) => {
      for (let each = 0; each < count; each++)
        await refusals.refused(pair.school.deviceId, from + each * 1000)
    }
    const rows = async () => (await causes()).filter(cause => cause === 'refused_connects').length
    await many(9, now - 3 * hourMs)
    expect(await rows()).toBe(0)
    await many(30, now - 2 * hourMs)
    expect(await rows()).toBe(1)
    await many(10, now)
    expect(await rows()).toBe(2)
  })
})

describe('a set that only its beacon gets through', () => {
  const twoBeaconsMs = 1_815_000
  const doors = { mqtt_ws: 'intercepted', mqtt: 'blocked', beacon: 'open' } as const
  const beacon = async () => {
    const { deviceNo } = await device()
    const at = plane.clock.now()
    await recordBeaconFacts(plane.sql, { deviceNo, at, doors })
    return recordBeacon(plane.sql, { deviceNo, at }, inLesson)
  }

  test('is degraded, not lost, and says which doors it found shut', async () => {
    expect(await beacon()).toBe(true)
    expect((await device()).presence).toBe('degraded')
    const detail = (await (await askAs(plane.admin, `/api/sets/${pair.school.label}`)).json()) as {
      facts: { name: string; value: unknown }[]
    }
    expect(Object.fromEntries(detail.facts.map(({ name, value }) => [name, value]))).toEqual({
      door: 'beacon',
      doors,
    })
    const list = (await (await askAs(plane.admin, '/api/sets?presence=degraded')).json()) as {
      rows: { label: string; door: string }[]
    }
    expect(list.rows.map(({ label, door }) => [label, door])).toEqual([[pair.school.label, 'beacon']])
  })

  test('stays so for two beacons, then is suspect and lost like any other', async () => {
    const path = `/api/trajectories/${pair.trajectory}/timetable`
    await tellAs(plane.admin, path, { week: [[1, 540, 720]] }, 'PUT')
    await beacon()
    await passTime(plane, twoBeaconsMs)
    expect((await device()).presence).toBe('degraded')
    await passTime(plane, 5000)
    expect((await device()).presence).toBe('suspect')
    expect(await beacon()).toBe(true)
    expect((await device()).presence).toBe('degraded')
    await passTime(plane, twoBeaconsMs + 5000)
    expect((await device()).presence).toBe('suspect')
    await passTime(plane, 10_000)
    expect((await device()).presence).toBe('lost')
  })

  test('is online with its first message, and a late beacon does not change that', async () => {
    await beacon()
    const set = await host(1, 1, 1)
    await set.hello({ last_seq: 1, facts: { door: 'mqtt_ws' } })
    await until('online', async () => (await device()).presence === 'online')
    expect(await beacon()).toBe(false)
    expect((await device()).presence).toBe('online')
    await set.goodbye()
  })
})
