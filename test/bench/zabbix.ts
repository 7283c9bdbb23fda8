import { execFile, spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { until } from '../support/until.ts'
import type { Watched } from './footprint.ts'
import { makeFolder, startBenchDatabase, type Undo } from './ground.ts'
import { findFreePort, listens } from './mosquitto.ts'

const programs = { agent: '/usr/sbin/zabbix_agent2', server: '/usr/sbin/zabbix_server' }
const schemaFolder = '/usr/share/zabbix-server-pgsql'
const host = 'bench'

/** What an agent of Zabbix tells of a machine, about what ours tells; each once a minute. */
const items = [
  'agent.ping',
  'system.uptime',
  'system.localtime',
  'system.cpu.load[all,avg1]',
  'system.cpu.util[,user]',
  'system.cpu.util[,system]',
  'system.cpu.util[,iowait]',
  'vm.memory.size[available]',
  'vm.memory.size[total]',
  'vfs.fs.size[/,pfree]',
  'vfs.fs.inode[/,pfree]',
  'net.if.in[lo]',
  'net.if.out[lo]',
  'proc.num',
  'kernel.maxfiles',
]

type Authority = { key: string; cert: string }

export type Zabbix = {
  /** Where its server listens. */
  port: number
  /** Starts an agent that talks to this port with its certificate, until it is undone. */
  startAgent(undo: Undo, port: number): Promise<Watched>
  /** How many values have come. */
  values(): Promise<number>
}

/** A server of Zabbix with one host of 15 items a minute, which it believes by certificate. */
export async function startZabbix(undo: Undo): Promise<Zabbix> {
  const folder = await makeFolder(undo)
  const authority = await makeAuthority(folder)
  const database = await startBenchDatabase(undo, false)
  await database.sql.unsafe('create database zabbix')
  const url = new URL(database.url)
  url.pathname = 'zabbix'
  const sql = openDatabase(url.href, { max: 1 })
  undo.push(() => sql.end())
  for (const name of ['schema', 'images', 'data']) {
    await sql.unsafe(gunzipSync(await readFile(join(schemaFolder, `${name}.sql.gz`))).toString('utf8'))
  }
  await sql.unsafe(seed())
  const port = await findLowPort()
  const settings = { ListenPort: port, ...databaseSettings(url), ...(await tls(folder, authority, 'server')) }
  await startProgram(undo, programs.server, folder, { ...common(folder), ...serverSettings, ...settings })
  await until('the server of Zabbix listens', () => listens(port), 30_000)
  return {
    port,
    startAgent: async (stops, to) => {
      const own = await makeFolder(stops)
      const certificate = { TLSConnect: 'cert', ...(await tls(own, authority, 'agent')) }
      const where = { ServerActive: `127.0.0.1:${to}`, ListenPort: await findLowPort() }
      return startProgram(stops, programs.agent, own, {
        ...{ LogType: 'console', PidFile: join(own, 'pid'), ControlSocket: join(own, 'control') },
        ...{ Server: '127.0.0.1', ListenIP: '127.0.0.1', Hostname: host },
        ...where,
        ...certificate,
      })
    },
    values: async () => {
      const [row] = await sql<{ n: number }[]>`
        select (select count(*) from history)::int + (select count(*) from history_uint)::int as n`
      return row?.n ?? 0
    },
  }
}

const common = (folder: string) => ({ LogType: 'console', PidFile: join(folder, 'pid'), SocketDir: folder })
const serverSettings = {
  AllowRoot: 1,
  AllowUnsupportedDBVersions: 1,
  ListenIP: '127.0.0.1',
  StartPollers: 1,
  StartTrappers: 2,
  StartPreprocessors: 1,
  CacheSize: '16M',
  CacheUpdateFrequency: 5,
  FpingLocation: '/bin/true',
}

/** It takes no port from those that the system gives. */
async function findLowPort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = await findFreePort(20_000 + Math.floor(Math.random() * 10_000)).catch(() => undefined)
    if (port !== undefined) return port
  }
  throw new Error('no port between 20000 and 30000 is free')
}

function databaseSettings(url: URL) {
  const at = url.searchParams.get('host') ?? url.hostname
  const signIn = { DBUser: url.username || 'postgres', DBPassword: decodeURIComponent(url.password) }
  return { DBHost: at, ...(url.port ? { DBPort: url.port } : {}), DBName: 'zabbix', ...signIn }
}

function seed(): string {
  const rows = items.map(
    (key, index) => `(${9_000_000 + index}, 7, 9000000, 'item ${index}', '${key}', '60s', 0)`,
  )
  return `update hosts set status = 1;
    insert into hosts (hostid, host, name, tls_connect, tls_accept) values (9000000, '${host}', '${host}', 4, 4);
    insert into items (itemid, type, hostid, name, key_, delay, value_type) values ${rows.join(', ')};
    insert into item_rtdata (itemid) select itemid from items where hostid = 9000000;`
}

/** Its TLS takes no certificates with curves by itself. */
async function makeAuthority(folder: string): Promise<Authority> {
  const [key, cert] = [join(folder, 'root-key.pem'), join(folder, 'root.pem')]
  await openssl(['req', '-x509', ...newKey, '-keyout', key, '-out', cert, '-subj', '/CN=bench', '-days', '2'])
  return { key, cert }
}

async function tls(folder: string, { key, cert }: Authority, name: string) {
  const file = (end: string) => join(folder, `${name}${end}`)
  const [ownKey, request, own] = [file('-key.pem'), file('-csr.pem'), file('.pem')]
  await openssl(['req', ...newKey, '-keyout', ownKey, '-out', request, '-subj', `/CN=${name}`])
  const sign = ['-CA', cert, '-CAkey', key, '-CAcreateserial', '-days', '2']
  await openssl(['x509', '-req', '-in', request, ...sign, '-out', own])
  return { TLSCAFile: cert, TLSCertFile: own, TLSKeyFile: ownKey }
}

const newKey = ['-newkey', 'rsa:2048', '-nodes']
const openssl = (args: string[]) => promisify(execFile)('openssl', args)

async function startProgram(
  undo: Undo,
  program: string,
  folder: string,
  settings: Record<string, string | number>,
): Promise<Watched> {
  const file = join(folder, 'settings.conf')
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  await writeFile(file, lines.join(''))
  const child = spawn(program, ['-f', '-c', file], { stdio: ['ignore', 'pipe', 'pipe'] })
  let words = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      words = `${words}${chunk}`.slice(-4000)
    })
  }
  const gone = new Promise<void>(resolve => child.once('close', () => resolve()))
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', () => reject(new Error(`${program} is missing; it is part of the system's packages`)))
  })
  let isWanted = true
  child.once('exit', code => {
    if (isWanted) process.stderr.write(`${program} ended with ${code}:\n${words}\n`)
  })
  undo.push(async () => {
    isWanted = false
    child.kill('SIGTERM')
    await gone
  })
  return { pid: child.pid as number, withChildren: false }
}
