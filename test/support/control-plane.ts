import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { type Clock, realClock } from '../../controlplane/platform/clock.ts'
import type { DeclaredRoute } from '../../controlplane/platform/http/policies.ts'
import { type Database, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import type { Settings } from '../../controlplane/settings.ts'
import { startControlPlane as startPlane } from '../../controlplane/start.ts'
import { createAuthority } from '../../provisioning/authority/create.ts'
import { createDatabase } from './database.ts'
import { type SignedIn, signInAs } from './people.ts'

/** A control plane inside the test, on free ports and a database of its own; `sql` looks into that database. */
export type TestControlPlane<Of extends Clock = Clock> = {
  httpUrl: string
  /** An administrator, signed in. */
  admin: SignedIn
  /** Plain, or with an authority TLS. */
  mqttPort: number
  /** With an authority alone; else 0, like `setPort`. */
  mqttWsPort: number
  setPort: number
  stunPort: number
  databaseUrl: string
  /** Every route of the console's door, as it was declared. */
  routes: readonly DeclaredRoute[]
  /** Its data directory; with an authority, that one lies in it. */
  dataDir: string
  clock: Of
  sql: Database
  /** Runs the scheduled jobs whose time has come, once each, as the held clock says. */
  runDue(): Promise<void>
  stop(): Promise<void>
}

type Start<Of extends Clock> = {
  /** Makes one in the data directory first, so that sets need certificates. */
  authority?: boolean
  /** Where sets and people find it; what the servers' certificate names. */
  deviceHost?: string
  publicUrl?: string
  /** The console over HTTPS, with the servers' certificate of the authority. */
  consoleTls?: boolean
  provider?: Settings['provider']
  auditAnchor?: string
  /** Hosts inside that may be reached, and what vouches for them. */
  reach?: Settings['reach']
  mail?: Settings['mail']
  /** A login of the database for what sets say alone. */
  intakeUser?: { user: string; password: string }
  /** One that is held; else the real one. TLS reads the real one in any case. */
  clock?: Of
  /** Gets what is said to who looks after the server. */
  say?: (text: string) => void
}

export function startControlPlane<Of extends Clock>(
  start: Start<Of> & { clock: Of },
): Promise<TestControlPlane<Of>>
export function startControlPlane(start?: Start<Clock>): Promise<TestControlPlane>
export async function startControlPlane(start: Start<Clock> = {}): Promise<TestControlPlane> {
  const { authority = false, deviceHost, publicUrl, consoleTls = false, provider, auditAnchor, mail } = start
  const { clock = realClock, say = () => undefined } = start
  const database = await createDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'setwacht-plane-'))
  if (authority) await makeAuthority(dataDir, deviceHost === undefined ? undefined : namesBelow(deviceHost))
  const running = await startPlane(
    {
      dataDir,
      listen: '127.0.0.1',
      httpPort: 0,
      mqttPort: 0,
      mqttWsPort: 0,
      setPort: 0,
      stunPort: 0,
      publicUrl,
      deviceHost,
      consoleTls: consoleTls ? serversFiles(dataDir) : undefined,
      trustedProxies: publicUrl === undefined ? [] : ['127.0.0.1'],
      databaseUrl: database.url,
      intakeDatabaseUrl: start.intakeUser && asUser(database.url, start.intakeUser),
      provider,
      auditAnchor,
      reach: start.reach ?? { named: [], caFile: undefined },
      mail,
    },
    pino({ level: 'silent' }),
    { clock, say },
  )
  const sql = openDatabase(database.url, { max: 2 })
  const httpUrl = `${consoleTls ? 'https' : 'http'}://127.0.0.1:${running.httpPort}`
  return {
    httpUrl,
    admin: await signInAs({ httpUrl, databaseUrl: database.url, dataDir, clock }, 'admin'),
    mqttPort: running.mqttPort,
    mqttWsPort: running.mqttWsPort ?? 0,
    setPort: running.setPort ?? 0,
    stunPort: running.stunPort,
    routes: running.routes,
    databaseUrl: database.url,
    dataDir,
    clock,
    sql,
    runDue: running.runDue,
    async stop() {
      await running.stop()
      await sql.end()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** An authority as the operator's command makes it; for loopback unless other names are given. */
export function makeAuthority(dataDir: string, names = ['localhost', '127.0.0.1', '::1']): Promise<void> {
  return createAuthority({ folder: join(dataDir, 'authority'), names, now: Date.now() })
}

function serversFiles(dataDir: string): { certFile: string; keyFile: string } {
  const folder = join(dataDir, 'authority')
  return { certFile: join(folder, 'server.pem'), keyFile: join(folder, 'server-key.pem') }
}

const namesBelow = (host: string) => [`mqtt.${host}`, `set.${host}`]

function asUser(databaseUrl: string, { user, password }: { user: string; password: string }): string {
  return Object.assign(new URL(databaseUrl), { username: user, password }).href
}
