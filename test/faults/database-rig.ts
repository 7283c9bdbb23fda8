import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { onTestFinished } from 'vitest'
import { startEmbeddedDatabase } from '../../controlplane/platform/postgres/embedded.ts'
import { endLeftovers } from '../../controlplane/platform/postgres/processes.ts'
import { StartRefused } from '../../controlplane/platform/start-refused.ts'

const program = join(import.meta.dirname, '..', 'support', 'database-process.ts')
const rowsMade = 1_000

/** A folder of the test's own, removed at its end, once no database works in it. */
export async function makeFolder(name = 'data'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `setwacht-${name}-`))
  onTestFinished(async () => {
    const cluster = join(folder, 'database')
    if (existsSync(cluster)) await endLeftovers(cluster)
    await rm(folder, { recursive: true, force: true })
  })
  return folder
}

/** Starts the database in this process; stopped at the end of the test if it was not before. */
export async function start(dataDir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const database = await startEmbeddedDatabase({ dataDir })
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= database.stop()
    return stopped
  }
  onTestFinished(stop)
  return { url: database.url, stop }
}

/** @returns what a person reads when the start is refused; fails when it is not refused */
export async function refusalOf(dataDir: string): Promise<string> {
  const outcome = await startEmbeddedDatabase({ dataDir }).catch((failure: unknown) => failure)
  if (outcome instanceof StartRefused) return outcome.message
  if (outcome instanceof Error) throw outcome
  await (outcome as { stop(): Promise<void> }).stop()
  throw new Error('the start was not refused')
}

/** Starts the database in a process of its own, so that it can be killed; as another user when asked. */
export async function startProcess(
  dataDir: string,
  options: { arch?: string; uid?: number } = {},
): Promise<{ child: ChildProcess; url?: string; refused?: string }> {
  const args = [program, dataDir, ...(options.arch ? [options.arch] : [])]
  const as = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: '/', ...as })
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) await end(child, 'SIGKILL')
  })
  const [line] = (await once(createInterface(child.stdout), 'line', {
    signal: AbortSignal.timeout(30_000),
  })) as [string]
  return { child, ...(JSON.parse(line) as { url?: string; refused?: string }) }
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit', { signal: AbortSignal.timeout(30_000) })
  child.kill(signal)
  await ended
}

export async function makeRows(url: string): Promise<void> {
  await ask(url, `create table kept as select generate_series(1, ${rowsMade}) as n`)
}

/** Number and sum of the rows: a lost, doubled or changed one shows. */
export async function readRows(url: string): Promise<unknown> {
  const [row] = await ask(url, 'select count(*)::int as count, sum(n)::int as sum from kept')
  return row
}

export const allRows = { count: rowsMade, sum: (rowsMade * (rowsMade + 1)) / 2 }

export async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined })
  const rows = await sql.unsafe(statement).finally(() => sql.end({ timeout: 1 }))
  return [...rows]
}

export async function readPostmasterPid(dataDir: string): Promise<number> {
  const text = await readFile(join(dataDir, 'database', 'postmaster.pid'), 'utf8')
  return Number(text.split('\n')[0])
}
