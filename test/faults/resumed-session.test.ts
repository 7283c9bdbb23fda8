import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { giveCertificate, tlsOf } from '../support/authority.ts'
import { knock } from '../support/door-knock.ts'
import { registerPairs, tellDevice } from '../support/registration.ts'
import { openSecureGround } from './secure-ground.ts'

const versions = ['TLSv1.2', 'TLSv1.3'] as const
const validMs = 6000

test('a session of TLS that is resumed after the certificate expired, or the device was revoked, opens nothing', {
  timeout: 60_000,
}, async () => {
  const { plane, sql, authority, ports } = await openSecureGround()
  const port = ports().mqttPort
  const registered = await registerPairs(plane.admin(), versions.length)
  const notAfter = Date.now() + validMs
  const comers = await Promise.all(
    versions.flatMap((maxVersion, index) => {
      const { home, school } = registered[index]!
      return [
        { maxVersion, clientId: home.deviceId, wish: { notAfter }, revoked: false },
        { maxVersion, clientId: school.deviceId, wish: {}, revoked: true },
      ].map(async ({ wish, ...comer }) => {
        const certificate = await giveCertificate(sql, authority, comer.clientId, wish)
        return { ...comer, port, tls: tlsOf(authority, certificate) }
      })
    }),
  )
  const before = await Promise.all(comers.map(knock))
  expect(before.map(({ outcome }) => outcome)).toEqual(comers.map(() => 'open'))
  const known = comers.map((comer, index) => ({ ...comer, session: before[index]?.session }))
  const again = known.flatMap(({ session, ...comer }) => (session ? [{ ...comer, session }] : []))
  // While it may come in, it comes in by a handshake of its own.
  expect((await Promise.all(again.map(knock))).map(({ outcome, resumed }) => ({ outcome, resumed }))).toEqual(
    again.map(() => ({ outcome: 'open', resumed: false })),
  )
  for (const { clientId, revoked } of comers) {
    if (revoked) await tellDevice(plane.admin(), clientId, 'revoke')
  }
  await delay(Math.max(0, notAfter + 1000 - Date.now()))
  const after = await Promise.all([...comers, ...again].map(knock))
  expect(after.map(({ outcome }) => outcome)).toEqual(
    [...comers, ...again].map(({ revoked }) => (revoked ? 'refused' : 'closed')),
  )
})
