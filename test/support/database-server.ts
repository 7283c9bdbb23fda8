import { rmSync } from 'node:fs'
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../controlplane/platform/postgres/database.ts'
import { startEmbeddedDatabase } from '../../controlplane/platform/postgres/embedded.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A database of the cluster this run shares; new databases are made through it, nothing is stored in it. */
    databaseUrl: string
    /** `full` for the long forms of the faults (`make faults`). */
    faults: 'slice' | 'full'
  }
}

/** Files that run together have a control plane each, and some of them several. */
const connectionsMax = 600

export const templateName = 'setwacht_template'

/** One real PostgreSQL for the whole run, with the migrated template that every test's database is a copy of. */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'setwacht-test-'))
  const server = await startEmbeddedDatabase({ dataDir, connectionsMax })
  const postmaster = await readPostmasterPid(dataDir)
  // A run that is broken off ends without a word to what it started.
  const leave = () => {
    process.kill(postmaster, 'SIGQUIT')
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 })
  }
  process.once('exit', leave)
  await setForTests(dataDir, postmaster)
  await makeTemplate(server.url)
  project.provide('databaseUrl', server.url)
  return async () => {
    process.off('exit', leave)
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function readPostmasterPid(dataDir: string): Promise<number> {
  const [pid] = (await readFile(join(dataDir, 'database', 'postmaster.pid'), 'utf8')).split('\n')
  return Number(pid)
}

/** Nothing in this cluster has to outlive the run; what must outlive a power cut is tested on clusters of their own. */
async function setForTests(dataDir: string, postmaster: number): Promise<void> {
  const settings = ['fsync', 'full_page_writes', 'synchronous_commit'].map(name => `${name} = off\n`)
  await appendFile(join(dataDir, 'database.conf'), settings.join(''))
  process.kill(postmaster, 'SIGHUP')
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const server = postgres(serverUrl, { max: 1 })
  await server.unsafe(`create database ${templateName}`)
  await server.end()
  const template = new URL(serverUrl)
  template.pathname = templateName
  await migrate(template.href)
}
