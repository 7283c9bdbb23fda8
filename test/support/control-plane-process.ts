import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { programEnvironment } from './program-environment.ts'
import { until } from './until.ts'

const thisCheckout = fileURLToPath(new URL('../..', import.meta.url))

/** For a control plane that disturbs no other: any free port for everything. */
export const freePorts = {
  SETWACHT_HTTP_PORT: '0',
  SETWACHT_MQTT_PORT: '0',
  SETWACHT_MQTT_WS_PORT: '0',
  SETWACHT_SET_PORT: '0',
  SETWACHT_STUN_PORT: '0',
}

/** `mqttWsPort` and `setPort` are there with an authority alone. */
type Ready = { httpPort: number; mqttPort: number; mqttWsPort?: number; setPort?: number; stunPort: number }

/** A busy machine may take long; a test that promises how fast it starts says so itself. */
const patienceMs = 90_000

/**
 * The control plane as a process of its own: what it says, and its ports once it is ready.
 * @param checkout the folder that it is started from, with its own packages
 */
export function startControlPlaneProcess(environment: Record<string, string>, checkout = thisCheckout) {
  const child = spawn(process.execPath, [join(checkout, 'controlplane/main.ts')], {
    env: { ...programEnvironment, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const gone = new Promise<number | null>(resolve => child.once('exit', resolve))
  return {
    pid: child.pid as number,
    output: () => output,
    /** Its exit code. */
    gone,
    ready: (msMax = patienceMs): Promise<Ready> =>
      until('control plane ready', () => findReady(output), msMax),
    async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
      child.kill(signal)
      return gone
    },
  }
}

function findReady(output: string): Ready | undefined {
  const line = output.split('\n').find(text => text.includes('"msg":"ready"'))
  return line === undefined ? undefined : (JSON.parse(line) as Ready)
}
