import { expect, test } from 'vitest'
import { setDoorPaths } from '../../protocol/enrolment.ts'
import { giveCertificate, makeTwin, tlsOf } from '../support/authority.ts'
import {
  type ClientCertificate,
  makeCertificate,
  makeCsr,
  makeIssuer,
  type Wish,
} from '../support/certificates.ts'
import { knock, type Outcome } from '../support/door-knock.ts'
import { registerPairs, tellDevice } from '../support/registration.ts'
import { askSetDoor, signAsDevice } from '../support/set-door.ts'
import { openSecureGround, type SecureGround } from './secure-ground.ts'

const dayMs = 86_400_000

/** What the MQTT doors do: `closed` by TLS, `refused` by MQTT. What late renewal says: a refusal, or `renewed`. */
type Said = { mqtt: Outcome; ws: Outcome; renewal: string }
type Comer = { certificate: ClientCertificate | undefined; clientId: string }

const notLetIn = { mqtt: 'closed', ws: 'closed' } as const
const notTaken = { mqtt: 'refused', ws: 'refused' } as const

/** What each comer is told. Certificate and name show most of it in the handshake; the database knows the rest. */
const table: Record<string, Said> = {
  'as it should be': { mqtt: 'open', ws: 'open', renewal: 'renewed' },
  'expired yesterday': { ...notLetIn, renewal: 'renewed' },
  none: { ...notLetIn, renewal: 'bad_request' },
  'expired 181 days ago': { ...notLetIn, renewal: 'too_late' },
  'valid from tomorrow': { ...notLetIn, renewal: 'not_ours' },
  'of a foreign authority': { ...notLetIn, renewal: 'not_ours' },
  'of an authority of the same names': { ...notLetIn, renewal: 'not_ours' },
  'signed by itself, expired': { ...notLetIn, renewal: 'not_ours' },
  'for servers': { ...notLetIn, renewal: 'not_ours' },
  'signed by what signs our servers': { ...notLetIn, renewal: 'not_ours' },
  'an authority itself': { ...notLetIn, renewal: 'not_ours' },
  'may sign others': { ...notLetIn, renewal: 'not_ours' },
  'of a revoked device': { ...notTaken, renewal: 'device_may_not' },
  'of another set': { ...notTaken, renewal: 'not_ours' },
  'not known to the database': { ...notTaken, renewal: 'not_ours' },
  'a wildcard for a name': { ...notLetIn, renewal: 'not_ours' },
  'two names': { ...notLetIn, renewal: 'not_ours' },
  'two names, ours last': { ...notLetIn, renewal: 'not_ours' },
  'a name in capitals': { ...notLetIn, renewal: 'not_ours' },
  'a name with NUL': { ...notLetIn, renewal: 'not_ours' },
  'a name within a name': { ...notLetIn, renewal: 'not_ours' },
  'a name of 10 KiB': { ...notLetIn, renewal: 'bad_request' },
  'no common name': { ...notLetIn, renewal: 'not_ours' },
}

const renewals = Object.values(table).filter(({ renewal }) => renewal === 'renewed').length

test(`of ${Object.keys(table).length} certificates the right one opens every door, and no other opens any`, {
  timeout: 120_000,
}, async () => {
  const ground = await openSecureGround()
  const comers = await gather(ground)
  const before = await certificatesIn(ground)
  const said: Record<string, Said> = {}
  for (const [name, comer] of Object.entries(comers)) said[name] = await tryDoors(ground, comer)
  expect(said).toEqual(table)
  expect((await certificatesIn(ground)) - before).toBe(renewals)
})

async function tryDoors({ ports, authority }: SecureGround, { certificate, clientId }: Comer): Promise<Said> {
  const { mqttPort, mqttWsPort, setPort } = ports()
  const tls = tlsOf(authority, certificate)
  const mqtt = await knock({ port: mqttPort, tls, clientId })
  const ws = await knock({ port: mqttWsPort, tls, clientId, ws: true })
  const payload = { purpose: 'renew', device: clientId, at: Date.now(), csr: await makeCsr() }
  const { key } = certificate ?? (await makeCertificate({ name: clientId, issuer: 'self' }))
  const jws = await signAsDevice(certificate, payload, key)
  const { body } = await askSetDoor(setPort, authority.rootPem, setDoorPaths.renew, { jws })
  const renewal = 'chain' in body ? 'renewed' : String(body.error)
  return { mqtt: mqtt.outcome, ws: ws.outcome, renewal }
}

/** Each comes for a device of its own, and the database takes every certificate for that device's, unless it says so. */
async function gather(ground: SecureGround): Promise<Record<string, Comer>> {
  const { authority, sql, plane } = ground
  const { devices, servers } = authority
  const registered = await registerPairs(plane.admin(), Math.ceil((Object.keys(table).length + 1) / 2))
  const ids = registered.flatMap(({ home, school }) => [home.deviceId, school.deviceId])
  const foreign = await makeIssuer('Somebody else')
  const twin = await makeTwin(authority)
  const now = Date.now()
  const comers: Record<string, Comer> = {}
  const come = async (name: string, wish: (id: string, other: string) => Partial<Wish> = () => ({})) => {
    const [clientId, other] = [ids.shift() as string, ids[0] as string]
    comers[name] = {
      clientId,
      certificate: await giveCertificate(sql, authority, clientId, wish(clientId, other)),
    }
    return comers[name]
  }
  await come('as it should be')
  await come('expired yesterday', () => ({ notBefore: now - 31 * dayMs, notAfter: now - dayMs }))
  comers.none = { clientId: ids.shift() as string, certificate: undefined }
  await come('expired 181 days ago', () => ({ notBefore: now - 211 * dayMs, notAfter: now - 181 * dayMs }))
  await come('valid from tomorrow', () => ({ notBefore: now + dayMs }))
  await come('of a foreign authority', () => ({ issuer: foreign }))
  await come('of an authority of the same names', () => ({ issuer: twin }))
  await come('signed by itself, expired', () => ({
    issuer: 'self',
    notBefore: now - 31 * dayMs,
    notAfter: now - dayMs,
  }))
  await come('for servers', () => ({ purpose: 'server' }))
  await come('signed by what signs our servers', () => ({ issuer: servers }))
  comers['an authority itself'] = { clientId: ids.shift() as string, certificate: authority.devicesItself }
  await come('may sign others', () => ({ isAuthority: true }))
  const { clientId: revoked } = await come('of a revoked device')
  await tellDevice(plane.admin(), revoked, 'revoke')
  await come('of another set', (_, other) => ({ name: other }))
  comers['not known to the database'] = await unknown(ids.shift() as string, devices)
  await come('a wildcard for a name', () => ({ name: '*' }))
  await come('two names', (id, other) => ({ name: [{ CN: [id] }, { CN: [other] }] }))
  await come('two names, ours last', (id, other) => ({ name: [{ CN: [other] }, { CN: [id] }] }))
  await come('a name in capitals', id => ({ name: id.toUpperCase() }))
  await come('a name with NUL', id => ({ name: `${id}\0.example` }))
  await come('a name within a name', id => ({ name: `x\nCN=${id}` }))
  await come('a name of 10 KiB', id => ({ name: id.padEnd(10_240, 'a') }))
  await come('no common name', id => ({ name: [{ O: [id] }] }))
  return comers
}

async function certificatesIn({ sql }: SecureGround): Promise<number> {
  return (await sql`select from certificates`).length
}

async function unknown(clientId: string, issuer: Wish['issuer']): Promise<Comer> {
  return { clientId, certificate: await makeCertificate({ name: clientId, issuer }) }
}
