import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import type { LessonsBody } from '../../protocol/lessons.ts'
import { parseDownTopic } from '../../protocol/topics.ts'
import { connectHandSet } from '../support/hand-set.ts'
import { tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'
import { openPlaneGround } from './plane-ground.ts'

/** Held while the windows of sets are made anew. */
const windowsLock = 7_240_007

test('a control plane killed after a change was saved and before the set was told tells it when it is back', {
  timeout: 90_000,
}, async () => {
  const { plane, sql } = await openPlaneGround()
  const [pair] = await registerPairs(plane.admin(), 1)
  const waiting = async () => (await sql`select from work`).length
  await until('what the registration set in motion', async () => (await waiting()) === 0)
  const { promise: killed, resolve: letGo } = Promise.withResolvers<void>()
  const holding = sql.begin(async tx => {
    await tx`select pg_advisory_xact_lock(${windowsLock})`
    await killed
  })
  const week = [1, 2, 3, 4, 5, 6, 7].map(weekday => [weekday, 600, 660])
  const path = `/api/trajectories/${pair!.trajectory}/timetable`
  expect((await tellAs(plane.admin(), path, { week }, 'PUT')).status).toBe(200)
  await plane.kill()
  expect(await waiting()).toBeGreaterThan(0)
  letGo()
  await holding
  await plane.start()
  await until('the work to be done', async () => (await waiting()) === 0)
  const set = await connectHandSet({ deviceId: pair!.school.deviceId, mqttPort: plane.mqttPort })
  const heard: LessonsBody[] = []
  set.client.on('message', (topic, payload) => {
    if (parseDownTopic(topic)?.kind !== 'lessons') return
    heard.push((decodeJwt(JSON.parse(payload.toString()).jws) as unknown as { body: LessonsBody }).body)
  })
  await set.hello()
  const told = await until('the lessons', () => heard.find(({ until }) => until > 0))
  expect(told.windows.length).toBeGreaterThan(0)
  await set.goodbye()
})
