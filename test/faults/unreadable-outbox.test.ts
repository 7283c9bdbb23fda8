import { StatementSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { linkTimes } from '../../agent/link/times.ts'
import { startCable } from '../support/cable.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { evenBalance, Ledger } from '../support/ledger.ts'
import { prepareLedgerSet } from '../support/ledger-agent.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const seed = 20_261_128
const waiting = 60
const soonMs = 30_000
const times = { ...linkTimes, leastMs: 10, baseMs: 50, capMs: 200 }

let plane: TestControlPlane
let cable: Awaited<ReturnType<typeof startCable>>
beforeAll(async () => {
  plane = await startControlPlane()
  cable = await startCable(plane.mqttPort)
})
afterAll(async () => {
  await cable?.stop()
  await plane?.stop()
})

test('what waits on a set is not named as stored while its disk refuses to say what waits', async ({
  onTestFinished,
}) => {
  const [pair] = await registerPairs(plane.admin, 1)
  const { deviceId } = pair!.school
  const ledger = new Ledger()
  const set = prepareLedgerSet({ deviceId, mqttPort: cable.port, ledger, seed, times, reportSeconds: 3600 })
  onTestFinished(() => set.remove())
  const isHeard = async () => {
    const [row] = await plane.sql<{ connection: number }[]>`
      select connection from connections join devices using (device_no) where id = ${deviceId}`
    return Number(row?.connection ?? 0) >= set.connections()
  }
  await set.start()
  for (const method of ['get', 'all'] as const) {
    await until('nothing waits', () => set.connections() > 0 && set.outbox()?.depth === 0, soonMs)
    cable.cut()
    for (let one = 0; one < waiting; one += 1) set.addReport()
    const connections = set.connections()
    const refusing = vi.spyOn(StatementSync.prototype, method).mockImplementation(() => {
      throw Object.assign(new Error('disk I/O error'), { errcode: 10 })
    })
    cable.mend()
    await until('it is back', () => set.connections() > connections, soonMs)
    await until('it was heard', isHeard, soonMs)
    refusing.mockRestore()
    await set.stop()
    await set.start()
  }
  set.calm()
  await until('everything is stored', () => set.outbox()?.depth === 0, soonMs)
  const balance = await ledger.balance(plane.sql)
  expect(balance).toEqual(evenBalance(balance))
  expect(balance.rows).toBeGreaterThan(2 * waiting)
})
