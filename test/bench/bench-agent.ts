import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildAgent, smallRuntime } from '../../agent/package/bundle.ts'
import { createAuthority } from '../../provisioning/authority/create.ts'
import { askForCode, enrolByCommand, registerSet } from '../support/enrolment.ts'
import type { Watched } from './footprint.ts'
import { type BenchDatabase, makeFolder, startBenchDatabase, startPlane, type Undo } from './ground.ts'

/** Our agent, bundled as on a set and started as its unit does; and the ports of the control plane that it talks to. */
export type BenchAgent = {
  database: BenchDatabase
  ports: number[]
  /** `output`: what it says of errors */
  startAgent(undo: Undo, environment?: Record<string, string>): { process: Watched; output(): string }
}

/** Enrolled at a control plane of its own. */
export async function prepareAgent(undo: Undo): Promise<BenchAgent> {
  const bundle = await makeFolder(undo)
  await buildAgent(bundle)
  const dataDir = await makeFolder(undo)
  const names = ['localhost', '127.0.0.1']
  await createAuthority({ folder: join(dataDir, 'authority'), names, now: Date.now() })
  const database = await startBenchDatabase(undo)
  const anyDoor = { SETWACHT_MQTT_WS_PORT: '0', SETWACHT_SET_PORT: '0' }
  const place = { ...anyDoor, SETWACHT_DATA_DIR: dataDir, DATABASE_URL: database.url }
  const plane = await startPlane(undo, place)
  await registerSet(plane.admin, 'KS-0001')
  const directory = await makeFolder(undo)
  await enrolByCommand(directory, await askForCode(plane.admin, 'KS-0001'))
  const [ready] = plane
    .output()
    .split('\n')
    .filter(line => line.includes('"msg":"ready"'))
  const all = JSON.parse(ready ?? '{}') as Record<string, unknown>
  const ports = Object.entries(all).flatMap(([name, port]) =>
    /Port$/.test(name) && name !== 'httpPort' ? [Number(port)] : [],
  )
  const environment = {
    PATH: process.env.PATH,
    SETWACHT_AGENT_DIR: directory,
    SETWACHT_AGENT_REPORT_SECONDS: '60',
    SETWACHT_AGENT_PAGE_PORT: '0',
    // As its unit starts it: threads share what they free.
    MALLOC_ARENA_MAX: '1',
  }
  return {
    database,
    ports,
    startAgent: (stops, more = {}) => {
      const program = [...smallRuntime, join(bundle, 'agent.js')]
      const child = spawn(process.execPath, program, {
        env: { ...environment, ...more },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      let said = ''
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
      const gone = new Promise(resolve => child.once('exit', resolve))
      stops.push(async () => {
        child.kill('SIGTERM')
        await gone
      })
      return { process: { pid: child.pid as number, withChildren: true }, output: () => said }
    },
  }
}
