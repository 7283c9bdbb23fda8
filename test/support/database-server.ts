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

export const templateName = 'setwacht_template'

/** One real PostgreSQL for the whole run, with the migrated template that every test's database is a copy of. */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'setwacht-test-'))
  const server = await startEmbeddedDatabase({ dataDir })
  await setForTests(dataDir)
  await makeTemplate(server.url)
  project.provide('databaseUrl', server.url)
  return async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** Nothing in this cluster has to outlive the run; what must outlive a power cut is tested on clusters of their own. */
async function setForTests(dataDir: string): Promise<void> {
  const settings = ['fsync', 'full_page_writes', 'synchronous_commit'].map(name => `${name} = off\n`)
  await appendFile(join(dataDir, 'database.conf'), settings.join(''))
  const [postmaster] = (await readFile(join(dataDir, 'database', 'postmaster.pid'), 'utf8')).split('\n')
  process.kill(Number(postmaster), 'SIGHUP')
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const server = postgres(serverUrl, { max: 1 })
  await server.unsafe(`create database ${templateName}`)
  await server.end()
  const template = new URL(serverUrl)
  template.pathname = templateName
  await migrate(template.href)
}
