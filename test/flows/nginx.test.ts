import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerDevices } from '../../controlplane/devices/actions.ts'
import { registerSets } from '../../controlplane/sets/actions.ts'
import { mqttWsPath } from '../../protocol/doors.ts'
import { giveCertificate, openTestAuthority, type TestAuthority } from '../support/authority.ts'
import { makeCertificate } from '../support/certificates.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { newDeviceId } from '../support/registration.ts'
import { until } from '../support/until.ts'

const host = 'sets.example'
const recipes = new URL('../../provisioning/nginx/', import.meta.url)

let plane: TestControlPlane
let authority: TestAuthority
let folder: string
let port: number
let nginx: ChildProcess
let gone: Promise<unknown>
let said = ''

beforeAll(async () => {
  plane = await startControlPlane({ authority: true, deviceHost: host, publicUrl: `https://${host}` })
  authority = await openTestAuthority(plane.dataDir)
  folder = await mkdtemp(join(tmpdir(), 'setwacht-nginx-'))
  // Whoever nginx changes to reads its files by the name of this folder alone.
  await chmod(folder, 0o755)
  port = await freePort()
  await writeFile(join(folder, 'nginx.conf'), await writeConfiguration())
  const path = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`
  nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf')], {
    env: { ...process.env, PATH: path },
  })
  gone = new Promise(resolve => nginx.once('exit', resolve))
  nginx.stderr?.on('data', chunk => {
    said += chunk
  })
  await until('nginx listens', () => canConnect(), 10_000).catch(cause => {
    throw new Error(`nginx does not listen: ${said}`, { cause })
  })
})
afterAll(async () => {
  nginx.kill()
  await gone
  await rm(folder, { recursive: true })
  await plane.stop()
})

/** The two recipes as an operator would use them, with the ports of this test. */
async function writeConfiguration(): Promise<string> {
  const consolePort = await freePort()
  const stream = await readFile(new URL('stream.conf', recipes), 'utf8')
  const web = await readFile(new URL('console.conf', recipes), 'utf8')
  const certificate = await makeCertificate({ name: host, issuer: 'self', purpose: 'server' })
  await writeFile(join(folder, 'cert.pem'), certificate.cert)
  await writeFile(join(folder, 'key.pem'), certificate.key)
  const put = (text: string) =>
    text
      .replaceAll('setwacht.example.org', host)
      .replaceAll('127.0.0.1:8884', `127.0.0.1:${plane.mqttWsPort}`)
      .replaceAll('127.0.0.1:8444', `127.0.0.1:${plane.setPort}`)
      .replaceAll('127.0.0.1:8443', `127.0.0.1:${consolePort}`)
      .replaceAll('127.0.0.1:8080', new URL(plane.httpUrl).host)
      .replace('listen 443;', `listen 127.0.0.1:${port};`)
      .replace('/etc/ssl/certs/setwacht.pem', join(folder, 'cert.pem'))
      .replace('/etc/ssl/private/setwacht.key', join(folder, 'key.pem'))
  return `
    daemon off;
    master_process off;
    pid ${folder}/nginx.pid;
    error_log stderr warn;
    include /etc/nginx/modules-enabled/*.conf;
    events {}
    stream { ${put(stream)} }
    http { access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s; ${put(web)} }
  `
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port: found } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return found
}

async function canConnect(): Promise<boolean> {
  const { socket, isOpen } = await openTls(`set.${host}`)
  socket.destroy()
  return isOpen
}

/** A TLS connection through nginx under a name, once it is open or closed. */
async function openTls(servername: string): Promise<{ socket: TLSSocket; isOpen: boolean }> {
  const socket = connectTls({ host: '127.0.0.1', port, servername, rejectUnauthorized: false })
  const isOpen = await new Promise<boolean>(resolve => {
    socket.once('secureConnect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })
  return { socket, isOpen }
}

/** Asks for a path under a name, through nginx. */
function ask(name: string, path: string, ca: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        servername: name,
        path,
        ca,
        headers: { host: name, cookie: plane.admin.cookie },
      },
      answer => {
        let body = ''
        answer.on('data', chunk => {
          body += chunk
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }))
      },
    )
    asked.on('error', reject)
    asked.end()
  })
}

test('mqtt.<host> on the shared port reaches the broker, which sees the certificate of the set', async () => {
  const deviceId = newDeviceId()
  const by = { actor: 'server', now: Date.now() }
  await registerSets(plane.sql, [{ label: 'HS-0001', kind: 'home', components: [] }], by)
  await registerDevices(plane.sql, [{ id: deviceId, set: 'HS-0001' }], by)
  const { key, cert } = await giveCertificate(plane.sql, authority, deviceId)
  // The words of the certificate go through to TLS; the client library's own type does not name them all.
  const wsOptions = { key, cert, ca: authority.rootPem, servername: `mqtt.${host}` }
  const client = await connectAsync({
    protocol: 'wss',
    host: '127.0.0.1',
    port,
    path: mqttWsPath,
    protocolVersion: 4,
    clientId: deviceId,
    reconnectPeriod: 0,
    wsOptions,
  })
  expect(client.connected).toBe(true)
  await client.endAsync()
})

test('set.<host> on the shared port reaches the set door', async () => {
  const answer = await ask(`set.${host}`, '/', authority.rootPem)
  expect(answer).toEqual({
    status: 404,
    body: JSON.stringify({ error: 'not_found', message: 'There is nothing here.' }),
  })
})

test('<host> on the shared port reaches the console, and only by that name', async () => {
  const ca = await readFile(join(folder, 'cert.pem'), 'utf8')
  const page = await ask(host, '/', ca)
  expect(page.status).toBe(200)
  expect(page.body).toContain('<title>Setwacht')
  const list = await ask(host, '/api/sets', ca)
  expect(list.status).toBe(200)
})

test('an unknown name is closed', async () => {
  for (const name of ['other.example', `x.mqtt.${host}`]) {
    const { socket, isOpen } = await openTls(name)
    expect(isOpen).toBe(false)
    socket.destroy()
  }
})
