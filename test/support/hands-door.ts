import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Knock } from './hands-knocker.ts'
import { until } from './until.ts'

/** The system's own: what its manager does with a socket, without the manager. */
const activator = ['/usr/bin/systemd-socket-activate', '/bin/systemd-socket-activate'].find(existsSync)

type Door = { said: () => string; close: () => Promise<void> }

/**
 * A socket whose callers each get a process of their own on standard input and output, as a unit with `Accept=yes` and
 * `StandardInput=socket` gives it. `environment`: what that process finds before it clears it.
 */
export async function openDoor(
  path: string,
  group: number,
  command: readonly string[],
  environment: Record<string, string>,
): Promise<Door> {
  const door = activator
    ? byActivator(activator, path, command, environment)
    : await byListener(path, command, environment)
  await until('the door is there', () => existsSync(path))
  chownSync(path, 0, group)
  chmodSync(path, 0o660)
  return door
}

function collect(child: ChildProcess, onText: (text: string) => void): void {
  child.stderr?.on('data', (chunk: Buffer) => onText(chunk.toString()))
}

function byActivator(
  program: string,
  path: string,
  command: readonly string[],
  environment: Record<string, string>,
): Door {
  let said = ''
  const planted = Object.entries(environment).map(([name, value]) => `--setenv=${name}=${value}`)
  const args = ['--accept', '--inetd', '--listen', path, ...planted, ...command]
  const child = spawn(program, args, { env: {}, stdio: ['ignore', 'ignore', 'pipe'] })
  collect(child, text => {
    said += text
  })
  return {
    said: () => said,
    async close() {
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

async function byListener(
  path: string,
  [program = '', ...args]: readonly string[],
  environment: Record<string, string>,
): Promise<Door> {
  let said = ''
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket: Socket) => {
    const child = spawn(program, args, { env: environment, cwd: '/', stdio: [socket, socket, 'pipe'] })
    child.once('spawn', () => socket.destroy())
    collect(child, text => {
      said += text
    })
  })
  server.listen(path)
  await once(server, 'listening')
  return {
    said: () => said,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

/** Somebody of that user who knocks, one knock after the other; `environment`: what is around them. */
export function startKnocker(
  [program, ...args]: readonly [string, ...string[]],
  uid: number,
  environment: Record<string, string> = {},
) {
  const child = spawn(program, args, {
    uid,
    gid: uid,
    env: environment,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async knock(door: string, parts: string | string[], more: Partial<Knock> = {}): Promise<string> {
      const knock: Knock = { door, parts: [parts].flat(), gapMs: 0, stays: false, ...more }
      child.stdin.write(`${JSON.stringify(knock)}\n`)
      return JSON.parse((await lines.next()).value ?? '"gone"') as string
    },
    stop: () => child.kill('SIGKILL'),
  }
}
