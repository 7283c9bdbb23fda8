import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../controlplane/platform/postgres/database.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

const migrations = fileURLToPath(new URL('../../controlplane/platform/migrations', import.meta.url))
const listed = '0009_listed_sets'

let database: TestDatabase
let folder: string
let sql: postgres.Sql

beforeAll(async () => {
  database = await createDatabase()
  folder = await mkdtemp(join(tmpdir(), 'setwacht-migrations-'))
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  await sql`drop schema public cascade`
  await sql`drop schema drizzle cascade`
  await sql`create schema public`
})
afterAll(async () => {
  await sql.end()
  await database.drop()
  await rm(folder, { recursive: true })
})

/** The schema as it was before sets were listed. */
async function migrateUntilListed(): Promise<void> {
  await cp(migrations, folder, { recursive: true })
  const file = join(folder, 'meta/_journal.json')
  const journal = JSON.parse(await readFile(file, 'utf8')) as { entries: { tag: string }[] }
  const entries = journal.entries.filter(({ tag }) => tag < listed)
  await writeFile(file, JSON.stringify({ ...journal, entries }))
  await runMigrations(drizzle(sql), { migrationsFolder: folder })
}

test('sets that were there before the list are in it from the start', async () => {
  await migrateUntilListed()
  await sql`insert into locations (code, kind, name, municipality, registered_at) values ('S-1', 'school', 'De Linde', 'Gent', now())`
  await sql`insert into sets (label, kind, registered_at) values ('KS-1', 'school', now()), ('HS-1', 'home', now())`
  await sql`insert into components (set_id, place, type, make, model, serial) select id, 0, 'camera', 'Acme', 'One', 'SN-7' from sets where label = 'KS-1'`
  await sql`insert into devices (id, set_id, registered_at) select uuidv7(), id, now() from sets where label = 'KS-1'`
  await sql`insert into connections (device_no, presence) select device_no, 'lost' from devices`
  await sql`insert into trajectories (code, school_location_id, registered_at) select 'T-1', id, now() from locations`
  await sql`insert into pair_sets (trajectory_id, side, set_id, from_at) select t.id, 'school', s.id, now() from trajectories t, sets s where s.label = 'KS-1'`
  await migrate(database.url)
  const rows =
    await sql`select label, presence, trajectory, place_name, words from listed_sets order by label`
  expect([...rows]).toEqual([
    { label: 'HS-1', presence: 'unheard', trajectory: null, place_name: null, words: 'HS1' },
    {
      label: 'KS-1',
      presence: 'lost',
      trajectory: 'T-1',
      place_name: 'De Linde',
      words: 'KS1\nSN7\nT1\nDE11NDE\nGENT',
    },
  ])
})
