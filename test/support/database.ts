import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { templateName } from './database-server.ts'

/** A migrated database of a test's own. `drop` also ends what is still connected to it. */
export type TestDatabase = { url: string; drop(): Promise<void> }

export async function createDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  // Copying files is the cheaper way for a small template; the other writes every page to the log as well.
  await tell(`create database ${name} template ${templateName} strategy file_copy`)
  const url = new URL(inject('databaseUrl'))
  url.pathname = name
  return { url: url.href, drop: () => tell(`drop database if exists ${name} with (force)`) }
}

async function tell(statement: string): Promise<void> {
  const server = postgres(inject('databaseUrl'), { max: 1, onnotice: () => undefined })
  await server.unsafe(statement).finally(() => server.end())
}
