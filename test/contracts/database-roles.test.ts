import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordAct, recordReads } from '../../controlplane/audit/actions.ts'
import { type Database, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { makePartitions } from '../../controlplane/telemetry/partition/actions.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { rights } from '../support/features.ts'

/** Of tables that the intake sees a part of, that part. */
const intakeColumns = {
  locations: ['bells', 'code', 'id', 'kind', 'municipality', 'name', 'provider'],
  trajectories: ['code', 'home_location_id', 'id', 'registered_at', 'school_location_id'],
}

let database: TestDatabase
let owner: Database
let intake: Database
let console: Database

beforeAll(async () => {
  database = await createDatabase()
  owner = openDatabase(database.url, { max: 1 })
  intake = openDatabase(database.url, { max: 1, role: 'setwacht_intake' })
  console = openDatabase(database.url, { max: 1, role: 'setwacht_console' })
  const at = Date.now()
  await makePartitions(owner, at)
  const act = { at, actor: 'system', act: 'duty_added', subject: 'one' } as const
  await owner.begin(tx => recordAct(tx, act))
  await recordReads(owner, { at, accountId: crypto.randomUUID(), records: ['one'], how: 'detail' })
})
afterAll(async () => {
  await Promise.all([owner, intake, console].map(sql => sql.end()))
  await database.drop()
})

async function allowed(role: string, isPartition: boolean): Promise<[table: string, may: string][]> {
  const rows = await owner<{ name: string; may: string }[]>`
    select relname as name, coalesce(string_agg(
      case when has_table_privilege(${role}, c.oid, p) then left(p, 1)
        when p in ('select', 'insert', 'update') and has_any_column_privilege(${role}, c.oid, p)
        then '(' || left(p, 1) || ')' end, '' order by place), '') as may
    from pg_class c,
      unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) with ordinality as all_p(p, place)
    where relkind in ('r', 'p', 'v', 'm', 'f') and relispartition = ${isPartition}
      and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      and relnamespace::regnamespace::text !~ '^pg_'
    group by c.oid, relname order by relname`
  return rows.map(({ name, may }) => [name, may])
}

test('what each role may do with each table stands here, and nothing else', async () => {
  const [byIntake, byConsole] = await Promise.all([
    allowed('setwacht_intake', false),
    allowed('setwacht_console', false),
  ])
  const console = Object.fromEntries(byConsole)
  expect(Object.fromEntries(byIntake.map(([table, may]) => [table, [may, console[table]]]))).toEqual(rights)
})

test('a day of reports is reached through its table alone', async () => {
  const days = await allowed('setwacht_intake', true)
  expect(days.length).toBeGreaterThanOrEqual(8)
  const reached = [...days, ...(await allowed('setwacht_console', true))].filter(([, may]) => may !== '')
  expect(reached).toEqual([])
})

test.each(Object.entries(intakeColumns))('of %s the intake sees the columns %j', async (table, columns) => {
  const rows = await owner<{ name: string }[]>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped
      and has_column_privilege('setwacht_intake', attrelid, attnum, 'select')
    order by attname`
  expect(rows.map(({ name }) => name)).toEqual(columns)
})

const denied = { code: '42501' }

describe('PostgreSQL itself refuses', () => {
  test.each([
    'select from accounts',
    'select from sign_ins',
    'select from sign_in_links',
    'select from duties',
    'select from access_log',
    'select from audit_log',
    'select sealed from locations',
    'select key_id from locations',
    'select * from locations',
    'select counsellor_id from trajectories',
    "update sets set label = 'KS-0666'",
    "insert into audit_log (no, at, actor, act, subject, detail, hash) values (2, now(), 'a', 'a', 'a', '{}', '')",
    'create table mine (id int)',
  ])('the intake, when it tries: %s', async statement => {
    await expect(intake.unsafe(statement)).rejects.toMatchObject(denied)
  })

  test.each([
    "update audit_log set actor = 'somebody'",
    'update audit_log set no = no',
    'delete from audit_log',
    'truncate audit_log',
    'drop table audit_log',
    'alter table audit_log disable trigger all',
    'create rule quiet as on insert to audit_log do instead nothing',
    "update access_log set record = 'other'",
    'delete from access_log',
    'truncate access_log',
    'delete from device_history',
    'insert into reports select * from reports',
    'create table mine (id int)',
  ])('the console, when it tries: %s', async statement => {
    await expect(console.unsafe(statement)).rejects.toMatchObject(denied)
  })

  test('and what stood there stands there', async () => {
    expect(await owner`select subject from audit_log`).toMatchObject([{ subject: 'one' }])
    expect(await owner`select record from access_log`).toMatchObject([{ record: 'one' }])
  })
})

test('resetting the role of a connection does not make it the owner', async () => {
  for (const [sql, role] of [
    [intake, 'setwacht_intake'],
    [console, 'setwacht_console'],
  ] as const) {
    await sql`reset role`
    await sql`reset all`
    expect(await sql`select current_user::text as is`).toMatchObject([{ is: role }])
  }
})
