import { afterAll, beforeAll, expect, test } from 'vitest'
import { alikeOf, foldedOf } from '../../controlplane/platform/postgres/folded.ts'
import type { TestControlPlane } from '../support/control-plane.ts'
import { layTrajectoryGround } from '../support/trajectory-ground.ts'

let plane: TestControlPlane

/** One set that is in a pair at a school, with all that the list may show of it. */
const label = 'KS-0001'
const set = `(select id from sets where label = '${label}')`
const free = "(select id from sets where label = 'KS-95')"
const device = `(select device_no from live_devices where set_id = ${set})`
const trajectory = `(select trajectory_id from open_pairs where set_id = ${set})`

beforeAll(async () => {
  ;({ plane } = await layTrajectoryGround())
  await plane.sql.unsafe(`
    insert into components (set_id, place, type, make, model, serial)
      values (${set}, 7, 'camera', 'Acme', 'One', 'SN-A'), (${set}, 8, 'camera', 'Acme', 'Two', 'SN-B');
    insert into connections (device_no) values (${device}) on conflict do nothing;
    update connections set presence_since = now(), presence_was = 'lost' where device_no = ${device};
    insert into summaries (
      device_no, camera, camera_since, camera_was, sound_since, sound_was, interface, agent_version, simulated
    ) values (${device}, 'ok', now(), 'failed', now(), 'muted', 'wired', '1.0.0', false)`)
})
afterAll(() => plane.stop())

/** Which row of each table is changed. */
const rows: Record<string, string> = {
  sets: `label = '${label}'`,
  devices: `device_no = ${device}`,
  components: "serial = 'SN-A'",
  connections: `device_no = ${device}`,
  summaries: `device_no = ${device}`,
  pair_sets: `set_id = ${set} and until_at is null`,
  trajectories: `id = ${trajectory}`,
  locations: `id = (select school_location_id from trajectories where id = ${trajectory})`,
}

/** What a column can become; where nothing else is said, by its type. */
const others: Record<string, string> = {
  'devices.set_id': free,
  'components.set_id': free,
  'pair_sets.set_id': free,
  'pair_sets.trajectory_id': '(select max(id::text)::uuid from trajectories)',
  'pair_sets.side': "'home'",
  'pair_sets.until_at': 'now()',
  'trajectories.counsellor_id': '(select id from accounts limit 1)',
}
const othersOfType: Record<string, (column: string) => string> = {
  text: column => `${column} || 'x'`,
  boolean: column => `not ${column}`,
  integer: column => `${column} + 100`,
  'timestamp with time zone': column => `${column} + interval '1 hour'`,
  uuid: () => 'null',
}

type Source = { table: string; column: string; type: string }

/** What the list is made of, as PostgreSQL knows it; but for what names a row, which stays what it is. */
function sourcesOf() {
  return plane.sql<Source[]>`
    select c.table_name as "table", c.column_name as "column", c.data_type as "type"
    from information_schema.view_column_usage u
    join information_schema.columns c using (table_schema, table_name, column_name)
    where u.view_name = 'listed_sets_now' and c.is_generated = 'NEVER' and c.column_name not in ('id', 'device_no')`
}

class Undone extends Error {}

/** Changes one column and brings the list up to date; undone afterwards. */
async function change({ table, column, type }: Source): Promise<{ changed: number; wrong: number }> {
  let found = { changed: 0, wrong: 0 }
  const value = others[`${table}.${column}`] ?? othersOfType[type]!(column)
  const work = plane.sql.begin(async tx => {
    await tx`select refresh_listed_sets()`
    await tx`create temporary table listed_before on commit drop as table listed_sets_now`
    await tx.unsafe(`update ${table} set ${column} = ${value} where ${rows[table]}`)
    await tx`select refresh_listed_sets()`
    const [row] = await tx<[typeof found]>`
      select (select count(*)::int4 from (table listed_sets_now except table listed_before) d) as changed,
        (select count(*)::int4 from (
          (table listed_sets except table listed_sets_now) union all (table listed_sets_now except table listed_sets)
        ) d) as wrong`
    found = row
    throw new Undone()
  })
  await work.catch(failure => {
    if (!(failure instanceof Undone)) throw failure
  })
  return found
}

test('no column that the list is made of changes behind its back', async () => {
  const sources = await sourcesOf()
  expect(sources.length).toBeGreaterThan(20)
  const outcomes: Record<string, { changed: boolean; wrong: number }> = {}
  for (const source of sources) {
    const { changed, wrong } = await change(source)
    outcomes[`${source.table}.${source.column}`] = { changed: changed > 0, wrong }
  }
  const followed = Object.keys(outcomes).map(name => [name, { changed: true, wrong: 0 }])
  expect(outcomes).toEqual(Object.fromEntries(followed))
})

test('words are kept letter for letter as what is typed is compared', async () => {
  const ascii = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))
  const accented = 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ'
  const words = `${ascii}${accented}${accented.toUpperCase()}’‘\nSint-Jans-Molenbeek`
  const kept = await plane.sql`select folded(${words}), alike(${words})`
  expect(kept).toMatchObject([{ folded: foldedOf(words), alike: alikeOf(words) }])
})
