import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { StartRefused } from '../start-refused.ts'
import { type Account, cannotRun } from './account.ts'
import type { Programs } from './programs.ts'

const run = promisify(execFile)

const pollMs = 20
const fastStopMsMax = 10_000
const immediateStopMsMax = 5_000
/** Recovery after a crash reads at most `max_wal_size` of log; a slow disk needs minutes for it. */
const readyMsMax = 300_000
const outputCharsMax = 8_192

/** A running PostgreSQL; `exited` resolves when its process has ended, whoever ended it. */
export type Postmaster = {
  pid: number
  hasExited: () => boolean
  exited: Promise<void>
  output: () => string
}

/** Starts the server and waits until it takes connections; undefined when it ended or was not ready in time. */
export async function startPostmaster(
  cluster: string,
  settings: string,
  account: Account,
  programs: Programs,
): Promise<{ ready: boolean; postmaster: Postmaster }> {
  // A session of its own: Ctrl-C in the terminal must reach the control plane alone, which stops this server last.
  const child = spawn(programs.postgres, ['-D', cluster, '-c', `config_file=${settings}`], {
    cwd: '/',
    env: { LC_ALL: 'C' },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...account.spawnAs,
  })
  const postmaster = await watch(child, programs.postgres)
  const deadline = performance.now() + readyMsMax
  while (!postmaster.hasExited() && performance.now() < deadline) {
    const [pid, , , , , , , status] = await readPidFile(cluster)
    if (Number(pid) === postmaster.pid && status?.trim() === 'ready') return { ready: true, postmaster }
    await delay(pollMs)
  }
  return { ready: false, postmaster }
}

async function watch(child: ChildProcess, program: string): Promise<Postmaster> {
  let output = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-outputCharsMax)
  })
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', () => resolve())
    child.once('error', failure => reject(cannotRun(program, failure)))
  })
  const hasExited = () => child.exitCode !== null || child.signalCode !== null
  return { pid: child.pid!, hasExited, exited, output: () => output }
}

/**
 * Stops a server: first a fast shutdown, after its deadline an immediate one, which the next start recovers from.
 * @throws Error when it is still there after both
 */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  for (const [signal, ms] of [
    ['SIGINT', fastStopMsMax],
    ['SIGQUIT', immediateStopMsMax],
  ] as const) {
    if (postmaster.hasExited()) return
    signalIfThere(postmaster.pid, signal)
    const waiting = new AbortController()
    const late = delay(ms, 'late', { signal: waiting.signal }).catch(() => 'late')
    const outcome = await Promise.race([postmaster.exited, late])
    waiting.abort()
    if (outcome !== 'late') return
  }
  throw new Error(`PostgreSQL (process ${postmaster.pid}) does not stop; end it by hand`)
}

/**
 * Ends every server process that an earlier control plane left behind in this cluster, and its stale `postmaster.pid`.
 * A number in that file proves nothing, the system may have given it to another program: only a PostgreSQL that lives
 * in this very folder is touched.
 *
 * @returns how many processes were ended
 * @throws StartRefused when one does not end
 */
export async function endLeftovers(cluster: string): Promise<number> {
  const found = await findServers(cluster)
  const [pidLine] = await readPidFile(cluster)
  const postmaster = found.filter(pid => pid === Number(pidLine))
  await endAll(cluster, postmaster, 'SIGINT', fastStopMsMax)
  await endAll(cluster, postmaster, 'SIGQUIT', immediateStopMsMax)
  // Children whose postmaster was killed; nobody is left to be harmed by SIGKILL.
  await endAll(cluster, found, 'SIGQUIT', immediateStopMsMax)
  const orphans = found.filter(pid => !postmaster.includes(pid))
  await endAll(cluster, orphans, 'SIGKILL', immediateStopMsMax)
  const left = await findServers(cluster)
  if (left.length > 0) {
    throw new StartRefused(
      `PostgreSQL processes ${left.join(', ')} of an earlier start still use ${cluster} and do not end. ` +
        'End them (kill -QUIT) and start again.',
    )
  }
  await rm(join(cluster, 'postmaster.pid'), { force: true })
  return found.length
}

async function endAll(cluster: string, pids: number[], signal: NodeJS.Signals, msMax: number): Promise<void> {
  if (pids.length === 0) return
  const deadline = performance.now() + msMax
  const alive = async () => {
    const here = await findServers(cluster)
    return pids.filter(pid => here.includes(pid))
  }
  for (const pid of await alive()) signalIfThere(pid, signal)
  while ((await alive()).length > 0 && performance.now() < deadline) await delay(pollMs)
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'ESRCH') throw failure
  }
}

async function readPidFile(cluster: string): Promise<string[]> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(
    (failure: NodeJS.ErrnoException) => {
      if (failure.code === 'ENOENT') return ''
      throw failure
    },
  )
  return text.split('\n')
}

async function findServers(cluster: string): Promise<number[]> {
  const home = await realpath(cluster)
  if (process.platform !== 'linux') return await findByPidFile(home)
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  const checked = await Promise.all(pids.map(async pid => ((await livesIn(pid, home)) ? [Number(pid)] : [])))
  return checked.flat()
}

async function livesIn(pid: string, home: string): Promise<boolean> {
  try {
    const [folder, program] = await Promise.all([readlink(`/proc/${pid}/cwd`), readlink(`/proc/${pid}/exe`)])
    return folder === home && /^postgres( \(deleted\))?$/.test(basename(program))
  } catch {
    return false // ended meanwhile, or another user's
  }
}

/** Without /proc only the main process can be asked about, by its command line. */
async function findByPidFile(home: string): Promise<number[]> {
  const pid = Number((await readPidFile(home))[0])
  if (!Number.isInteger(pid) || pid <= 0) return []
  const asked = await run('ps', ['-ww', '-o', 'args=', '-p', String(pid)]).catch(() => undefined)
  return asked?.stdout.includes('/bin/postgres') && asked.stdout.includes(home) ? [pid] : []
}
