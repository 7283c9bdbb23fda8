import { get, type IncomingMessage } from 'node:http'
import type { Database } from '../../controlplane/platform/postgres/database.ts'
import { askAs, type SignedIn } from '../support/people.ts'
import { type Figure, quantile } from './figures.ts'
import { layLessons, registerDevices, type Undo } from './ground.ts'
import { startLoadProcesses } from './load-processes.ts'
import { inTurns, type Side, startSides } from './sides.ts'

const rounds = 5
/** Enough that the slowest twentieth is more than one bad moment. */
const requestsMin = 120

const board = ['/api/board']
/** What a technician asks of the list: as it opens, scrolled, searched, filtered, sorted in each way. */
const sets = [
  '/api/sets',
  '/api/sets?offset=1400',
  '/api/sets?q=0042',
  '/api/sets?q=leuven',
  '/api/sets?q=zzz',
  '/api/sets?kind=school&presence=online',
  '/api/sets?presence=lost,suspect',
  '/api/sets?camera=failed,absent',
  '/api/sets?sort=heard&direction=down',
  '/api/sets?sort=presence',
  '/api/sets?sort=place&pair=yes',
  '/api/sets?sort=trajectory&simulated=yes',
]

/** What a colleague asks of the trajectories: as they open, scrolled, searched, filtered, sorted in each way. */
const trajectories = [
  '/api/trajectories',
  '/api/trajectories?offset=700',
  '/api/trajectories?q=0042',
  '/api/trajectories?q=leuven',
  '/api/trajectories?q=zzz',
  '/api/trajectories?late=yes',
  '/api/trajectories?lessons=now',
  '/api/trajectories?phase=request,preparation',
  '/api/trajectories?sort=deadline',
  '/api/trajectories?sort=phase&direction=down',
  '/api/trajectories?sort=place',
]

/** Server time of each list with 1,600 sets that report at the usual rhythm. */
export async function measureLists(undo: Undo, against: string | undefined): Promise<Figure[]> {
  const sides = await startSides(undo, against)
  for (const { plane, database } of sides) {
    const deviceIds = await registerDevices(plane.admin, 1600)
    await layLessons(plane.admin, 800)
    const common = { speech: 'setwacht', epoch: 1, window: 32, burst: 1 } as const
    const load = await startLoadProcesses({
      ...common,
      port: plane.mqttPort,
      deviceIds,
      perSetPerSecond: 1 / 60,
    })
    undo.push(() => load.end())
    await load.begin()
    await load.measure(20)
    // As it is a minute after any change: PostgreSQL counts by itself.
    await database.sql`analyze`
  }
  return [
    await timed(sides, { name: 'board-p95-1600-ms', target: '<= 25', paths: board }),
    await timed(sides, { name: 'sets-p95-1600-ms', target: '<= 20', paths: sets }),
    await timed(sides, { name: 'trajectories-p95-800-ms', target: '<= 25', paths: trajectories }),
  ]
}

/** The same of 100,000 sets, written straight into the tables. */
export async function measureLongLists(undo: Undo, against: string | undefined): Promise<Figure[]> {
  const sides = await startSides(undo, against)
  for (const { plane, database } of sides) {
    await fillFleet(database.sql, 100_000)
    // What is kept of them is written when it is first asked for.
    await askAs(plane.admin, '/api/sets')
    await database.sql`vacuum analyze`
    // Else the first who ask write to disk what was just filled in.
    await database.sql`checkpoint`
  }
  return [await timed(sides, { name: 'sets-p95-100000-ms', target: '<= 60', paths: sets })]
}

type Asked = { name: string; target: string; paths: readonly string[] }

/** The slowest twentieth of the answers of each round. */
async function timed(sides: readonly Side[], { name, target, paths }: Asked): Promise<Figure> {
  for (const { plane } of sides) await timeAll(plane.admin, paths, 3)
  const times = Math.ceil(requestsMin / paths.length)
  const [ours = [], others] = await inTurns(sides, rounds, ({ plane }) => timeAll(plane.admin, paths, times))
  const p95 = (round: Times) => quantile([...round.values()].flat(), 0.95)
  const note = `slowest: ${ours.map(slowestOf).join(', ')}`
  return { name, kind: 'value', unit: 'ms', samples: ours.map(p95), target, note, against: others?.map(p95) }
}

/** In ms, by path. */
type Times = Map<string, number[]>

function slowestOf(times: Times): string {
  const [worst] = [...times]
    .map(([path, ms]) => ({ path, ms: quantile(ms, 0.95) }))
    .sort((a, b) => b.ms - a.ms)
  return worst ? `${worst.path} ${worst.ms.toFixed(0)}` : ''
}

/** From asked to wholly answered, over loopback, one request at a time. */
async function timeAll(admin: SignedIn, paths: readonly string[], times: number): Promise<Times> {
  const found: Times = new Map(paths.map(path => [path, []]))
  for (let time = 0; time < times; time++) {
    for (const path of paths) {
      const from = performance.now()
      await takeIn(admin, path)
      found.get(path)?.push(performance.now() - from)
    }
  }
  return found
}

/**
 * Reads an answer as it comes, packed, and keeps nothing: unpacking a megabyte each time made the asker collect for
 * 40 ms at every eighth answer, and that was the slowest twentieth.
 */
async function takeIn({ httpUrl, cookie }: SignedIn, path: string): Promise<void> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { cookie, 'accept-encoding': 'gzip, deflate' }
    const request = get(`${httpUrl}${path}`, { headers }, resolve)
    request.once('error', reject)
  })
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`)
  for await (const _ of answer);
}

/**
 * A fleet as the API would have registered it, with a past: heard, summarised, and a report of the last hour. Heard so
 * far ahead that none falls silent meanwhile: they would all do so at once.
 */
async function fillFleet(sql: Database, count: number): Promise<void> {
  await sql`
    insert into locations (code, kind, name, municipality, registered_at)
    select 'LOC-' || i, case when i % 2 = 0 then 'home' else 'school' end, 'School ' || i,
      (array['Leuven', 'Gent', 'Hasselt', 'Brugge', 'Antwerpen'])[1 + i % 5], now()
    from generate_series(1, ${count}::int4) i`
  await sql`
    insert into sets (label, kind, registered_at)
    select (case when i % 2 = 0 then 'HS-' else 'KS-' end) || lpad(((i + 1) / 2)::text, 6, '0'),
      case when i % 2 = 0 then 'home' else 'school' end, now()
    from generate_series(1, ${count}::int4) i`
  await sql`insert into components (set_id, place, type, make, model, serial)
    select id, place, type, 'Acme', type || ' 1', 'SN' || upper(left(md5(label || type), 10))
    from sets, (values (0, 'controller'), (1, 'camera')) as k(place, type)`
  await sql`insert into devices (id, set_id, state, registered_at) select uuidv7(), id, 'active', now() from sets`
  await sql`
    insert into connections (device_no, presence, presence_since, heard_at, connection, epoch)
    select device_no, (array['online', 'online', 'online', 'online', 'off', 'suspect', 'lost'])[1 + device_no % 7],
      now() - device_no % 3600 * interval '1 second',
      now() + interval '1 hour' - device_no % 60 * interval '1 second', 1, 1
    from devices`
  await sql`
    insert into summaries (device_no, camera, interface, agent_version, simulated)
    select device_no, (array['ok', 'ok', 'ok', 'ok', 'failed', 'absent'])[1 + device_no % 6], 'wired', '0.1.0', true
    from devices`
  await sql`
    insert into trajectories (code, home_location_id, school_location_id, registered_at)
    select 'T-2026-' || lpad(i::text, 6, '0'), h.id, k.id, now() from generate_series(1, ${count / 2}::int4) i
    join locations h on h.code = 'LOC-' || 2 * i join locations k on k.code = 'LOC-' || (2 * i - 1)`
  await sql`
    insert into pair_sets (trajectory_id, side, set_id, from_at)
    select t.id, s.kind, s.id, now() from sets s join trajectories t on t.code = 'T-2026-' || right(s.label, 6)`
  await sql`
    insert into timetables (trajectory_id, week, changed_at)
    select id, jsonb_build_array(
      jsonb_build_array(1 + number % 5, 510, 560), jsonb_build_array(1 + (number + 2) % 5, 630, 680)), now()
    from (select id, right(code, 6)::int4 as number from trajectories) t`
  await sql`
    insert into reports (received_at, measured_at, seq, device_no, epoch, seconds, flags, rtt_p50_ms, loss_mean_percent)
    select now(), now(), 1, device_no, 1, 60, 8, 14.2, 0 from devices`
}
