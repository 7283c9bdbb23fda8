import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CallFact } from '../../protocol/call.ts'
import type { Facts } from '../../protocol/facts.ts'
import { brussels, type HeldClock, holdClock, passTime } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet } from '../support/hand-set.ts'
import { tellAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

/** A Monday, an hour into the lesson. */
const at = brussels('2026-11-23T10:00')
/** The control plane has just started: so long silence is not held against a set. */
const graceMs = 91_000

let plane: TestControlPlane<HeldClock>
let pairs: RegisteredPair[]
let pair: RegisteredPair
let seq = 0
const talking = new Set<HandSet>()

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock(at - graceMs) })
  pairs = await registerPairs(plane.admin, 16)
  for (const { trajectory } of pairs) {
    const week = [[1, 540, 720]]
    await tellAs(plane.admin, `/api/trajectories/${trajectory}/timetable`, { week }, 'PUT')
  }
  await passTime(plane, graceMs)
})
beforeEach(() => {
  pair = pairs.pop()!
})
/** Nobody misses the sets of a test in the next. */
afterEach(async () => {
  for (const set of talking) {
    await set.send('bye', 0, { reason: 'off', connection: 1 })
    await set.goodbye()
  }
  talking.clear()
  await plane.sql`update connections set presence = 'off' where presence <> 'unheard'`
})
afterAll(() => plane.stop())

const wellFacts: Facts = {
  camera_1: { present: true, model: 'C2', driver: 'uvcvideo', error: null, blocked: false },
  audio_in: { present: true, muted: false, volume_zero: false },
  audio_out: { present: true, muted: false, volume_zero: false },
}
const camera = (present: boolean): Facts => ({
  camera_1: { present, model: 'C2', driver: present ? 'uvcvideo' : null, error: null, blocked: false },
})
const call = (app: CallFact['app'], media: CallFact['media']): Facts => ({
  call: { app, media, since: plane.clock.now() },
})

async function comeOn(side: 'home' | 'school', of = pair): Promise<HandSet> {
  const { deviceId, label } = of[side]
  const set = await connectHandSet({ deviceId, mqttPort: plane.mqttPort })
  await set.hello({ facts: wellFacts })
  await becomes(label, 'online')
  talking.add(set)
  return set
}

/** Time passes, and every set that is on says so. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 60_000) {
    await passTime(plane, Math.min(60_000, left))
    for (const set of talking) await say(set, 'report', { seconds: 60, flags: 0, readings: {} })
  }
}

const becomes = (label: string, presence: string) =>
  until(`${label} is ${presence}`, async () => {
    const [row] = await plane.sql`
      select presence from connections join live_devices d using (device_no) join sets s on s.id = d.set_id
      where label = ${label}`
    return row?.presence === presence
  })

async function vanish(set: HandSet, { label }: { label: string }): Promise<void> {
  talking.delete(set)
  set.vanish()
  await becomes(label, 'suspect')
}

async function say(set: HandSet, kind: 'event' | 'help' | 'said' | 'report', body: unknown): Promise<void> {
  seq += 1
  await set.send(kind, seq, body, { at: plane.clock.now() })
  await set.acknowledges(seq)
}

type Ticket = {
  no: number
  state: string
  priority: number
  symptom: string
  fixedBy: string | null
  side: string | null
}
const ticketsOf = (of = pair) => plane.sql<Ticket[]>`
  select k.no, k.state, k.priority, k.symptom, k.fixed_by as "fixedBy", k.side
  from tickets k join trajectories t on t.id = k.trajectory_id where t.code = ${of.trajectory} order by k.no`

test('a camera that is gone for a minute in a lesson is one urgent ticket, and resolved by itself when it is back', async () => {
  const school = await comeOn('school')
  await say(school, 'event', { facts: camera(false) })
  await pass(55_000)
  expect(await ticketsOf()).toEqual([])
  await pass(5000)
  expect(await ticketsOf()).toMatchObject([{ state: 'new', priority: 1, symptom: 'camera', side: 'school' }])
  await say(school, 'event', { facts: camera(true) })
  await pass(120_000)
  expect(await ticketsOf()).toMatchObject([{ state: 'resolved', fixedBy: 'itself' }])
  await say(school, 'event', { facts: camera(false) })
  await pass(65_000)
  expect(await ticketsOf()).toMatchObject([{ state: 'new', priority: 1 }])
})

test('what cannot be judged holds back nothing else, is told, and is judged once it can be', async () => {
  const other = pairs.pop()!
  const key = `trajectory:${pair.trajectory}`
  await plane.sql.unsafe(`
    create function refuse() returns trigger language plpgsql as 'begin raise ''refused''; end';
    create trigger refuse before insert on signals for each row when (new.subject = '${key}') execute function refuse()`)
  for (const of of [pair, other]) await say(await comeOn('school', of), 'event', { facts: camera(false) })
  await pass(65_000)
  expect(await ticketsOf()).toEqual([])
  expect(await ticketsOf(other)).toMatchObject([{ state: 'new', symptom: 'camera' }])
  expect(await plane.sql`select from tickets where symptom = 'rule_failed'`).toHaveLength(1)
  // It is not the first that is due for good.
  const [judged] = await plane.sql<{ dueAt: number }[]>`
    select due_at as "dueAt" from judged_subjects where subject = ${key}`
  expect(judged?.dueAt).toBeGreaterThan(plane.clock.now())
  await plane.sql.unsafe('drop function refuse cascade')
  await pass(180_000)
  expect(await ticketsOf()).toMatchObject([{ state: 'new', symptom: 'camera' }])
})

test('a child that waits while the class set is gone is a ticket a minute after that was last heard', async () => {
  const [home, school] = [await comeOn('home'), await comeOn('school')]
  await say(school, 'event', { facts: call('running', 'both') })
  await say(home, 'event', { facts: call('running', 'none') })
  await vanish(school, pair.school)
  await pass(65_000)
  expect(await ticketsOf()).toMatchObject([
    { priority: 1, symptom: 'child_waits_class_gone', side: 'school' },
  ])
  const [verdict] = await plane.sql`
    select verdict, side from pair_verdicts v join trajectories t on t.id = v.trajectory_id
    where t.code = ${pair.trajectory}`
  expect(verdict).toMatchObject({ verdict: 'child_waits_class_gone', side: 'school' })
})

test('who presses for help is a ticket at once, and the case is bound to it', async () => {
  const home = await comeOn('home')
  const press = { press: randomUUID(), picture: 'see', by: 'child', language: 'nl', withdrawn: false }
  await say(home, 'help', press)
  const [ticket] = await until('a ticket', async () => {
    const found = await ticketsOf()
    return found.length > 0 ? found : undefined
  })
  expect(ticket).toMatchObject({ priority: 1, symptom: 'help', state: 'new', side: 'home' })
  const [bound] = await plane.sql`
    select no from ticket_cases c join tickets k on k.id = c.ticket_id join help_presses p using (case_id)
    where p.press = ${press.press}`
  expect(bound?.no).toBe(ticket!.no)
})

test('a school that loses its line is one ticket, and none for each child', async () => {
  const { trio, codes, schools } = await waitAtOneSchool()
  for (const [index, school] of schools.entries()) await vanish(school, trio[index]!.school)
  await pass(90_000)
  const storms = () => plane.sql<Ticket[]>`
    select no, state, priority, symptom, fixed_by as "fixedBy" from tickets where symptom = 'storm_location'`
  expect(await storms()).toMatchObject([{ state: 'new', priority: 1 }])
  const ofChildren = () => Promise.all(trio.map(one => ticketsOf(one)))
  expect(await ofChildren()).toEqual([[], [], []])
  const [reason] = await plane.sql`
    select reason, suppressed_by as "suppressedBy" from incidents
    where group_key = ${`trajectory:${codes[0]}/connection`} and state <> 'resolved'`
  expect(reason).toMatchObject({ reason: 'suppressed', suppressedBy: expect.stringContaining('location:') })
})

/** Three pairs of one school, each child waiting, and the class sets. */
async function waitAtOneSchool() {
  const trio = [pair, pairs.pop()!, pairs.pop()!]
  const codes = trio.map(({ trajectory }) => trajectory)
  await plane.sql`
    update trajectories set school_location_id = (select school_location_id from trajectories where code = ${codes[0]!})
    where code = any(${codes}::text[])`
  for (const one of trio) await say(await comeOn('home', one), 'event', { facts: call('running', 'none') })
  const schools: HandSet[] = []
  for (const one of trio) schools.push(await comeOn('school', one))
  return { trio, codes, schools }
}

test('what was called for a child before its storm was known goes on in the ticket of the storm', async () => {
  const { trio, codes, schools } = await waitAtOneSchool()
  await vanish(schools[0]!, trio[0]!.school)
  await pass(65_000)
  expect(await ticketsOf(trio[0])).toMatchObject([{ state: 'new', symptom: 'child_waits_class_gone' }])
  for (const index of [1, 2]) await vanish(schools[index]!, trio[index]!.school)
  await pass(60_000)
  const [storm] = await plane.sql<{ id: string }[]>`
    select k.id from tickets k join locations l on l.id = k.location_id join trajectories t on t.school_location_id = l.id
    where t.code = ${codes[0]!} and k.symptom = 'storm_location' and k.state = 'new' limit 1`
  const [merged] = await plane.sql`
    select state, merged_into as "mergedInto" from tickets k join trajectories t on t.id = k.trajectory_id
    where t.code = ${codes[0]!}`
  expect(merged).toEqual({ state: 'merged', mergedInto: storm!.id })
})

test('a class that gives no lesson is asked on its set, and its answer ends the waiting for it', async () => {
  const [home, school] = [await comeOn('home'), await comeOn('school')]
  for (const set of [home, school]) await say(set, 'event', { facts: call('stopped', 'none') })
  const messageOf = async (label: string) => {
    const [row] = await plane.sql<{ id: string; sentence: string; sentBy: string }[]>`
      select m.id, m.sentence, m.sent_by as "sentBy" from set_messages m join sets s on s.id = m.set_id
      where s.label = ${label}`
    return row
  }
  await pass(900_000)
  const message = await until('the question', () => messageOf(pair.school.label))
  expect(message).toMatchObject({ sentence: 'lesson_today', sentBy: 'system' })
  expect(await messageOf(pair.home.label)).toBeUndefined()
  await say(school, 'said', { message: message.id, shown: true, seen: true, answer: 'no' })
  await until('the day is known to be otherwise', async () => {
    const [row] = await plane.sql`
      select kind, said_by as "saidBy" from day_changes d join trajectories t on t.id = d.trajectory_id
      where t.code = ${pair.trajectory}`
    return row?.kind === 'no_lesson' && row.saidBy === 'teacher'
  })
  expect(await ticketsOf()).toEqual([])
})
