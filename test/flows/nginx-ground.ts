import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll } from 'vitest'
import { openTestAuthority, type TestAuthority } from '../support/authority.ts'
import { makeCertificate } from '../support/certificates.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { until } from '../support/until.ts'

export const host = 'sets.example'
const recipes = new URL('../../provisioning/nginx/', import.meta.url)

type Ground = {
  plane: TestControlPlane
  authority: TestAuthority
  /** The shared port, on loopback. */
  port: number
  /** The certificate of the console, PEM. */
  consoleCa: string
}
/** `from`: the address of loopback that it comes from. */
type Asking = { name: string; path: string; ca: string; from?: string; cookie?: string; body?: unknown }

/** A control plane behind the real nginx, set up as the recipes say; one for all tests of a file. */
export function openNginxGround(): Ground {
  const ground = {} as Ground
  let folder: string
  let nginx: ChildProcess
  let gone: Promise<unknown>
  let said = ''

  beforeAll(async () => {
    const plane = await startControlPlane({
      authority: true,
      deviceHost: host,
      publicUrl: `https://${host}`,
    })
    folder = await mkdtemp(join(tmpdir(), 'setwacht-nginx-'))
    // Whoever nginx changes to reads its files by the name of this folder alone.
    await chmod(folder, 0o755)
    const port = await freePort()
    const certificate = await makeCertificate({ name: host, issuer: 'self', purpose: 'server' })
    await writeFile(join(folder, 'cert.pem'), certificate.cert)
    await writeFile(join(folder, 'key.pem'), certificate.key)
    await writeFile(join(folder, 'nginx.conf'), await writeConfiguration(plane, { folder, port }))
    const authority = await openTestAuthority(plane.dataDir)
    Object.assign(ground, { plane, authority, port, consoleCa: certificate.cert })
    const path = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`
    nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf')], { env: { ...process.env, PATH: path } })
    gone = new Promise(resolve => nginx.once('exit', resolve))
    nginx.stderr?.on('data', chunk => {
      said += chunk
    })
    await until('nginx listens', () => canConnect(port)).catch(cause => {
      throw new Error(`nginx does not listen: ${said}`, { cause })
    })
  })
  afterAll(async () => {
    nginx.kill()
    await gone
    await rm(folder, { recursive: true })
    await ground.plane.stop()
  })
  return ground
}

/** The two recipes as an operator would use them, with the ports of this test. */
async function writeConfiguration(
  { mqttWsPort, setPort, httpUrl }: TestControlPlane,
  { folder, port }: { folder: string; port: number },
): Promise<string> {
  const consolePort = await freePort()
  const stream = await readFile(new URL('stream.conf', recipes), 'utf8')
  const web = await readFile(new URL('console.conf', recipes), 'utf8')
  const put = (text: string) =>
    text
      .replaceAll('setwacht.example.org', host)
      .replaceAll('127.0.0.1:8884', `127.0.0.1:${mqttWsPort}`)
      .replaceAll('127.0.0.1:8444', `127.0.0.1:${setPort}`)
      .replaceAll('127.0.0.1:8443', `127.0.0.1:${consolePort}`)
      .replaceAll('127.0.0.1:8080', new URL(httpUrl).host)
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

async function canConnect(port: number): Promise<boolean> {
  const { socket, isOpen } = await openTls(port, `set.${host}`)
  socket.destroy()
  return isOpen
}

/** A TLS connection through nginx under a name, once it is open or closed. */
export async function openTls(
  port: number,
  servername: string,
): Promise<{ socket: TLSSocket; isOpen: boolean }> {
  const socket = connectTls({ host: '127.0.0.1', port, servername, rejectUnauthorized: false })
  const isOpen = await new Promise<boolean>(resolve => {
    socket.once('secureConnect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })
  return { socket, isOpen }
}

/** Asks for a path under a name, through nginx; with a body it POSTs. */
export function ask(port: number, asking: Asking): Promise<{ status: number; body: string }> {
  const { name, path, ca, from = '127.0.0.1', cookie, body } = asking
  const sent = body === undefined ? undefined : JSON.stringify(body)
  const headers = {
    host: name,
    ...(cookie && { cookie }),
    ...(sent && {
      origin: `https://${name}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(sent),
    }),
  }
  const to = { host: '127.0.0.1', port, localAddress: from, servername: name, path, ca, agent: false }
  return new Promise((resolve, reject) => {
    const asked = request({ ...to, headers, method: sent ? 'POST' : 'GET' }, answer => {
      let said = ''
      answer.on('data', chunk => {
        said += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: said }))
    })
    asked.on('error', reject)
    asked.end(sent)
  })
}
