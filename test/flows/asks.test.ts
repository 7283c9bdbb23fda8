import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Asks, recordAnswer, startAsks } from '../../controlplane/platform/broker/asks.ts'
import type { Broker } from '../../controlplane/platform/broker/broker.ts'
import { openCommandKeys } from '../../controlplane/platform/keys/command-key.ts'
import { type Database, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { holdClock } from '../support/clock.ts'
import { createDatabase } from '../support/database.ts'
import { until } from '../support/until.ts'

const body = { question: 'ping' } as const
const device = { id: '018f3e2a-1111-7abc-8def-0123456789ab' }
const other = '018f3e2a-2222-7abc-8def-0123456789ab'

const hourMs = 3_600_000
const { now } = holdClock()
let folder: string
let sql: Database
let drop: () => Promise<void>
const started: Asks[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setwacht-asks-'))
  const database = await createDatabase()
  drop = database.drop
  sql = openDatabase(database.url, { max: 4 })
})
afterEach(async () => {
  await Promise.all(started.splice(0).map(asks => asks.stop()))
  await sql.end()
  await drop()
  await rm(folder, { recursive: true })
})

async function start(waitMs: number, everyMs = waitMs) {
  const sent: string[] = []
  const broker = { send: (_id: string, _kind: string, { jws }: { jws: string }) => sent.push(jws) }
  const keys = await openCommandKeys(folder, now())
  const asks = await startAsks({
    sql,
    broker: () => broker as unknown as Broker,
    keys,
    now,
    waitMs,
    everyMs,
  })
  started.push(asks)
  const question = async () => {
    const jws = await until('the question', () => sent[0])
    return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()).id as string
  }
  return { asks, question }
}

test('nothing within the time is no answer, and leaves nothing behind', async () => {
  const { asks } = await start(50)
  expect(await asks.ask(device, body)).toBeUndefined()
  expect(await sql`select from asks`).toHaveLength(0)
})

test('another set cannot answer, and what has no id answers the oldest question', async () => {
  const { asks, question } = await start(5000)
  const asked = asks.ask(device, body)
  const rejected = { id: null, outcome: 'rejected', rejection: 'unknown_key' } as const
  await recordAnswer(sql, other, { id: await question(), outcome: 'done' }, now())
  await recordAnswer(sql, device.id, { id: randomUUID(), outcome: 'done' }, now())
  await recordAnswer(sql, device.id, rejected, now())
  expect(await asked).toEqual(rejected)
})

test('an answer that another server hears reaches who asked without their looking for it', async () => {
  const { asks, question } = await start(hourMs)
  const asked = asks.ask(device, body)
  const id = await question()
  await sql.begin(tx => recordAnswer(tx, device.id, { id, outcome: 'done' }, now()))
  expect(await asked).toEqual({ id, outcome: 'done' })
})

test('at most 2,000 questions wait, whoever asked them', async () => {
  const { asks } = await start(5000)
  await sql`
    insert into asks (id, device_id, question, asked_at, expires_at)
    select gen_random_uuid(), ${device.id}, 'ping', ${now()}::timestamptz, ${now() + 10_000}::timestamptz from generate_series(1, 2000)`
  expect(await asks.isFull()).toBe(true)
  expect(await asks.ask(device, body)).toBeUndefined()
})
