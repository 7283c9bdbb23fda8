import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { until } from '../support/until.ts'
import { makeFolder, type Undo } from './ground.ts'

const program = '/usr/sbin/mosquitto'

/** Bare Mosquitto on loopback: no names, nothing stored, nothing logged, windows larger than any load. */
function settings(port: number): string {
  return `listener ${port} 127.0.0.1
allow_anonymous true
persistence false
log_dest none
max_inflight_messages 1000
max_queued_messages 0
set_tcp_nodelay true
${process.getuid?.() === 0 ? 'user root\n' : ''}`
}

/** Starts Mosquitto of the system's packages. Returns its port. @throws when it does not listen within 5 s. */
export async function startMosquitto(undo: Undo): Promise<number> {
  const port = await findFreePort()
  const file = join(await makeFolder(undo), 'mosquitto.conf')
  await writeFile(file, settings(port))
  const child = spawn(program, ['-c', file], { stdio: 'ignore' })
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.once('error', () => undefined)
  undo.push(async () => {
    child.kill('SIGTERM')
    await gone
  })
  await until(`${program} listens on ${port}`, () => listens(port), 5000)
  return port
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
