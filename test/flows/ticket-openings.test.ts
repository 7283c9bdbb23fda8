import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../controlplane/platform/postgres/database.ts'
import { healTicket, unhealTicket } from '../../controlplane/tickets/heal/actions.ts'
import { type Opening, openTicket, raisePriority } from '../../controlplane/tickets/open/actions.ts'
import type { TicketState } from '../../controlplane/tickets/rules.ts'
import { brussels, type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

let plane: TestControlPlane<HeldClock>
let intake: Database
let pair: RegisteredPair
let pairs = 0
const monday = brussels('2026-11-23T09:30')

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock(monday) })
  intake = openDatabase(plane.databaseUrl, { max: 4, role: 'setwacht_intake' })
})
afterAll(async () => {
  await intake.end()
  await plane.stop()
})

/** Each test has a pair of its own. */
beforeEach(async () => {
  plane.clock.set(monday)
  pairs += 1
  pair = (await registerPairs(plane.admin, 1, { first: pairs }))[0]!
})

const camera = (over: Partial<Opening> = {}): Opening => ({
  key: `trajectory:${pair.trajectory}/picture`,
  priority: 2,
  family: 'picture',
  symptom: 'camera',
  source: 'rule',
  trajectory: pair.trajectory,
  set: pair.school.label,
  side: 'school',
  ...over,
})
const open = (opening = camera()) => intake.begin(tx => openTicket(tx, opening, plane.clock.now()))
const heal = (id: string) => intake.begin(tx => healTicket(tx, id, plane.clock.now()))

async function look(id: string) {
  const [row] = await plane.sql<Record<string, unknown>[]>`
    select no, state, priority, symptom, owner, healed_at as "healedAt", fixed_by as "fixedBy",
      resolved_by as "resolvedBy", reopened_count as reopened, first_action_at as "firstActionAt",
      (select no from tickets e where e.id = t.earlier_ticket) as earlier
    from tickets t where id = ${id}`
  return row!
}
async function happened(id: string): Promise<string[]> {
  const rows = await plane.sql<{ kind: string }[]>`
    select kind from ticket_events where ticket_id = ${id} order by id`
  return rows.map(({ kind }) => kind)
}
/** As if a person had brought it there. */
async function place(id: string, state: TicketState, owner: string | null = null): Promise<void> {
  const at = plane.clock.now()
  const closedAt = state === 'closed' ? at : null
  await plane.sql`
    update tickets set state = ${state}, owner = ${owner}, acted_at = ${owner && at}::timestamptz,
      closed_at = ${closedAt}::timestamptz where id = ${id}`
}

test('one trouble is one ticket: what comes later joins it, and only raises how urgent it is', async () => {
  const first = await open()
  expect(first.outcome).toBe('opened')
  expect(first.changes).toEqual({ ticket: [String(first.no), pair.trajectory, pair.school.label] })
  expect(await open(camera({ priority: 3, symptom: 'webcam' }))).toMatchObject({
    no: first.no,
    outcome: 'joined',
  })
  expect(await look(first.id)).toMatchObject({ state: 'new', priority: 2, symptom: 'camera' })
  await open(camera({ priority: 1, symptom: 'webcam' }))
  expect(await look(first.id)).toMatchObject({ priority: 1, symptom: 'webcam' })
  await intake.begin(tx => raisePriority(tx, first.id, { priority: 4, now: plane.clock.now() }))
  expect(await look(first.id)).toMatchObject({ priority: 1 })
  expect(await happened(first.id)).toEqual(['opened', 'joined', 'joined', 'raised'])
})

test('of twenty that open the same trouble at once one opens it, and the others join', async () => {
  const opened = await Promise.all(Array.from({ length: 20 }, () => open()))
  expect(new Set(opened.map(({ no }) => no)).size).toBe(1)
  expect(opened.filter(({ outcome }) => outcome === 'opened')).toHaveLength(1)
})

test('what no person touched is resolved when it works again; a day later it is the same ticket', async () => {
  const { id, no } = await open()
  await heal(id)
  expect(await look(id)).toMatchObject({ state: 'resolved', fixedBy: 'itself', resolvedBy: null })
  plane.clock.set(monday + 86_400_000)
  expect(await open()).toMatchObject({ no, outcome: 'reopened' })
  expect(await look(id)).toMatchObject({ state: 'new', fixedBy: null, reopened: 1, healedAt: null })
  expect(await happened(id)).toEqual(['opened', 'resolved', 'reopened', 'joined'])
})

test('nothing is closed over the head of a person: the ticket says that it works, or not any more', async () => {
  const { id } = await open()
  await place(id, 'open', plane.admin.accountId)
  await heal(id)
  expect(await look(id)).toMatchObject({ state: 'open', healedAt: plane.clock.now() })
  await intake.begin(tx => unhealTicket(tx, id, plane.clock.now()))
  expect(await look(id)).toMatchObject({ state: 'open', healedAt: null })
  await heal(id)
  await open()
  expect(await look(id)).toMatchObject({ state: 'open', healedAt: null })
})

test('closed five days of school ago it is the same ticket, on the sixth a new one that names the first', async () => {
  const { id, no } = await open()
  await place(id, 'closed')
  plane.clock.set(brussels('2026-11-30T16:00'))
  expect(await open()).toMatchObject({ no, outcome: 'reopened' })
  plane.clock.set(monday)
  await place(id, 'closed')
  plane.clock.set(brussels('2026-12-01T08:00'))
  const later = await open()
  expect(later).toMatchObject({ outcome: 'opened' })
  expect(later.no).not.toBe(no)
  expect(await look(later.id)).toMatchObject({ earlier: no })
})

test('what was merged goes on where it went', async () => {
  const { id } = await open()
  const into = await open(
    camera({ key: `trajectory:${pair.trajectory}/sound`, family: 'sound', symptom: 'sound' }),
  )
  await plane.sql`update tickets set state = 'merged', merged_into = ${into.id} where id = ${id}`
  expect(await open()).toMatchObject({ no: into.no, outcome: 'joined' })
  await plane.sql`update tickets set state = 'cancelled' where id = ${into.id}`
  expect(await open()).toMatchObject({ outcome: 'opened' })
})

test('what waited is woken when it fires again, for everybody when its owner is not on duty', async () => {
  const { id } = await open()
  const { accountId } = plane.admin
  await place(id, 'waiting_user', accountId)
  await open()
  await until('it is for everybody', async () => (await look(id)).state === 'new')
  expect(await happened(id)).toEqual(['opened', 'joined', 'woken', 'released'])
  const now = plane.clock.now()
  await plane.sql`
    insert into duties (account_id, starts_at, ends_at) values (${accountId}, ${now - 1}, ${now + 3_600_000})`
  await place(id, 'planned', accountId)
  await open()
  await until('nothing is left to do', async () => (await plane.sql`select from work limit 1`).length === 0)
  expect(await look(id)).toMatchObject({ state: 'open', owner: accountId })
})

test('what both sides said in the ten minutes before is kept, for as long as reports', async () => {
  const now = plane.clock.now()
  const at = (minutes: number) => now - minutes * 60_000
  const [device] = await plane.sql<{ no: number }[]>`
    select d.device_no as no from devices d join sets s on s.id = d.set_id where s.label = ${pair.school.label}`
  const { no } = device!
  const fact = (minutes: number, value: string, seq: number) => plane.sql`
    insert into fact_history (device_no, name, value, measured_at, received_at, uncertain, epoch, seq)
    values (${no}, 'call', ${value}::text::jsonb, ${at(minutes)}, ${at(minutes)}, false, 1, ${seq})`
  await fact(40, '1', 1)
  await fact(20, '2', 2)
  await fact(5, '3', 3)
  await plane.sql`
    insert into presence_history (device_no, at, presence, cause) values
      (${no}, ${at(30)}, 'online', 'hello'), (${no}, ${at(1)}, 'suspect', 'will')`
  const { id } = await open(camera({ seenAt: at(1) }))
  const [kept] = await plane.sql<{ frozen: unknown }[]>`
    select frozen from ticket_evidence where ticket_id = ${id}`
  expect(kept?.frozen).toMatchObject({
    from: at(11),
    until: now,
    home: { set: pair.home.label, presence: [], facts: [] },
    school: {
      set: pair.school.label,
      presence: [
        { at: at(30), presence: 'online' },
        { at: at(1), presence: 'suspect' },
      ],
      facts: [
        { at: at(20), name: 'call', value: 2 },
        { at: at(5), name: 'call', value: 3 },
      ],
    },
  })
  plane.clock.set(now + 31 * 86_400_000)
  await plane.runDue()
  expect(await plane.sql`select from ticket_evidence where ticket_id = ${id}`).toEqual([])
})
