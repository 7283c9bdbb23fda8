import { execFile, spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { StartRefused } from '../start-refused.ts'

/** Who runs PostgreSQL. `spawnAs` is empty when that is the user who started Setwacht. */
export type Account = {
  name: string
  uid: number
  gid: number
  spawnAs: { uid: number; gid: number } | undefined
}

const serverUser = 'postgres'
const run = promisify(execFile)

/** Output of a program that is kept for a message to a person. */
const outputCharsMax = 8_192

/**
 * PostgreSQL refuses to run as root, so root lends it the user `postgres`, made by the system's own tool when missing.
 * Everybody else runs it as himself.
 *
 * @throws StartRefused when that user cannot be made
 */
export async function findAccount(): Promise<Account> {
  const uid = process.getuid?.()
  const gid = process.getgid?.()
  if (uid === undefined || gid === undefined) {
    throw new StartRefused(
      `There is no embedded PostgreSQL for ${process.platform}. Set DATABASE_URL to a PostgreSQL server.`,
    )
  }
  if (uid !== 0) return { name: 'the user who starts Setwacht', uid, gid, spawnAs: undefined }
  const ids = (await idsOf(serverUser)) ?? (await makeServerUser())
  return { name: serverUser, ...ids, spawnAs: ids }
}

async function idsOf(user: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}

async function makeServerUser(): Promise<{ uid: number; gid: number }> {
  const ways: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', serverUser]],
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', serverUser]],
  ]
  const failures: unknown[] = []
  for (const [tool, args] of ways) {
    try {
      await run(tool, args)
    } catch (failure) {
      failures.push(failure)
    }
    const ids = await idsOf(serverUser)
    if (ids) return ids
  }
  throw new StartRefused(
    `PostgreSQL must not run as root and the system user "${serverUser}" could not be made. ` +
      'Make that user yourself, start Setwacht as an ordinary user, or set DATABASE_URL.',
    { cause: new AggregateError(failures) },
  )
}

/** The first folder on the way to `path` (itself included) that the account may not enter; asks the kernel, not the mode bits. */
export async function findClosedFolder(account: Account, path: string): Promise<string | undefined> {
  const folders = [path]
  while (dirname(folders[0]!) !== folders[0]) folders.unshift(dirname(folders[0]!))
  const script = 'for folder do [ -x "$folder" ] || { printf %s "$folder"; exit 0; }; done'
  const { output } = await runAs(account, '/bin/sh', ['-c', script, 'sh', ...folders])
  return output === '' ? undefined : output
}

/**
 * Runs a program as the account to its end, from `/`: the folder Setwacht was started in may be closed to that user.
 * The environment is empty on purpose, settings and secrets are nobody else's business.
 */
export function runAs(
  account: Account,
  program: string,
  args: string[],
  input = '',
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: '/', env: { LC_ALL: 'C' }, ...account.spawnAs })
    let output = ''
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-outputCharsMax)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.stdin.on('error', () => undefined) // it ended before reading everything: its exit code tells
    child.once('error', failure => reject(cannotRun(program, failure)))
    child.once('close', code => resolve({ code, output }))
    child.stdin.end(input)
  })
}

/** @returns a refusal that says why a program of PostgreSQL cannot be run on this machine */
export function cannotRun(program: string, failure: Error): StartRefused {
  return new StartRefused(
    `${program} cannot be run here (${(failure as NodeJS.ErrnoException).code ?? failure.message}): the disk may forbid ` +
      'programs (noexec) or the system lacks the GNU C library. Set SETWACHT_DATA_DIR elsewhere or DATABASE_URL.',
    { cause: failure },
  )
}
