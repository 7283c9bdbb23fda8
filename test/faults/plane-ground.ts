import { onTestFailed, onTestFinished } from 'vitest'
import { openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { createDatabase } from '../support/database.ts'
import { startKillablePlane } from '../support/killable-plane.ts'

/** A control plane as a process of its own on a database of the shared server; gone at the end of the test. */
export async function openPlaneGround(environment: Record<string, string> = {}) {
  const database = await createDatabase()
  onTestFinished(() => database.drop())
  const plane = await startKillablePlane({ ...environment, DATABASE_URL: database.url })
  onTestFinished(() => plane.stop())
  onTestFailed(() => void process.stderr.write(`the control plane said\n${plane.output()}\n`))
  const sql = openDatabase(database.url, { max: 2 })
  onTestFinished(() => sql.end())
  return { plane, sql, databaseUrl: database.url }
}
