import type { Database, Transaction } from '../../controlplane/platform/postgres/database.ts'
import type { TestControlPlane } from './control-plane.ts'

/** These change while nobody asks anything, or because somebody does; the kept list says nothing that others do not. */
const moving = [
  'access_log',
  'audit_log',
  'decisions',
  'incidents',
  'judged_subjects',
  'listed_sets',
  'presence_tick',
  'rate_counts',
  'roll_up_progress',
  'set_lessons',
  'sign_ins',
  'signals',
  'stale_sets',
  'storm_members',
  'webhook_deliveries',
  'work',
]

/** Of each table the sum of the hashes of its rows. */
type Digests = Record<string, string>

const watched = new WeakMap<TestControlPlane, Digests>()

/**
 * What stands in every table, but for those that move by themselves: a digest of each. From the first time on, triggers
 * add what every changed row makes of it to a journal, in the transaction of the change, so that asking again is cheap.
 */
export async function digestOf(plane: TestControlPlane): Promise<Digests> {
  const { sql } = plane
  if (!watched.has(plane)) await watch(plane)
  const [start, rows] = [
    watched.get(plane)!,
    await sql<{ name: string; change: string }[]>`
      select c.relname as name, coalesce(sum(j.change), 0)::text as change
      from pg_class c left join watched.journal j on j.name = c.relname
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname <> all(${moving}::text[])
      group by 1 order by 1`,
  ]
  return Object.fromEntries(
    rows.map(({ name, change }) => [name, String(BigInt(start[name] ?? 0) + BigInt(change))]),
  )
}

/** The same, made anew of what stands there. */
export async function digestAnew(sql: Database | Transaction): Promise<Digests> {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
      and relname <> all(${moving}::text[])
    order by 1`
  const each = tables.map(
    ({ name }) =>
      sql`select ${name} as name, coalesce(sum(hashtextextended(t::text, 0)), 0)::text as digest from ${sql(name)} t`,
  )
  const rows = await sql<{ name: string; digest: string }[]>`
    ${each.reduce((one, other) => sql`${one} union all ${other}`)} order by 1`
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]))
}

async function watch(plane: TestControlPlane): Promise<void> {
  await plane.sql.begin(async tx => {
    await tx.unsafe(journal)
    watched.set(plane, await digestAnew(tx))
    for (const name of Object.keys(watched.get(plane)!)) {
      await tx.unsafe(`
        create trigger watched_rows after insert or update or delete on "${name}"
          for each row execute function watched.note_row('${name}');
        create trigger watched_emptied after truncate on "${name}" execute function watched.note_emptied('${name}')`)
    }
  })
}

/** Rows are only added, so that nobody who changes something waits for somebody else who does. */
const journal = `
  create schema watched;
  create table watched.journal (name text not null, change numeric not null);
  create function watched.note_row() returns trigger language plpgsql security definer as $$
  declare
    change numeric := 0;
  begin
    if tg_op <> 'INSERT' then change := change - hashtextextended(old::text, 0); end if;
    if tg_op <> 'DELETE' then change := change + hashtextextended(new::text, 0); end if;
    if change <> 0 then insert into watched.journal values (tg_argv[0], change); end if;
    return null;
  end $$;
  create function watched.note_emptied() returns trigger language plpgsql security definer as $$
  begin
    insert into watched.journal values (tg_argv[0], random(1, 1000000000)::numeric * 1e20);
    return null;
  end $$`
