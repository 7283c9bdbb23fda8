import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { StartRefused } from '../start-refused.ts'
import { databaseName, databaseUser, placesIn } from './cluster.ts'

/** The line of PostgreSQL's own file that holds its port. */
const portLine = 3

/** The embedded database that a control plane runs on this folder now. @throws StartRefused when there is none */
export async function findRunningDatabase(dataDir: string): Promise<string> {
  const places = placesIn(resolve(dataDir))
  try {
    const password = (await readFile(places.password, 'utf8')).trim()
    const port = (await readFile(join(places.cluster, 'postmaster.pid'), 'utf8'))
      .split('\n')
      [portLine]?.trim()
    return `postgres://${databaseUser}:${password}@127.0.0.1:${port}/${databaseName}`
  } catch (failure) {
    throw new StartRefused(
      `No control plane runs on ${dataDir}. Start it first, or set SETWACHT_DATA_DIR or DATABASE_URL as it has them.`,
      { cause: failure },
    )
  }
}
