import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './account.ts'
import type { Places } from './cluster.ts'

/** Of a control plane (three pools, their transactions, its listeners), of another beside it, and of whoever looks in. */
export const connectionsDelivered = 200
const logFileMegabytesMax = 8
const logFilesMax = 8

/** Writes what PostgreSQL reads at its start. Root's own folder holds it, so the account cannot bend what root writes. */
export async function writeSettings(
  places: Places,
  account: Account,
  door: { port: number; connectionsMax: number },
): Promise<void> {
  await mkdir(places.log, { mode: 0o700 }).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code !== 'EEXIST') throw failure
  })
  if (account.spawnAs) await chown(places.log, account.uid, account.gid)
  await writeFor(account, places.settings, settingsText(places, door))
  await writeFor(account, places.access, 'host all all 127.0.0.1/32 scram-sha-256\n')
}

function settingsText(places: Places, door: { port: number; connectionsMax: number }): string {
  const values: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port: door.port,
    unix_socket_directories: '',
    hba_file: places.access,
    max_connections: door.connectionsMax,
    password_encryption: 'scram-sha-256',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: '128MB',
    work_mem: '4MB',
    maintenance_work_mem: '64MB',
    max_wal_size: '1GB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Terse and without statements: the values in them are nobody's business in a log.
    logging_collector: 'on',
    log_directory: places.log,
    log_filename: 'postgresql-%Y%m%d-%H%M%S.log',
    log_rotation_size: `${logFileMegabytesMax}MB`,
    log_line_prefix: '%m [%p] ',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  }
  const quoted = (value: string | number) =>
    `'${String(value).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
  return `${Object.entries(values)
    .map(([name, value]) => `${name} = ${quoted(value)}`)
    .join('\n')}\n`
}

/** Keeps the newest log files and removes the rest. PostgreSQL opens new ones by size but never removes any. */
export async function pruneLogs(places: Places): Promise<void> {
  const names = (await readdir(places.log)).sort()
  await Promise.all(names.slice(0, -logFilesMax).map(name => rm(join(places.log, name), { force: true })))
}

/** The last complaint PostgreSQL wrote, from its own output or the newest log file. */
export async function lastComplaint(places: Places, output: string): Promise<string> {
  const newest = (await readdir(places.log).catch(() => [])).sort().at(-1)
  const logged = newest ? await readFile(join(places.log, newest), 'utf8') : ''
  const lines = `${output}\n${logged}`.split('\n').filter(line => /(FATAL|PANIC|ERROR):/.test(line))
  return (
    lines.at(-1)?.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '') ??
    (output.trim().replaceAll('\n', ' ') || 'no reason given')
  )
}

/** The account reads it and nobody else; only we write it. */
async function writeFor({ spawnAs, gid }: Account, file: string, text: string): Promise<void> {
  const next = `${file}.new`
  await writeFile(next, text, { mode: 0o600, flush: true })
  if (spawnAs) {
    await chown(next, 0, gid)
    await chmod(next, 0o640)
  }
  await rename(next, file)
}
