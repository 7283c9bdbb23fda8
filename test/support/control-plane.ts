import { tmpdir } from 'node:os'
import pino from 'pino'
import { startControlPlane as start } from '../../controlplane/main.ts'
import { type Database, openDatabase } from '../../controlplane/platform/database.ts'
import { createDatabase } from './database.ts'

/** A control plane inside the test, on free ports and a database of its own; `sql` looks into that database. */
export type TestControlPlane = {
  httpUrl: string
  mqttPort: number
  stunPort: number
  databaseUrl: string
  sql: Database
  stop(): Promise<void>
}

export async function startControlPlane(): Promise<TestControlPlane> {
  const database = await createDatabase()
  const running = await start(
    {
      dataDir: tmpdir(),
      listen: '127.0.0.1',
      httpPort: 0,
      mqttPort: 0,
      stunPort: 0,
      databaseUrl: database.url,
    },
    pino({ level: 'silent' }),
  )
  const sql = openDatabase(database.url, 2)
  return {
    httpUrl: `http://127.0.0.1:${running.httpPort}`,
    mqttPort: running.mqttPort,
    stunPort: running.stunPort,
    databaseUrl: database.url,
    sql,
    async stop() {
      await running.stop()
      await sql.end()
      await database.drop()
    },
  }
}
