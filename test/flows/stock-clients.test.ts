import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { downFilter, upTopic } from '../../protocol/topics.ts'
import { connectPacket } from '../bench/packets.ts'
import { openSecureGround, type SecureGround } from '../faults/secure-ground.ts'
import { giveCertificate, type TestAuthority } from '../support/authority.ts'
import { type ClientCertificate, makeIssuer } from '../support/certificates.ts'
import { reportBody } from '../support/hand-set.ts'
import { registerPairs } from '../support/registration.ts'
import { runStockClient } from '../support/stock-client.ts'

const dayMs = 86_400_000
const keepAliveSeconds = 30
const disconnectPacket = Buffer.from([0xe0, 0])
const acceptedBytes = Buffer.from([0x20, 2, 0, 0])

type Files = { root: string; cert: string; key: string }
type Way = (port: number, deviceId: string, files: Files) => Promise<'accepted' | 'refused'>

/** What a person would type to see whether a certificate opens the door. */
const ways: Record<string, Way> = {
  'openssl s_client': async (port, deviceId, { root, cert, key }) => {
    const said = Buffer.concat([connectPacket(deviceId, keepAliveSeconds), disconnectPacket])
    const where = `-connect 127.0.0.1:${port} -servername localhost -verify_hostname localhost`
    const who = `-CAfile ${root} -cert ${cert} -cert_chain ${cert} -key ${key}`
    const args = `s_client -quiet -verify_return_error ${where} ${who}`.split(' ')
    const { bytes } = await runStockClient('openssl', args, said)
    return bytes.includes(acceptedBytes) ? 'accepted' : 'refused'
  },
  mosquitto_pub: async (port, deviceId, files) => {
    const message = JSON.stringify({ v: 1, epoch: 1, seq: 1, at: Date.now(), up: 1, body: reportBody() })
    const what = ['-t', upTopic(deviceId, 'report'), '-m', message]
    const { code } = await runStockClient('mosquitto_pub', [...at(port, deviceId, files), ...what], undefined)
    return code === 0 ? 'accepted' : 'refused'
  },
  mosquitto_sub: async (port, deviceId, files) => {
    const what = ['-t', downFilter(deviceId), '-E', '-W', '5']
    const { code } = await runStockClient('mosquitto_sub', [...at(port, deviceId, files), ...what], undefined)
    return code === 0 ? 'accepted' : 'refused'
  },
}

function at(port: number, deviceId: string, { root, cert, key }: Files): string[] {
  return [
    '-h',
    'localhost',
    '-p',
    String(port),
    '-i',
    deviceId,
    '--cafile',
    root,
    '--cert',
    cert,
    '--key',
    key,
  ]
}

test('clients that everybody has get in with a certificate of ours, and neither with an expired nor with a foreign one', async () => {
  const ground = await openSecureGround()
  const { plane, ports } = ground
  const registered = await registerPairs(plane.admin(), 2)
  const ids = registered.flatMap(({ home, school }) => [home.deviceId, school.deviceId])
  const said: Record<string, Record<string, string>> = {}
  for (const [kind, give] of Object.entries(certificates)) {
    const deviceId = ids.shift() as string
    const files = await write(ground.authority, await give(ground, deviceId))
    said[kind] = {}
    for (const [name, way] of Object.entries(ways))
      said[kind][name] = await way(ports().mqttPort, deviceId, files)
  }
  const all = (word: string) => Object.fromEntries(Object.keys(ways).map(name => [name, word]))
  expect(said).toEqual({ ours: all('accepted'), expired: all('refused'), foreign: all('refused') })
})

const certificates: Record<string, (ground: SecureGround, deviceId: string) => Promise<ClientCertificate>> = {
  ours: ({ sql, authority }, id) => giveCertificate(sql, authority, id),
  expired: ({ sql, authority }, id) =>
    giveCertificate(sql, authority, id, { notBefore: Date.now() - 31 * dayMs, notAfter: Date.now() - dayMs }),
  foreign: async ({ sql, authority }, id) =>
    giveCertificate(sql, authority, id, { issuer: await makeIssuer('Somebody else') }),
}

async function write({ rootPem }: TestAuthority, { cert, key }: ClientCertificate): Promise<Files> {
  const folder = await mkdtemp(join(tmpdir(), 'setwacht-stock-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const texts = { root: rootPem, cert, key }
  const files = {
    root: join(folder, 'root.pem'),
    cert: join(folder, 'cert.pem'),
    key: join(folder, 'key.pem'),
  }
  for (const name of ['root', 'cert', 'key'] as const)
    await writeFile(files[name], texts[name], { mode: 0o600 })
  return files
}
