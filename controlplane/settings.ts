import { isIP } from 'node:net'
import { homedir, userInfo } from 'node:os'
import { isAbsolute, join } from 'node:path'
import type { MailSettings } from './mail/rules.ts'
import type { ProviderSettings } from './people/provider/rules.ts'
import type { ReachSettings } from './platform/reach/reach.ts'
import { StartRefused } from './platform/start-refused.ts'
import { mailKeys, readMail } from './settings-mail.ts'
import { peopleKeys, readAuditAnchor, readProvider } from './settings-people.ts'
import { reachKeys, readReach } from './settings-reach.ts'

/** What a person can set from outside; read once, checked, frozen. */
export type Settings = Readonly<{
  dataDir: string
  /** Address of every door. */
  listen: string
  httpPort: number
  mqttPort: number
  mqttWsPort: number
  setPort: number
  stunPort: number
  /** Where people reach the console, as an origin; undefined: on loopback alone. */
  publicUrl: string | undefined
  /** The name under which sets find `mqtt.` and `set.`; undefined: the address of `listen`. */
  deviceHost: string | undefined
  /** Files by which the console speaks HTTPS itself; undefined: plain HTTP. */
  consoleTls: Readonly<{ certFile: string; keyFile: string }> | undefined
  /** Addresses and ranges of proxies whose word about the client counts. */
  trustedProxies: readonly string[]
  /** A PostgreSQL of one's own; undefined: the embedded one. */
  databaseUrl: string | undefined
  /** The same database for what sets say, with a user of its own; undefined: `databaseUrl`. */
  intakeDatabaseUrl: string | undefined
  /** Undefined: people sign in by links of the server alone. */
  provider: ProviderSettings | undefined
  /** Where the head of the audit chain goes every day: a file or an address; undefined: to the log alone. */
  auditAnchor: string | undefined
  /** Which hosts inside may be reached by what we send to other systems. */
  reach: ReachSettings
  /** Undefined: no mail leaves. */
  mail: MailSettings | undefined
}>

type Environment = Record<string, string | undefined>

const known = [
  'SETWACHT_DATA_DIR',
  'SETWACHT_LISTEN',
  'SETWACHT_HTTP_PORT',
  'SETWACHT_MQTT_PORT',
  'SETWACHT_MQTT_WS_PORT',
  'SETWACHT_SET_PORT',
  'SETWACHT_STUN_PORT',
  'SETWACHT_PUBLIC_URL',
  'SETWACHT_DEVICE_HOST',
  'SETWACHT_TLS_CERT',
  'SETWACHT_TLS_KEY',
  'SETWACHT_TRUSTED_PROXIES',
  'SETWACHT_INTAKE_DATABASE_URL',
  ...peopleKeys,
  ...reachKeys,
  ...mailKeys,
]

/** What of our output goes to the journal of systemd, as `device:inode`; undefined: nothing. */
export function readJournalStream(environment: Environment = process.env): string | undefined {
  return environment.JOURNAL_STREAM
}

/** @throws StartRefused naming the key and what was expected. */
export function readSettings(environment: Environment = process.env): Settings {
  refuseUnknownKeys(environment)
  return Object.freeze({
    dataDir:
      readPath(environment, 'SETWACHT_DATA_DIR', 'a folder, such as /var/lib/setwacht') ?? defaultDataDir(),
    listen: readListen(environment),
    httpPort: readPort(environment, 'SETWACHT_HTTP_PORT', 8080),
    mqttPort: readPort(environment, 'SETWACHT_MQTT_PORT', 8883),
    mqttWsPort: readPort(environment, 'SETWACHT_MQTT_WS_PORT', 8884),
    setPort: readPort(environment, 'SETWACHT_SET_PORT', 8444),
    stunPort: readPort(environment, 'SETWACHT_STUN_PORT', 3478),
    publicUrl: readPublicUrl(environment),
    deviceHost: readDeviceHost(environment),
    consoleTls: readConsoleTls(environment),
    trustedProxies: readTrustedProxies(environment),
    databaseUrl: readDatabaseUrl(environment, 'DATABASE_URL'),
    intakeDatabaseUrl: readDatabaseUrl(environment, 'SETWACHT_INTAKE_DATABASE_URL'),
    provider: readProvider(environment),
    auditAnchor: readAuditAnchor(environment),
    reach: readReach(environment),
    mail: readMail(environment),
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

const wrong = (key: string, value: string, expected: string) =>
  new StartRefused(`${key} is "${value}". Expected ${expected}.`)

function readPath(environment: Environment, key: string, of: string): string | undefined {
  const value = environment[key]
  if (value === undefined || isAbsolute(value)) return value
  throw wrong(key, value, `the full path of ${of}`)
}

function readPort(environment: Environment, key: string, fallback: number): number {
  const value = environment[key]
  if (value === undefined) return fallback
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN
  if (port <= 65_535) return port
  throw wrong(key, value, 'a port from 1 to 65535, or 0 for any free one')
}

function readListen(environment: Environment): string {
  const value = environment.SETWACHT_LISTEN ?? '127.0.0.1'
  if (value === 'localhost' || isIP(value) > 0) return value
  throw wrong(
    'SETWACHT_LISTEN',
    value,
    'an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them',
  )
}

function readPublicUrl(environment: Environment): string | undefined {
  const value = environment.SETWACHT_PUBLIC_URL
  if (value === undefined) return undefined
  const url = URL.parse(value)
  const isOrigin = url !== null && (value === url.origin || value === `${url.origin}/`)
  if (isOrigin && url.protocol === 'https:') return url.origin
  throw wrong(
    'SETWACHT_PUBLIC_URL',
    value,
    'https:// and the name of the console, such as https://setwacht.example.org',
  )
}

function readDeviceHost(environment: Environment): string | undefined {
  const value = environment.SETWACHT_DEVICE_HOST
  if (value === undefined) return undefined
  const part = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
  const isName = new RegExp(`^(?=.{1,240}$)${part}(\\.${part})*$`).test(value) && isIP(value) === 0
  if (isName) return value
  const expected =
    'a host name in small letters, such as setwacht.example.org; sets use mqtt. and set. before it'
  throw wrong('SETWACHT_DEVICE_HOST', value, expected)
}

function readConsoleTls(environment: Environment): Settings['consoleTls'] {
  const certFile = readPath(environment, 'SETWACHT_TLS_CERT', 'a certificate chain in PEM')
  const keyFile = readPath(environment, 'SETWACHT_TLS_KEY', 'a private key in PEM')
  if (certFile !== undefined && keyFile !== undefined) return { certFile, keyFile }
  if (certFile === keyFile) return undefined
  const [there, missing] = certFile
    ? ['SETWACHT_TLS_CERT', 'SETWACHT_TLS_KEY']
    : ['SETWACHT_TLS_KEY', 'SETWACHT_TLS_CERT']
  throw new StartRefused(`${there} is set and ${missing} is not. Expected both, or neither for plain HTTP.`)
}

function readTrustedProxies(environment: Environment): readonly string[] {
  const value = environment.SETWACHT_TRUSTED_PROXIES
  if (value === undefined || value === '') return []
  const proxies = value.split(',').map(one => one.trim())
  if (proxies.every(isAddressOrRange)) return proxies
  throw wrong(
    'SETWACHT_TRUSTED_PROXIES',
    value,
    'addresses or ranges with commas between, such as 127.0.0.1, 10.1.0.0/16',
  )
}

function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const bitsMax = isIP(address) === 4 ? 32 : 128
  const isRange = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax)
  return isIP(address) > 0 && isRange && rest.length === 0
}

function readDatabaseUrl(environment: Environment, key: string): string | undefined {
  const value = environment[key]
  if (value === undefined || value === '') return undefined
  const url = URL.parse(value)
  if (url && ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1) return value
  throw new StartRefused(
    `${key} cannot be read. Expected postgres://user:password@host:port/database (it is not shown here, for it may hold a password).`,
  )
}
