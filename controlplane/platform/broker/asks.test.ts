import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../../../test/support/until.ts'
import { openCommandKeys } from '../keys/command-key.ts'
import { startAsks } from './asks.ts'
import type { Broker } from './broker.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'setwacht-asks-'))
})
afterAll(() => rm(folder, { recursive: true }))

const body = { question: 'ping' } as const
const device = { id: '018f3e2a-1111-7abc-8def-0123456789ab' }
const other = '018f3e2a-2222-7abc-8def-0123456789ab'
const start = async (waitMs: number) => {
  const sent: string[] = []
  const broker = { send: (_id: string, _kind: string, { jws }: { jws: string }) => sent.push(jws) }
  const keys = await openCommandKeys(folder)
  const asks = startAsks({ broker: () => broker as unknown as Broker, keys, now: Date.now, waitMs })
  const idOf = (jws: string) =>
    JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()).id as string
  return { asks, sent, idOf }
}

test('nothing within the time is no answer', async () => {
  const { asks } = await start(50)
  expect(await asks.ask(device, body)).toBeUndefined()
})

test('another set cannot answer, and what has no id answers the oldest question', async () => {
  const { asks, sent, idOf } = await start(5000)
  const asked = asks.ask(device, body)
  const jws = await until('the question', () => sent[0], 5000)
  asks.answered(other, { id: idOf(jws), outcome: 'done' })
  asks.answered(device.id, { id: randomUUID(), outcome: 'done' })
  asks.answered(device.id, { id: null, outcome: 'rejected', rejection: 'unknown_key' })
  expect(await asked).toEqual({ id: null, outcome: 'rejected', rejection: 'unknown_key' })
  asks.stop()
})
