import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, reportBody } from '../support/hand-set.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

let plane: TestControlPlane
let pair: RegisteredPair

beforeEach(async () => {
  plane = await startControlPlane()
  const [registered] = await registerPairs(plane.admin, 1)
  pair = registered as RegisteredPair
})
afterEach(() => plane.stop())

const connect = (over: object = {}) =>
  connectHandSet({ deviceId: pair.school.deviceId, mqttPort: plane.mqttPort, ...over })
const countReports = async () => (await plane.sql`select count(*)::int4 as rows from reports`)[0]?.rows

describe('what is acknowledged is stored, once', () => {
  test('a report that comes three times is stored once and acknowledged each time', async () => {
    const set = await connect()
    await set.hello()
    for (let time = 0; time < 3; time++) await set.send('report', 1, reportBody())
    await until('three acks', () => set.acknowledged.length >= 1 && set.isAcknowledged(1))
    await set.send('report', 2, reportBody())
    await set.acknowledges(2)
    expect(await countReports()).toBe(2)
    const [row] =
      await plane.sql`select cpu_mean_percent, loss_max_percent, seconds from reports where seq = 1`
    expect(row).toEqual({ cpu_mean_percent: 12.5, loss_max_percent: null, seconds: 60 })
    await set.goodbye()
  })

  test('numbers in any order become ranges without holes', async () => {
    const set = await connect()
    await set.hello()
    for (const seq of [5, 1, 3, 2, 4]) await set.send('report', seq, reportBody())
    for (const seq of [1, 2, 3, 4, 5]) await set.acknowledges(seq)
    const [row] = await plane.sql`select stored::text from stored_ranges`
    expect(row?.stored).toBe('{[0,6)}')
    await set.goodbye()
  })

  test('a message with an unusable body is acknowledged, put aside once and counted', async () => {
    const set = await connect()
    await set.hello()
    for (const seq of [1, 2, 3]) await set.send('report', seq, { seconds: 'sixty', flags: 0, readings: {} })
    for (const seq of [1, 2, 3]) await set.acknowledges(seq)
    expect(await countReports()).toBe(0)
    const rows = await plane.sql`select kind, times, problem from quarantine`
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ kind: 'report', times: 3 })
    expect(JSON.stringify(rows[0]?.problem)).toContain('/body/seconds')
    await set.goodbye()
  })

  test('a text that the database cannot hold is put aside alone; its neighbours are stored', async () => {
    const set = await connect()
    await set.hello()
    const event = (agent: string) => ({
      facts: { versions: { agent, runtime: 'v26', system: null, protocol: 1 } },
    })
    await set.send('event', 1, event('1.0.0'))
    await set.send('event', 2, event('1.0.0\u0000'))
    await set.send('report', 3, reportBody())
    for (const seq of [1, 2, 3]) await set.acknowledges(seq)
    expect(await countReports()).toBe(1)
    expect(await plane.sql`select kind, seq from quarantine`).toEqual([{ kind: 'event', seq: 2 }])
    await set.goodbye()
  })

  test('a message without a readable envelope is dropped and disturbs nobody', async () => {
    const set = await connect()
    await set.hello()
    await set.sendRaw('report', '{"v":1')
    await set.sendRaw('report', Buffer.from([0xff, 0xfe]))
    await set.send('report', 0, reportBody())
    await set.send('report', 1, reportBody())
    await set.acknowledges(1)
    expect(await countReports()).toBe(1)
    await set.goodbye()
  })
})

describe('who is who', () => {
  test('an unknown device is not let in', async () => {
    const stranger = connectHandSet({
      deviceId: '018f0000-0000-7000-8000-000000000000',
      mqttPort: plane.mqttPort,
    })
    await expect(stranger).rejects.toThrow(/not authorized/i)
  })

  test('a set that writes on the topic of another set is closed and nothing is stored', async () => {
    const set = await connect()
    await set.hello()
    const closed = new Promise<void>(resolve => set.client.once('close', () => resolve()))
    const foreign = `setwacht/v1/up/${pair.home.deviceId}/report`
    await set.client.publishAsync(
      foreign,
      JSON.stringify({ v: 1, epoch: 1, seq: 1, at: 1, up: 1, body: reportBody() }),
    )
    await closed
    expect(await countReports()).toBe(0)
  })

  test('a set that listens to another set hears nothing', async () => {
    const set = await connect()
    const closed = new Promise<void>(resolve => set.client.once('close', () => resolve()))
    await set.client.subscribeAsync(`setwacht/v1/down/${pair.home.deviceId}/+`).catch(() => undefined)
    await closed
  })

  test('counters that are not above the known ones get a floor, and the numbers below it stay where they are', async () => {
    const first = await connect({ epoch: 5, connection: 9 })
    await first.hello()
    await first.send('report', 1, reportBody())
    await first.acknowledges(1)
    await first.goodbye()
    const restored = await connect({ epoch: 5, connection: 9, startedAt: 1_700_000_999_000 })
    const welcome = await restored.hello()
    expect(welcome.floor).toEqual({ epoch: 5, connection: 9 })
    await restored.goodbye()
    const risen = await connect({ epoch: 6, connection: 10, startedAt: 1_700_000_999_000 })
    expect((await risen.hello()).floor).toBeUndefined()
    await risen.goodbye()
  })

  test('a late hello of an earlier connection of the same run gets no floor and moves nothing back', async () => {
    const set = await connect({ epoch: 3, connection: 8 })
    await set.hello()
    const welcome = await set.hello({ connection: 7 })
    expect(welcome.floor).toBeUndefined()
    expect(await plane.sql`select connection, epoch from connections where epoch = 3`).toEqual([
      { connection: 8, epoch: 3 },
    ])
    await set.goodbye()
  })
})

describe('what a set has given up is forgotten', () => {
  test('a welcome names what is stored; a later hello closes what lies below its oldest number', async () => {
    const set = await connect()
    await set.hello({ oldest: [1, 1], last_seq: 4 })
    for (const seq of [1, 3]) await set.send('report', seq, reportBody())
    for (const seq of [1, 3]) await set.acknowledges(seq)
    const welcome = await set.hello({ oldest: [1, 4], last_seq: 4 })
    expect(welcome.stored).toEqual([[1, 0, 3]])
    await set.send('report', 2, reportBody())
    await set.acknowledges(2)
    expect(await countReports()).toBe(2)
    await set.goodbye()
  })

  test.each([
    ['messages wait, and not which', { oldest: null, last_seq: 4, outbox: { depth: 2, dropped: 0 } }],
    [
      'more messages wait than its numbers leave room for',
      { oldest: [1, 4] as [number, number], last_seq: 4, outbox: { depth: 2, dropped: 0 } },
    ],
    ['its oldest number is one that it has not given', { oldest: [1, 9] as [number, number], last_seq: 4 }],
    ['its oldest run is one that has not begun', { oldest: [7, 1] as [number, number], last_seq: 4 }],
  ])('a hello that says that %s closes and forgets nothing, and both sides are told', async (_name, said) => {
    const set = await connect()
    await set.hello({ oldest: [1, 1], last_seq: 4 })
    for (const seq of [1, 3]) await set.send('report', seq, reportBody())
    for (const seq of [1, 3]) await set.acknowledges(seq)
    const welcome = await set.hello(said)
    expect(welcome.stored).toEqual([
      [1, 0, 1],
      [1, 3, 3],
    ])
    await until('the set is told', () => set.refused.some(({ reason }) => reason === 'outbox'))
    for (const seq of [2, 4]) await set.send('report', seq, reportBody())
    for (const seq of [2, 4]) await set.acknowledges(seq)
    expect(await countReports()).toBe(4)
    const doubts = await plane.sql`select cause from device_history where cause = 'outbox'`
    expect(doubts).toHaveLength(1)
    await set.goodbye()
  })

  test('an epoch below the oldest number is named as stored and stores nothing', async () => {
    const set = await connect({ epoch: 7 })
    await set.hello()
    await set.send('report', 1, reportBody(), { epoch: 3 })
    await until('ack of 3/1', () => set.isAcknowledged(1, 3))
    expect(await countReports()).toBe(0)
    await set.goodbye()
  })
})

describe('what a set may not', () => {
  test('number a run that has not said hello: it is told, and nothing of it is stored or acknowledged', async () => {
    const set = await connect({ epoch: 4 })
    await set.hello()
    await set.send('report', 1, reportBody(), { epoch: 2 ** 31 - 1 })
    await until('it is told', () => set.refused.some(({ reason }) => reason === 'unheard'))
    expect(set.refused[0]?.numbers).toEqual([[2 ** 31 - 1, 1, 1]])
    await set.send('report', 1, reportBody())
    await set.acknowledges(1)
    expect(set.isAcknowledged(1, 2 ** 31 - 1)).toBe(false)
    expect(await countReports()).toBe(1)
    await set.goodbye()
  })
})

describe('time', () => {
  for (const [name, offsetMs] of [
    ['a year behind', -31_536_000_000],
    ['a year ahead', 31_536_000_000],
  ] as const) {
    test(`a clock that is ${name} does not move what was measured`, async () => {
      const set = await connect()
      const wrong = { at: Date.now() + offsetMs, up: 1_000_000 }
      await set.hello({}, wrong)
      const before = Date.now()
      await set.send('report', 1, reportBody(), { at: wrong.at - 10_000, up: wrong.up - 10_000 })
      await set.acknowledges(1)
      const [row] = await plane.sql<
        { at: number; flags: number }[]
      >`select measured_at as at, flags from reports`
      expect(Math.abs((row?.at ?? 0) - (before - 10_000))).toBeLessThan(2000)
      expect(row?.flags).toBe(0)
      await set.goodbye()
    })
  }

  test('a report of an earlier run that never said hello is marked as uncertain', async () => {
    const set = await connect({ epoch: 4 })
    await set.hello({ oldest: [3, 1], last_seq: 0 })
    await set.send('report', 1, reportBody(), { epoch: 3 })
    await until('ack of 3/1', () => set.isAcknowledged(1, 3))
    const [row] = await plane.sql`select flags from reports`
    expect(row?.flags).toBe(4)
    await set.goodbye()
  })
})
