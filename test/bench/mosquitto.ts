import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { until } from '../support/until.ts'
import type { Watched } from './footprint.ts'
import { makeFolder, type Undo } from './ground.ts'

const program = '/usr/sbin/mosquitto'

/** Bare Mosquitto on loopback: nothing stored, nothing logged, windows larger than any load. */
function settings(port: number, authority?: string): string {
  return `listener ${port} 127.0.0.1
${authority === undefined ? 'allow_anonymous true' : certificatesOf(authority)}
persistence false
log_dest none
max_inflight_messages 1000
max_queued_messages 0
set_tcp_nodelay true
${process.getuid?.() === 0 ? 'user root\n' : ''}`
}

/** Our own certificate for the door, and only who has one of ours comes in, under the name it says. */
function certificatesOf(authority: string): string {
  return `cafile ${join(authority, 'root.pem')}
certfile ${join(authority, 'server.pem')}
keyfile ${join(authority, 'server-key.pem')}
require_certificate true
use_identity_as_username true`
}

export type Mosquitto = { port: number; process: Watched }

/**
 * Starts Mosquitto of the system's packages.
 * @param authority the folder of an authority; left out: no TLS, no names
 * @throws when it does not listen within 5 s
 */
export async function startMosquitto(undo: Undo, authority?: string): Promise<Mosquitto> {
  const port = await findFreePort()
  const file = join(await makeFolder(undo), 'mosquitto.conf')
  await writeFile(file, settings(port, authority))
  const child = spawn(program, ['-c', file], { stdio: 'ignore' })
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.once('error', () => undefined)
  undo.push(async () => {
    child.kill('SIGTERM')
    await gone
  })
  await until(`${program} listens on ${port}`, () => listens(port), 5000)
  return { port, process: { pid: child.pid as number, withChildren: false } }
}

/** @param wanted this one; left out: any */
export function findFreePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

export function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
