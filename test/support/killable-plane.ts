import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCable } from './cable.ts'
import { freePorts, startControlPlaneProcess } from './control-plane-process.ts'
import { type SignedIn, signInAs } from './people.ts'

/**
 * The control plane as a process that a test kills and starts; the sets reach it by one port all the time.
 * @param environment where its data lies: `DATABASE_URL` or `SETWACHT_DATA_DIR`
 */
export async function startKillablePlane(environment: Record<string, string>) {
  const ownDir = await mkdtemp(join(tmpdir(), 'setwacht-killable-'))
  const { SETWACHT_DATA_DIR: dataDir = ownDir, DATABASE_URL: databaseUrl } = environment
  let said = ''
  let { child, ready } = await launch()
  const cable = await startCable(ready.mqttPort)
  const httpUrl = () => `http://127.0.0.1:${ready.httpPort}`
  const signedIn = await signInAs({ httpUrl: httpUrl(), databaseUrl, dataDir }, 'admin')

  async function launch() {
    const child = startControlPlaneProcess({ ...environment, SETWACHT_DATA_DIR: dataDir, ...freePorts })
    return { child, ready: await child.ready() }
  }

  return {
    cable,
    dataDir,
    mqttPort: cable.port,
    /** Past the cable. */
    directMqttPort: () => ready.mqttPort,
    pid: () => child.pid,
    httpUrl,
    /** An administrator, whose sign-in outlives every start. */
    admin: (): SignedIn => ({ ...signedIn, httpUrl: httpUrl() }),
    /** Everything it has said, over all its starts. */
    output: () => said + child.output(),
    /** The power goes. */
    async kill(): Promise<void> {
      await child.stop('SIGKILL')
      said += child.output()
    },
    /** Starts it again on what is there; resolves when it is ready. */
    async start(): Promise<void> {
      ;({ child, ready } = await launch())
      cable.lead(ready.mqttPort)
    },
    async stop(): Promise<void> {
      await child.stop()
      await cable.stop()
      await rm(ownDir, { recursive: true, force: true })
    },
  }
}
