import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Board } from '../../controlplane/overview/board/api.ts'
import type { IncidentDetail, IncidentNow } from '../../controlplane/signals/incident/api.ts'
import type { StormPairs } from '../../controlplane/signals/storm/api.ts'
import { type SignedIn, tellAs } from '../support/people.ts'
import type { RegisteredPair } from '../support/registration.ts'
import { minuteMs, noCamera, openSignalGround, type SignalGround, type SignalSet } from './signal-ground.ts'

let ground: SignalGround
let lieve: SignedIn

beforeEach(async () => {
  ground = await openSignalGround('2026-11-23T10:00', 9)
  lieve = await ground.person('Lieve', ['helpdesk', 'lead'])
  for (const { trajectory } of ground.pairs)
    await tellAs(lieve, `/api/trajectories/${trajectory}/timetable`, { week: [[1, 540, 720]] }, 'PUT')
})
afterEach(() => ground.stop())

const now = () => ground.plane.clock.now()
const storms = async (query = '') =>
  (await ground.read<{ rows: IncidentNow[] }>(lieve, `/api/incidents?storms=only${query}`)).rows
const detail = (id: string) => ground.read<IncidentDetail>(lieve, `/api/incidents/${id}`)
const pairsOf = (id: string) => ground.read<StormPairs>(lieve, `/api/incidents/${id}/pairs`)
/** Three pairs at one school: that of the first. */
async function atOneSchool(trio: readonly RegisteredPair[]): Promise<void> {
  await ground.plane.sql`
    update trajectories set school_location_id = (
      select school_location_id from trajectories where code = ${trio[0]!.trajectory}
    ) where code = any(${trio.map(({ trajectory }) => trajectory)}::text[])`
}
const vanishAll = (sets: readonly SignalSet[]) => Promise.all(sets.map(set => set.vanish()))
const liveTickets = () =>
  ground.plane.sql<{ key: string }[]>`
    select correlation_key as key from tickets where state in ('new', 'open') order by 1`

test('a storm counts from when its sets were last known to be there, and stays to be read when it is over', async () => {
  const trio = ground.pairs.slice(0, 3)
  await atOneSchool(trio)
  const sets = await Promise.all(trio.map(pair => ground.connect(pair, 'school')))
  const wentAt = now()
  await vanishAll(sets)
  await ground.pass(40_000)
  const [storm] = (await storms()) as [IncidentNow]
  // The hold of a place.
  expect(storm.openedAt).toBe(wentAt + 25_000)
  expect((await detail(storm.id)).affected.map(({ lostAt }) => lostAt)).toEqual([wentAt, wentAt, wentAt])
  const back = await Promise.all(trio.map(pair => ground.connect(pair, 'school')))
  for (let minutes = 0; minutes < 6; minutes++) {
    await ground.pass(minuteMs)
    for (const set of back) await set.report({})
  }
  expect(await storms()).toEqual([])
  expect(await storms('&over=too')).toMatchObject([{ id: storm.id, state: 'resolved', sets: 3 }])
  const over = await detail(storm.id)
  expect(over.affected.map(({ set, isBack }) => [set, isBack])).toEqual(
    trio.map(({ school }) => [school.label, true]),
  )
  expect((await pairsOf(storm.id)).pairs.map(({ trajectory }) => trajectory)).toEqual(
    trio.map(({ trajectory }) => trajectory),
  )
})

test('of storms inside each other the widest has the one ticket and the one line', async () => {
  const schools = [0, 3, 6].map(first => ground.pairs.slice(first, first + 3))
  for (const trio of schools) await atOneSchool(trio)
  await ground.plane.sql`update locations set provider = 'Lijn NV'`
  const sets = await Promise.all(ground.pairs.map(pair => ground.connect(pair, 'school')))
  // The rest of the platform is well, so that this stays one provider's.
  await tellAs(lieve, '/api/rules/storm_platform', { on: false }, 'PUT')
  await vanishAll(sets.slice(0, 3))
  await ground.pass(40_000)
  expect(await liveTickets()).toEqual([{ key: 'location:SCH-KS-0001/storm' }])
  await vanishAll(sets.slice(3))
  await ground.pass(60_000)
  expect(await liveTickets()).toEqual([{ key: 'provider:Lijn NV/storm' }])
  const { storms: lines } = await ground.read<Board>(lieve, '/api/board')
  expect(lines).toMatchObject([{ key: 'provider:Lijn NV/storm', went: 9 }])
  const inside = (await storms()).find(({ about }) => about.name === 'SCH-KS-0001')
  expect(inside).toMatchObject({ suppressedBy: 'Lijn NV', reason: 'suppressed' })
})

test('a pair is taken out of a storm and called for alone, and put back', async () => {
  const trio = ground.pairs.slice(0, 3)
  const [own] = trio as [RegisteredPair]
  await atOneSchool(trio)
  const homes = await Promise.all(trio.map(pair => ground.connect(pair, 'home')))
  for (const home of homes) await home.tell({ call: { app: 'running', media: 'none', since: now() } })
  const sets = await Promise.all(trio.map(pair => ground.connect(pair, 'school')))
  await vanishAll(sets)
  await ground.pass(90_000)
  const [storm] = (await storms()) as [IncidentNow]
  const first = await pairsOf(storm.id)
  expect(first.pairs).toMatchObject(
    trio.map(({ trajectory }) => ({
      trajectory,
      verdict: { verdict: 'child_waits_class_gone' },
      lesson: { status: 'lesson' },
      ticket: null,
      incident: { state: 'open' },
      isMovedIn: null,
    })),
  )
  // An hour each counts whole: who sits and waits loses all of it.
  expect(first).toMatchObject({ minutesAtRisk: 180, tells: 6, told: [] })
  const move = (trajectory: string, isIn: boolean) =>
    tellAs(lieve, `/api/incidents/${storm.id}/pairs`, { trajectory, isIn })
  expect((await move(own.trajectory, false)).status).toBe(200)
  await ground.pass(5000)
  const key = `trajectory:${own.trajectory}/connection`
  expect(await liveTickets()).toEqual([{ key: 'location:SCH-KS-0001/storm' }, { key }])
  const out = (await pairsOf(storm.id)).pairs.find(({ trajectory }) => trajectory === own.trajectory)
  expect(out).toMatchObject({ isMovedIn: false, minutesAtRisk: 0, ticket: { state: 'new' } })
  expect(await pairsOf(storm.id)).toMatchObject({ tells: 4, minutesAtRisk: 120 })
  expect((await move(own.trajectory, true)).status).toBe(200)
  await ground.pass(5000)
  expect(await liveTickets()).toEqual([{ key: 'location:SCH-KS-0001/storm' }])
  const nobody = await move('T-2026-9999', true)
  expect([nobody.status, await nobody.json()]).toMatchObject([409, { error: 'incident_no_pair' }])
  const told = await tellAs(lieve, `/api/incidents/${storm.id}/tell`, { sentence: 'helpdesk_looks' })
  expect(await told.json()).toMatchObject({ told: 6 })
  expect((await pairsOf(storm.id)).told).toMatchObject([
    { by: { firstName: 'Lieve' }, sentence: 'helpdesk_looks', sets: 6, seen: 0 },
  ])
  const ids = first.pairs.flatMap(({ incident }) => incident!.id)
  expect(await (await tellAs(lieve, '/api/incidents/acknowledge', { ids })).json()).toMatchObject({
    acknowledged: 3,
  })
  expect(await (await tellAs(lieve, '/api/incidents/release', { ids })).json()).toMatchObject({
    released: 3,
    failed: [],
  })
})

test('what goes wrong with a set ends with its reason when the set is taken away, and its ticket with it', async () => {
  const [ended, touched] = ground.pairs as [RegisteredPair, RegisteredPair]
  const sets = [await ground.connect(ended, 'school'), await ground.connect(touched, 'school')]
  for (const set of sets) await set.tell({ camera_1: noCamera })
  await ground.pass(75_000)
  const ofTouched = await ground.plane.sql<{ no: number }[]>`
    select k.no from tickets k join trajectories t on t.id = k.trajectory_id where t.code = ${touched.trajectory}`
  await tellAs(lieve, `/api/tickets/${ofTouched[0]!.no}/claim`)
  for (const { trajectory } of [ended, touched]) {
    for (const side of ['school', 'home'])
      await tellAs(
        lieve,
        `/api/trajectories/${trajectory}/sides/${side}`,
        { set: null, location: null },
        'PUT',
      )
  }
  for (const set of sets) await set.goodbye()
  await ground.pass(2 * minuteMs)
  const incidents = await ground.plane.sql<{ state: string; reason: string }[]>`
    select state, reason from incidents where family = 'picture' and subject like 'trajectory:%'`
  expect(incidents).toEqual([
    { state: 'resolved', reason: 'ended' },
    { state: 'resolved', reason: 'ended' },
  ])
  const stateOf = async ({ trajectory }: RegisteredPair) =>
    ground.plane.sql<{ state: string; why: string | null }[]>`
      select k.state, (select e.detail ->> 'by' from ticket_events e where e.ticket_id = k.id and e.kind = 'resolved') as why
      from tickets k join trajectories t on t.id = k.trajectory_id where t.code = ${trajectory}`
  expect(await stateOf(ended)).toEqual([{ state: 'resolved', why: 'ended' }])
  // Nothing is closed over the head of a person.
  expect(await stateOf(touched)).toEqual([{ state: 'open', why: null }])
  const [held] = await ground.plane.sql`
    select count(*)::int4 as n from signals where subject like 'trajectory:%'`
  expect(held).toEqual({ n: 0 })
})
