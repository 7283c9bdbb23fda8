import { homedir, userInfo } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { StartRefused } from './platform/start-refused.ts'

/** What a person can set from outside; read once, checked, frozen. */
export type Settings = Readonly<{
  dataDir: string
  /** A loopback address; the sets may leave loopback once devices and people prove who they are. */
  listen: string
  httpPort: number
  mqttPort: number
  stunPort: number
  /** A PostgreSQL of one's own; undefined: the embedded one. */
  databaseUrl: string | undefined
}>

type Environment = Record<string, string | undefined>

const loopback = ['127.0.0.1', '::1', 'localhost']
const known = [
  'SETWACHT_DATA_DIR',
  'SETWACHT_LISTEN',
  'SETWACHT_HTTP_PORT',
  'SETWACHT_MQTT_PORT',
  'SETWACHT_STUN_PORT',
]

/** @throws StartRefused naming the key and what was expected. */
export function readSettings(environment: Environment = process.env): Settings {
  refuseUnknownKeys(environment)
  return Object.freeze({
    dataDir: readFolder(environment, 'SETWACHT_DATA_DIR', defaultDataDir()),
    listen: readListen(environment),
    httpPort: readPort(environment, 'SETWACHT_HTTP_PORT', 8080),
    mqttPort: readPort(environment, 'SETWACHT_MQTT_PORT', 1884),
    stunPort: readPort(environment, 'SETWACHT_STUN_PORT', 3478),
    databaseUrl: readDatabaseUrl(environment),
  })
}

function defaultDataDir(): string {
  return userInfo().uid === 0 ? '/var/lib/setwacht' : join(homedir(), '.local', 'share', 'setwacht')
}

function refuseUnknownKeys(environment: Environment): void {
  const unknown = Object.keys(environment).find(
    key => key.startsWith('SETWACHT_') && !key.startsWith('SETWACHT_AGENT_') && !known.includes(key),
  )
  if (unknown === undefined) return
  throw new StartRefused(
    `${unknown} is not a setting. The settings are ${known.join(', ')} and DATABASE_URL.`,
  )
}

function readFolder(environment: Environment, key: string, fallback: string): string {
  const value = environment[key] ?? fallback
  if (isAbsolute(value)) return value
  throw new StartRefused(
    `${key} is "${value}". Expected the full path of a folder, such as /var/lib/setwacht.`,
  )
}

function readPort(environment: Environment, key: string, fallback: number): number {
  const value = environment[key]
  if (value === undefined) return fallback
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN
  if (port <= 65_535) return port
  throw new StartRefused(`${key} is "${value}". Expected a port from 1 to 65535, or 0 for any free one.`)
}

function readListen(environment: Environment): string {
  const value = environment.SETWACHT_LISTEN ?? '127.0.0.1'
  if (loopback.includes(value)) return value
  throw new StartRefused(
    `SETWACHT_LISTEN is "${value}". Expected a loopback address (${loopback.join(', ')}): ` +
      'without certificates for sets and sign-in for people nothing may be reached from another machine.',
  )
}

function readDatabaseUrl(environment: Environment): string | undefined {
  const value = environment.DATABASE_URL
  if (value === undefined || value === '') return undefined
  const url = URL.parse(value)
  if (url && ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1) return value
  throw new StartRefused(
    'DATABASE_URL cannot be read. Expected postgres://user:password@host:port/database (it is not shown here, for it may hold a password).',
  )
}
