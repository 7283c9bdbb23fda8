import { setTimeout as delay } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { ninetyNinth, reportSteadily } from '../support/bystanders.ts'
import { connectHandSet, reportBody } from '../support/hand-set.ts'
import { registerPairs } from '../support/registration.ts'
import { openPlaneGround } from './plane-ground.ts'

const { seconds, bystanders } = {
  slice: { seconds: 8, bystanders: 20 },
  full: { seconds: 60, bystanders: 20 },
}[inject('faults')]
const floodPerSecond = 1000
const floodEveryMs = 20
const allowedPerSecond = 50
const allowedBurst = 2000
const othersP99MsMax = 1000

test(`a set that floods ${floodPerSecond} messages/s is held to its share, and ${bystanders} others do not feel it`, {
  timeout: seconds * 1000 + 60_000,
}, async () => {
  const { plane, sql } = await openPlaneGround()
  const registered = await registerPairs(plane.admin(), bystanders / 2 + 1)
  const [flooder, , ...others] = registered
    .flatMap(({ home, school }) => [home, school])
    .map(({ deviceId }) => ({ deviceId, mqttPort: plane.mqttPort }))
  const calm = await Promise.all(others.map(connectHandSet))
  const until = performance.now() + seconds * 1000
  const from = performance.now()
  const [sent, ...waits] = await Promise.all([
    flood(flooder!, until),
    ...calm.map((set, index) => reportSteadily(set, until, (index * 1000) / others.length)),
  ])
  const tookSeconds = (performance.now() - from) / 1000

  const [stored] = await sql<{ rows: number }[]>`
    select count(*)::int4 as rows from reports r join devices d using (device_no) where d.id = ${flooder!.deviceId}`
  expect(sent).toBeGreaterThan(seconds * floodPerSecond * 0.5)
  expect(stored?.rows).toBeGreaterThan(0)
  expect(stored?.rows).toBeLessThanOrEqual(allowedBurst + allowedPerSecond * tookSeconds)
  expect(waits.flat().length).toBeGreaterThan(others.length * seconds * 0.6)
  expect(ninetyNinth(waits.flat())).toBeLessThan(othersP99MsMax)
  await Promise.all(calm.map(set => set.goodbye()))
})

/** Sends as fast as it was asked to and comes back at once whenever it is closed. @returns messages sent */
async function flood(start: { deviceId: string; mqttPort: number }, until: number): Promise<number> {
  let sent = 0
  let connection = 0
  while (performance.now() < until) {
    connection += 1
    const set = await connectHandSet({ ...start, connection }).catch(() => undefined)
    while (set?.client.connected && performance.now() < until) {
      for (let one = 0; one < (floodPerSecond * floodEveryMs) / 1000; one += 1) {
        sent += 1
        set.send('report', sent, reportBody()).catch(() => undefined)
      }
      await delay(floodEveryMs)
    }
    set?.client.end(true)
  }
  return sent
}
