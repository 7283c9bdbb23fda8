import { chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartRefused } from '../start-refused.ts'
import { type Account, runAs } from './account.ts'
import { endLeftovers } from './processes.ts'
import type { Programs } from './programs.ts'

/** Where the parts of the embedded database lie. */
export type Places = {
  dataDir: string
  cluster: string
  log: string
  settings: string
  access: string
  password: string
}

export const databaseName = 'setwacht'
export const databaseUser = 'setwacht'

export function placesIn(dataDir: string): Places {
  return {
    dataDir,
    cluster: join(dataDir, 'database'),
    log: join(dataDir, 'database-log'),
    settings: join(dataDir, 'database.conf'),
    access: join(dataDir, 'database-access.conf'),
    password: join(dataDir, 'database-password'),
  }
}

/**
 * Makes the cluster when there is none, and otherwise only looks whether it can be used.
 * Whatever stands at its place, however broken, is somebody's data: it is never initialised again.
 *
 * @throws StartRefused naming the folder when it is empty, half there, of another version or of another user
 */
export async function prepareCluster(
  places: Places,
  account: Account,
  programs: Programs,
  newPassword: () => string,
): Promise<{ password: string }> {
  const present = await isPresent(places, account, programs)
  const kept = await readPassword(places.password)
  const password = kept ?? newPassword()
  if (kept === undefined) await writePrivately(places.password, password)
  if (!present) await initialise(places, account, programs, password)
  else if (kept === undefined) {
    await endLeftovers(places.cluster) // single-user mode needs the cluster for itself
    await runSingle(places.cluster, account, programs, `alter role ${databaseUser} password '${password}'`)
  }
  return { password }
}

async function isPresent(places: Places, account: Account, programs: Programs): Promise<boolean> {
  const { cluster } = places
  const names = await readdir(cluster).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === 'ENOENT') return undefined
    throw new StartRefused(
      `The database folder ${cluster} cannot be read (${failure.code}). Its data was left alone. ` +
        'Give it back to the user who runs PostgreSQL, or mend the disk, and start again.',
      { cause: failure },
    )
  })
  if (names === undefined) return false
  const missing = ['PG_VERSION', 'base', 'global', 'pg_wal'].filter(name => !names.includes(name))
  if (missing.length > 0) {
    throw new StartRefused(
      `The database folder ${cluster} ${names.length === 0 ? 'is empty' : `lacks ${missing.join(', ')}`}: ` +
        'a disk that is not mounted, or a copy that broke off. It was left alone. ' +
        'Mount or restore it; to begin without data, remove that folder yourself.',
    )
  }
  await checkOwner(cluster, account)
  await checkVersion(cluster, programs)
  return true
}

async function checkOwner(cluster: string, account: Account): Promise<void> {
  const { uid, mode } = await stat(cluster)
  if (uid !== account.uid) {
    throw new StartRefused(
      `The database folder ${cluster} belongs to user ${uid}, but PostgreSQL would run as ${account.name} ` +
        `(${account.uid}). Start Setwacht as the same user as before, or run: chown -R ${account.uid}:${account.gid} '${cluster}'`,
    )
  }
  if ((mode & 0o027) !== 0) {
    throw new StartRefused(
      `The database folder ${cluster} is open to other users. Run: chmod 700 '${cluster}'`,
    )
  }
}

async function checkVersion(cluster: string, programs: Programs): Promise<void> {
  const version = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  if (version === programs.majorVersion) return
  throw new StartRefused(
    `The database in ${cluster} was made by PostgreSQL ${version || '(unreadable)'}, this Setwacht brings PostgreSQL ` +
      `${programs.majorVersion}. Use the Setwacht that belongs to it, or move the data over with PostgreSQL's pg_upgrade.`,
  )
}

async function readPassword(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === 'ENOENT') return ''
    throw failure
  })
  if (text === '') return undefined
  if (((await stat(file)).mode & 0o077) !== 0) {
    throw new StartRefused(`The password file ${file} is open to other users. Run: chmod 600 '${file}'`)
  }
  return text
}

async function initialise(
  places: Places,
  account: Account,
  programs: Programs,
  password: string,
): Promise<void> {
  // Made beside and renamed: what bears the name of the cluster is a whole cluster, whenever the power went.
  const beside = `${places.cluster}.new`
  await rm(beside, { recursive: true, force: true })
  await mkdir(beside, { mode: 0o700 })
  if (account.spawnAs) await chown(beside, account.uid, account.gid)
  const made = await runAs(account, programs.initdb, [
    ...['-D', beside, '-U', 'postgres', '--auth=reject', '--encoding=UTF8', '--locale=C'],
    // Sorting that does not change under an index when the operating system is upgraded.
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
  ])
  if (made.code !== 0) throw couldNot('make the database', beside, made.output)
  await runSingle(beside, account, programs, ownerStatements(password))
  await rename(beside, places.cluster)
  const parent = await open(places.dataDir)
  await parent.sync().finally(() => parent.close())
}

/**
 * The control plane owns its database and may make roles and databases, but is no superuser: a flaw in a query must not
 * become a program run by `copy … from program`. The superuser cannot sign in at all, only in single-user mode.
 */
function ownerStatements(password: string): string {
  return [
    `create role ${databaseUser} login createdb createrole password '${password}'`,
    `grant pg_monitor, pg_signal_backend, pg_checkpoint, pg_maintain to ${databaseUser} with admin option`,
    `grant execute on function pg_backup_start(text, boolean), pg_backup_stop(boolean), pg_switch_wal() to ${databaseUser}`,
    `create database ${databaseName} owner ${databaseUser}`,
  ].join('\n')
}

async function runSingle(cluster: string, account: Account, programs: Programs, sql: string): Promise<void> {
  // -j is not set: one statement a line. Errors are only printed in this mode, the exit code stays 0.
  const args = ['--single', '-D', cluster, '-c', 'log_min_error_statement=panic', 'template1']
  const { code, output } = await runAs(account, programs.postgres, args, `${sql}\n`)
  if (code !== 0 || /(ERROR|FATAL|PANIC):/.test(output))
    throw couldNot('set up the database', cluster, output)
}

/** @returns a refusal for a step that a program of PostgreSQL could not do, with its own last words */
export function couldNot(doing: string, folder: string, output: string): StartRefused {
  if (/No space left on device|Disk quota exceeded|wrote only \d+ of \d+ bytes/i.test(output)) {
    return new StartRefused(
      `The disk that holds ${folder} is full: could not ${doing}. Free some space and start again.`,
    )
  }
  const words = output.split('\n').filter(line => /(error|FATAL|PANIC|ERROR):/.test(line))
  return new StartRefused(
    `PostgreSQL could not ${doing} in ${folder}: ${words.at(-1) ?? output.trim().slice(-300)}. ` +
      'Mend that, choose another folder with SETWACHT_DATA_DIR, or set DATABASE_URL.',
  )
}

async function writePrivately(file: string, text: string): Promise<void> {
  await rm(`${file}.new`, { force: true })
  await writeFile(`${file}.new`, text, { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
}
