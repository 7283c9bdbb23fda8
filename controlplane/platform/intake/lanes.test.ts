import { expect, test } from 'vitest'
import type { UpwardKind } from '../../../protocol/messages.ts'
import type { Arrival } from '../broker/broker.ts'
import { startLanes, type Waiting } from './lanes.ts'

const hellos = 500
/** All of one lane: its devices have even numbers. */
const arrival = (no: number, kind: UpwardKind, payload = ''): Arrival => {
  return { device: { no: 2 * no, id: String(no), label: String(no) }, kind, payload, receivedAt: 0 }
}

test('when hundreds of sets come back, the report of another is in the first batch', async () => {
  const batches: (readonly Waiting[])[] = []
  const lanes = startLanes(
    async batch => void batches.push(batch),
    () => 1,
  )
  for (let no = 1; no <= hellos; no += 1) lanes.put(arrival(no, 'hello'))
  lanes.put(arrival(1000, 'report'))
  await lanes.finish(true)
  expect(batches[0]?.some(({ kind }) => kind === 'report')).toBe(true)
  expect(batches[0]?.filter(({ kind }) => kind === 'hello').length).toBeLessThan(hellos / 4)
  await expect.poll(() => batches.flat().length).toBe(hellos + 1)
  lanes.stop()
})

test('what one set says keeps its order, also behind a hello that has to wait', async () => {
  const heard: Waiting[] = []
  const lanes = startLanes(
    async batch => void heard.push(...batch),
    () => 1,
  )
  for (let no = 1; no <= hellos; no += 1) {
    lanes.put(arrival(no, 'hello', '1'))
    for (const payload of ['2', '3']) lanes.put(arrival(no, 'report', payload))
  }
  await expect.poll(() => heard.length).toBe(3 * hellos)
  for (let no = 1; no <= hellos; no += 1) {
    const said = heard.filter(({ device }) => device.no === 2 * no).map(({ payload }) => payload)
    expect(said).toEqual(['1', '2', '3'])
  }
  lanes.stop()
})

test('a set that says only what costs much has a small part of each batch, and the reports of others are in the first', async () => {
  const batches: (readonly Waiting[])[] = []
  const lanes = startLanes(
    async batch => void batches.push(batch),
    () => 1,
  )
  for (let one = 0; one < 100; one += 1)
    for (const kind of ['event', 'today'] as const) lanes.put(arrival(1, kind))
  lanes.put(arrival(2, 'report'))
  await lanes.finish(true)
  expect(batches[0]?.filter(({ device }) => device.no === 2).length).toBeLessThanOrEqual(16)
  expect(batches[0]?.some(({ kind }) => kind === 'report')).toBe(true)
  await expect.poll(() => batches.flat().length).toBe(201)
  lanes.stop()
})
