import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { startCable } from '../support/cable.ts'
import { createDatabase } from '../support/database.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { startKillablePlane } from '../support/killable-plane.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const { senders, seconds } = { slice: { senders: 20, seconds: 4 }, full: { senders: 100, seconds: 120 } }[
  inject('faults')
]
const payloadBytes = 60_000
const memoryBytesMax = 512 * 1024 * 1024
const drainedWithinMs = 60_000

test(`while the database is away ${senders} sets that send ${payloadBytes} bytes a time cost less than 512 MiB, and nothing of another is lost`, {
  timeout: seconds * 1000 + 3 * drainedWithinMs,
}, async () => {
  const database = await createDatabase()
  onTestFinished(() => database.drop())
  const sql = openDatabase(database.url, { max: 1 })
  onTestFinished(() => sql.end())
  const url = new URL(database.url)
  const cable = await startCable(Number(url.port))
  onTestFinished(() => cable.stop())
  url.port = String(cable.port)
  url.hostname = '127.0.0.1'
  const plane = await startKillablePlane({ DATABASE_URL: url.href })
  onTestFinished(() => plane.stop())
  const pairs = await registerPairs(plane.admin(), (senders + 2) / 2)
  const ids = pairs.flatMap(({ home, school }) => [home.deviceId, school.deviceId])
  const sets = await Promise.all(ids.map(deviceId => connectHandSet({ deviceId, mqttPort: plane.mqttPort })))
  const [calm, , ...heavy] = sets as [HandSet, HandSet, ...HandSet[]]
  await Promise.all(sets.map(set => set.hello()))

  cable.cut()
  const ends = performance.now() + seconds * 1000
  await Promise.all([sendHeavily(heavy, ends), sendCalmly(calm)])
  expect(await peakBytes(plane.pid())).toBeLessThan(memoryBytesMax)
  cable.mend()
  await calm.acknowledges(calmReports, drainedWithinMs)
  for (let seq = 1; seq <= calmReports; seq += 1) expect(calm.isAcknowledged(seq)).toBe(true)
  const findLongest = () =>
    sql<
      { bytes: number }[]
    >`select max(octet_length(payload))::int4 as bytes from quarantine having count(*) > 0`
  const [longest] = await until(
    'what was too long is put aside',
    async () => (await findLongest()).length > 0 && findLongest(),
    drainedWithinMs,
  )
  expect(longest?.bytes).toBeLessThanOrEqual(8192)
  expect(await peakBytes(plane.pid())).toBeLessThan(memoryBytesMax)
  for (const set of sets) set.client.end(true)
})

const calmReports = 20

/** Too long, with a number that can be read, and now and then one that is as long as it may be. */
async function sendHeavily(sets: readonly HandSet[], ends: number): Promise<void> {
  const padding = 'p'.repeat(payloadBytes)
  const slot = { present: true, model: 'm'.repeat(64), driver: 'd'.repeat(64), error: null, blocked: null }
  for (let seq = 1; performance.now() < ends; seq += 1) {
    for (const set of sets) {
      if (!set.client.connected) continue
      const body =
        seq % 4 === 0 ? { facts: { camera_1: slot }, padding: padding.slice(0, 3000) } : { padding }
      set.send('event', seq, body).catch(() => undefined)
    }
    await delay(5)
  }
}

async function sendCalmly(set: HandSet): Promise<void> {
  for (let seq = 1; seq <= calmReports; seq += 1) {
    await set.send('report', seq, reportBody())
    await delay(50)
  }
}

async function peakBytes(pid: number | undefined): Promise<number> {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
