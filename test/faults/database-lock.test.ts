import { expect, onTestFinished, test } from 'vitest'
import { brussels, holdClock } from '../support/clock.ts'
import { startControlPlane } from '../support/control-plane.ts'
import { connectHandSet, reportBody } from '../support/hand-set.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const soonMs = 10_000

test('messages that wait for a lock in the database are told by readiness, and stored when it is gone', async () => {
  const plane = await startControlPlane({ clock: holdClock(brussels('2026-11-23T10:00')) })
  onTestFinished(() => plane.stop())
  const [pair] = await registerPairs(plane.admin, 1)
  const set = await connectHandSet({ deviceId: pair!.school.deviceId, mqttPort: plane.mqttPort })
  await set.hello()
  const problems = async () => {
    const answer = await fetch(`${plane.httpUrl}/readyz`)
    return ((await answer.json()) as { problems: string[] }).problems.join()
  }
  const waiting = async () => {
    const text = await (await fetch(`${plane.httpUrl}/metrics`)).text()
    return Number(/^setwacht_messages_waiting (.*)$/m.exec(text)?.[1])
  }
  const [locked, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const locking = plane.sql.begin(async tx => {
    await tx`lock table reports in access exclusive mode`
    locked.resolve()
    await done.promise
  })
  await locked.promise
  await set.send('report', 1, reportBody())
  await until('the report waits', async () => (await waiting()) > 0, soonMs)
  expect(await problems()).toBe('')
  plane.clock.move(11_000)
  await until('readiness tells', async () => (await problems()).includes('cannot be stored'), soonMs)
  done.resolve()
  await locking
  await set.acknowledges(1)
  await until('ready again', async () => (await problems()) === '', soonMs)
  await set.goodbye()
})
