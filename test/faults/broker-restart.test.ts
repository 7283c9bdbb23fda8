import { setTimeout as delay } from 'node:timers/promises'
import { expect, inject, onTestFinished, test } from 'vitest'
import { prepareEnrolledSets } from '../support/enrolled-set.ts'
import { Ledger } from '../support/ledger.ts'
import { prepareLedgerSet } from '../support/ledger-agent.ts'
import { until } from '../support/until.ts'
import { finish, startSets } from './ledger-ground.ts'
import { openSecureGround } from './secure-ground.ts'

const seed = 20_261_122
const { sets: count, reportSeconds } = {
  slice: { sets: 60, reportSeconds: 2 },
  full: { sets: 800, reportSeconds: 10 },
}[inject('faults')]
const backWithinMs = 60_000
const eventLoopP99MsMax = 500
const enrolMs = 500

test(`${count} sets with certificates are back within a minute of a restart of the broker, and nothing is lost (seed ${seed})`, {
  timeout: count * enrolMs + 4 * backWithinMs + 60_000,
}, async () => {
  const { plane, databaseUrl, sql } = await openSecureGround()
  const enrolled = await prepareEnrolledSets({ admin: plane.admin(), sql }, 'KS', count)
  const ledger = new Ledger()
  const { mqttPort } = plane
  const sets = await Promise.all(
    enrolled.map(async ({ directory, identity }, index) => {
      const { deviceId } = await identity()
      return prepareLedgerSet({
        deviceId,
        mqttPort,
        ledger,
        seed: seed + index,
        enrolledIn: directory,
        reportSeconds,
      })
    }),
  )
  for (const set of sets) onTestFinished(() => set.remove())
  const ground = { plane, databaseUrl, sql, ledger, sets, registered: [] }
  await startSets(ground, backWithinMs)
  await until('every set is online', async () => (await heardSince(0)) === count, backWithinMs)

  await plane.kill()
  const killedAt = Date.now()
  await plane.start()
  await readEventLoopMs()
  await until('every set is back', async () => (await heardSince(killedAt)) === count, 2 * backWithinMs)
  expect(Date.now() - killedAt).toBeLessThan(backWithinMs)
  expect(await readEventLoopMs()).toBeLessThan(eventLoopP99MsMax)
  // A report of each from after the restart.
  await delay(reportSeconds * 1000)
  const { balance, even } = await finish(ground, 2 * backWithinMs)
  expect(balance).toEqual(even)
  expect(balance.dropped).toBe(0)
  expect(balance.produced).toBeGreaterThan(2 * count)

  async function heardSince(at: number): Promise<number> {
    const [row] = await sql<{ sets: number }[]>`
      select count(*)::int4 as sets from connections
      where presence = 'online' and heard_at > to_timestamp(${at / 1000}::float8)`
    return row?.sets ?? 0
  }

  /** p99 of the delay of the event loop since it was last asked for. */
  async function readEventLoopMs(): Promise<number> {
    const metrics = await (await fetch(`${plane.httpUrl()}/metrics`)).text()
    return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(metrics)?.[1]) * 1000
  }
})
