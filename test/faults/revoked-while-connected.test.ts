import { expect, test } from 'vitest'
import { giveCertificate, tlsOf } from '../support/authority.ts'
import { knock } from '../support/door-knock.ts'
import { connectHandSet } from '../support/hand-set.ts'
import { registerPairs, tellDevice } from '../support/registration.ts'
import { until } from '../support/until.ts'
import { openSecureGround } from './secure-ground.ts'

const closedWithinMs = 5000

test('a set that is revoked while it is connected is cut off within 5 s and stays out, others stay', async () => {
  const { plane, sql, authority, ports } = await openSecureGround()
  const { mqttPort, mqttWsPort } = ports()
  const registered = await registerPairs(plane.admin(), 2)
  const doors = [false, true, false]
  const ids = registered.flatMap(({ home, school }) => [home.deviceId, school.deviceId])
  const sets = await Promise.all(
    doors.map(async (ws, index) => {
      const deviceId = ids[index] as string
      const tls = tlsOf(authority, await giveCertificate(sql, authority, deviceId))
      const set = await connectHandSet({ deviceId, tls, ws, mqttPort: ws ? mqttWsPort : mqttPort })
      await set.hello()
      return { deviceId, tls, set }
    }),
  )
  const bystander = sets.pop()
  for (const { deviceId, tls, set } of sets) {
    const from = performance.now()
    await tellDevice(plane.admin(), deviceId, 'revoke')
    await until('the set is cut off', () => !set.client.connected, 2 * closedWithinMs)
    expect(performance.now() - from).toBeLessThan(closedWithinMs)
    for (const [ws, port] of [
      [false, mqttPort],
      [true, mqttWsPort],
    ] as const) {
      expect((await knock({ port, tls, ws, clientId: deviceId })).outcome).toBe('refused')
    }
    const history = await sql<{ state: string; cause: string }[]>`
      select h.state, h.cause from device_history h join devices d using (device_no)
      where d.id = ${deviceId} order by h.at desc limit 1`
    expect(history).toMatchObject([{ state: 'revoked' }])
  }
  expect(bystander?.set.client.connected).toBe(true)
  await bystander?.set.goodbye()
})
