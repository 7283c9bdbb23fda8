import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { NewTicket } from '../../controlplane/tickets/api.ts'
import { countSealedNotes } from '../../controlplane/tickets/note/queries.ts'
import type { Opening } from '../../controlplane/tickets/open/actions.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import type { RegisteredPair } from '../support/registration.ts'
import { type Helpdesk, kindsOf, monday, openHelpdesk, readQueue, readTicket, tell } from './ticket-ground.ts'

const minuteMs = 60_000

let desk: Helpdesk
let pair: RegisteredPair
beforeAll(async () => {
  desk = await openHelpdesk()
})
afterAll(() => desk.plane.stop())
/** Each test has a pair of its own, and an empty queue. */
beforeEach(async () => {
  await desk.goTo(monday)
  await desk.plane.sql`update tickets set state = 'closed'`
  pair = await desk.newPair()
})

const open = (over: Partial<Opening> = {}, of = pair) => desk.open(of, { key: randomUUID(), ...over })
const numbers = async (query = '', person = desk.people.lieve) =>
  (await readQueue(person, query)).rows.map(({ no }) => no)
type Told = Partial<NewTicket>
const byHand = async (told: Told, person = desk.people.lieve) => {
  const body = {
    channel: 'phone',
    priority: 2,
    symptom: 'reported',
    picture: 'see',
    trajectory: null,
    set: null,
  }
  const answer = await tellAs(person, '/api/tickets', { ...body, ...told })
  return (await answer.json()) as { no: number; isNew: boolean; error?: string }
}

test('what may cost a child most is taken first, whatever came first', async () => {
  const later = await desk.newPair()
  await desk.giveLessons(pair)
  const wifi = await open({ priority: 3, symptom: 'weak_wifi' })
  const noLesson = await open({ priority: 1, symptom: 'child_waits' }, later)
  desk.plane.clock.move(1000)
  const camera = await open({ priority: 2 })
  const waits = await open({ priority: 1, symptom: 'child_waits' })
  const { rows } = await readQueue(desk.people.lieve)
  expect(rows.map(({ no }) => no)).toEqual([waits.no, camera.no, noLesson.no, wifi.no])
  expect(rows.map(row => Math.round(row.minutesAtRisk))).toEqual([50, 25, 0, 0])
  expect(rows[0]).toMatchObject({
    home: pair.home.label,
    school: pair.school.label,
    lesson: { status: 'lesson' },
    dueAt: monday + 1000 + 3 * minuteMs,
    place: { code: `SCH-${pair.school.label}` },
  })
  const next = async () => {
    const answer = await tellAs(desk.people.lieve, '/api/tickets/claim-next')
    return ((await answer.json()) as { no?: number; error?: string }).no
  }
  expect([await next(), await next()]).toEqual([waits.no, camera.no])
})

test('of two who take the most urgent at once each has one of their own', async () => {
  const two = [await open(), await open()]
  const answers = await Promise.all(
    Object.values(desk.people).map(person => tellAs(person, '/api/tickets/claim-next')),
  )
  const taken = await Promise.all(answers.map(answer => answer.json() as Promise<{ no: number }>))
  expect(taken.map(({ no }) => no).toSorted()).toEqual(two.map(({ no }) => no).toSorted())
  expect(await (await tellAs(desk.people.noor, '/api/tickets/claim-next')).json()).toMatchObject({
    error: 'nothing_to_claim',
  })
})

test('the queue shows what the filters say, a page at a time', async () => {
  const [one, two, three] = [
    await open({ priority: 1 }),
    await open({ priority: 3, family: 'sound' }),
    await open(),
  ]
  await tell(desk.people.lieve, two.no, 'claim')
  await tell(desk.people.noor, three.no, 'cancel', { reason: 'test' })
  expect(await numbers()).toEqual([one.no, two.no])
  expect(await numbers('owner=me')).toEqual([two.no])
  expect(await numbers('owner=none')).toEqual([one.no])
  expect(await numbers(`owner=${desk.people.lieve.accountId}`, desk.people.noor)).toEqual([two.no])
  expect(await numbers('priority=1,2')).toEqual([one.no])
  expect(await numbers('family=sound')).toEqual([two.no])
  expect(await numbers(`location=SCH-${pair.school.label}`)).toEqual([one.no, two.no])
  expect(await numbers(`q=${two.no}`)).toEqual([two.no])
  expect(await numbers(`q=${pair.trajectory.toLowerCase()}`)).toEqual([one.no, two.no])
  expect(await numbers('q=%25')).toEqual([])
  expect(await numbers('state=cancelled')).toEqual([three.no])
  expect(await numbers('limit=1&offset=1')).toEqual([two.no])
  const { total, states } = await readQueue(desk.people.lieve, 'limit=1')
  expect([total, states.new, states.open, states.cancelled]).toEqual([2, 1, 1, 1])
})

test('what is told by phone opens a ticket, or joins the one of the same trouble', async () => {
  const opened = await byHand({ set: pair.school.label })
  expect(opened.isNew).toBe(true)
  expect(await byHand({ trajectory: pair.trajectory, priority: 1 })).toMatchObject({
    no: opened.no,
    isNew: false,
  })
  expect(await byHand({ trajectory: pair.trajectory, picture: 'hear' })).toMatchObject({ isNew: true })
  const { ticket, timeline } = await readTicket(desk.people.lieve, opened.no)
  expect(ticket).toMatchObject({
    ...{ source: 'helpdesk', channel: 'phone', picture: 'see', family: 'picture', priority: 1 },
    ...{ trajectory: pair.trajectory, set: pair.school.label, side: 'school', state: 'new' },
  })
  expect(timeline.map(({ kind, actor }) => [kind, actor?.firstName])).toEqual([
    ['opened', 'Lieve'],
    ['joined', 'Lieve'],
    ['raised', undefined],
  ])
  expect((await byHand({ set: 'KS-9999' })).error).toBe('ticket_about_nothing')
  expect((await byHand({})).error).toBe('ticket_about_nothing')
})

test('one timeline tells all that happened, and who did it; a note is sealed, and that it was read is written down', async () => {
  const { lieve, noor } = desk.people
  const { no } = await open()
  const other = await open()
  const text = 'Mama zegt dat de kabel los zat'
  await tell(lieve, no, 'claim')
  await tell(lieve, no, 'call', { direction: 'received', with: 'family', minutes: 4 })
  await tell(lieve, no, 'note', { text })
  await tell(lieve, no, 'link', { to: other.no })
  await tell(lieve, no, 'link', { to: other.no })
  const solved = { cause: 'cable', solution: 'plugged_in', fixedBy: 'user' }
  await tell(lieve, no, 'resolve', solved)
  await tell(lieve, no, 'reopen')
  const detail = await readTicket(noor, no)
  expect(kindsOf(detail)).toEqual([
    ...['opened', 'claimed', 'called', 'noted', 'linked', 'resolved', 'reopened'],
  ])
  expect(detail.timeline[2]?.detail).toEqual({ direction: 'received', with: 'family', minutes: 4 })
  expect(detail.timeline[3]).toMatchObject({ note: text, actor: { firstName: 'Lieve' } })
  expect(detail.linked.map(one => one.no)).toEqual([other.no])
  expect(detail.ticket).toMatchObject({ state: 'open', owner: { firstName: 'Lieve' }, reopenedCount: 1 })
  const { sql } = desk.plane
  const rows = await sql`
    select e.detail::text || coalesce(encode(n.sealed, 'escape'), '') as all from ticket_events e
    left join ticket_notes n using (ticket_id) join tickets t on t.id = e.ticket_id where t.no = ${no}`
  expect(JSON.stringify(rows)).not.toContain('kabel los')
  expect([...(await countSealedNotes(sql)).values()]).toEqual([1])
  await readTicket(noor, no)
  const reads = await sql`
    select from access_log where account_id = ${noor.accountId} and record = ${`ticket:${no}`}`
  expect(reads).toHaveLength(1)
})

test('who looks at it too is seen, for as long as they do', async () => {
  const { lieve, noor } = desk.people
  const { no } = await open()
  await tell(noor, no, 'look')
  desk.plane.clock.move(20_000)
  await tell(noor, no, 'look')
  desk.plane.clock.move(20_000)
  expect((await readTicket(lieve, no)).viewers.map(({ firstName }) => firstName)).toEqual(['Noor'])
  desk.plane.clock.move(10_000)
  expect((await readTicket(lieve, no)).viewers).toEqual([])
  const acts = await desk.plane.sql`
    select from audit_log where act = 'ticket_seen' and subject = ${`ticket:${no}`}`
  expect(acts).toHaveLength(1)
})

test('its time runs in lessons, while it is the turn of the helpdesk', async () => {
  await desk.giveLessons(pair)
  const { no } = await open()
  desk.plane.clock.move(10 * minuteMs)
  await tell(desk.people.lieve, no, 'claim')
  await tell(desk.people.lieve, no, 'wait', { party: 'provider', reference: 'INC-12' })
  desk.plane.clock.move(10 * minuteMs)
  await tell(desk.people.lieve, no, 'answer')
  await desk.goTo(monday + 120 * minuteMs)
  // Ten minutes, and from 9:30 to the end of the lesson; nobody is on duty, so that it went back to everybody.
  expect(await readTicket(desk.people.lieve, no)).toMatchObject({
    serviceMinutes: 40,
    waitingReference: null,
  })
})

test('a counsellor sees and opens those of their own trajectories; a wall sees the queue and no names', async () => {
  const { plane } = desk
  const counsellor = await signInAs(plane, 'counsellor')
  const mine = await open()
  const others = await open({}, await desk.newPair())
  await plane.sql`update trajectories set counsellor_id = ${counsellor.accountId} where code = ${pair.trajectory}`
  await tell(desk.people.lieve, mine.no, 'claim')
  expect(await numbers('', counsellor)).toEqual([mine.no])
  const statusOf = async (path: string, person: SignedIn = counsellor) => (await askAs(person, path)).status
  expect(await statusOf(`/api/tickets/${mine.no}`)).toBe(200)
  expect(await statusOf(`/api/tickets/${others.no}/evidence`)).toBe(404)
  expect(await statusOf(`/api/trajectories/${pair.trajectory}/tickets`)).toBe(200)
  expect(await tell(counsellor, mine.no, 'note', { text: 'x' })).toBe('not_allowed')
  expect((await byHand({ set: pair.home.label }, counsellor)).isNew).toBe(true)
  expect((await byHand({ trajectory: (await desk.newPair()).trajectory }, counsellor)).error).toBe(
    'ticket_about_nothing',
  )
  const wall = await signInAs(plane, 'wall')
  const row = (await readQueue(wall)).rows.find(({ no }) => no === mine.no)
  expect(row?.owner).toEqual({ account: expect.stringMatching(/^[0-]+$/), firstName: '' })
  expect(await statusOf(`/api/tickets/${mine.no}`, wall)).toBe(403)
})

test('the last tickets of a set and a trajectory, and the list as a file', async () => {
  const { lieve } = desk.people
  const { no } = await open()
  await tell(lieve, no, 'cancel', { reason: 'mistake' })
  for (const of of [`sets/${pair.school.label}`, `trajectories/${pair.trajectory}`]) {
    const { rows } = (await (await askAs(lieve, `/api/${of}/tickets`)).json()) as { rows: { no: number }[] }
    expect(rows.map(row => row.no)).toEqual([no])
  }
  const headers = { 'sec-fetch-site': 'same-origin' }
  const answer = await askAs(lieve, `/api/tickets/export?state=cancelled&q=${no}`, { headers })
  const [headings, row, ...others] = (await answer.text()).trimEnd().split('\r\n')
  expect(headings).toMatch(/^no;state;priority;/)
  expect(row).toMatch(new RegExp(`^${no};cancelled;2;picture;camera;rule;`))
  expect(others).toEqual([])
})
