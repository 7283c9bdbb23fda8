import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { healTicket } from '../../controlplane/tickets/heal/actions.ts'
import { brussels, passTime } from '../support/clock.ts'
import type { RegisteredPair } from '../support/registration.ts'
import { type Helpdesk, kindsOf, monday, openHelpdesk, readTicket, tell } from './ticket-ground.ts'

const minuteMs = 60_000
const solving = { cause: 'cable', solution: 'plugged_in', fixedBy: 'user' }

let desk: Helpdesk
let pairs: RegisteredPair[]
beforeAll(async () => {
  desk = await openHelpdesk()
  pairs = [await desk.newPair(), await desk.newPair()]
  await Promise.all(pairs.map(desk.giveLessons))
})
afterAll(() => desk.plane.stop())
beforeEach(() => desk.goTo(monday))

/** Of a trouble of its own; which pair it is of does not matter, unless it is said. */
const open = (over: object = {}, pair = pairs[0]!) => desk.open(pair, { key: randomUUID(), ...over })

test('what is urgent is not planned beyond the next lesson', async () => {
  const { no } = await open()
  await tell(desk.people.lieve, no, 'claim')
  const tomorrow = brussels('2026-11-24T09:00')
  expect(await tell(desk.people.lieve, no, 'plan', { for: tomorrow + 1 })).toBe('plan_too_late')
  expect(await tell(desk.people.lieve, no, 'plan', { for: desk.now() })).toBe('plan_past')
  expect(await tell(desk.people.lieve, no, 'plan', { for: tomorrow })).toBe('done')
})

test('an owner who does nothing for three minutes of lesson gives it back; who acts keeps it', async () => {
  const urgent = { priority: 1, family: 'connection', symptom: 'child_waits' } as const
  const [{ no: one }, { no: two }] = [await open(urgent), await open(urgent, pairs[1])]
  for (const no of [one, two]) await tell(desk.people.lieve, no, 'claim')
  await passTime(desk.plane, 2 * minuteMs)
  await tell(desk.people.lieve, two, 'call', { direction: 'made', with: 'teacher', minutes: null })
  await passTime(desk.plane, minuteMs)
  const left = await readTicket(desk.people.noor, one)
  expect(left.ticket).toMatchObject({ state: 'new', owner: null })
  expect(left.timeline.at(-1)).toMatchObject({ kind: 'released', actor: null, detail: { why: 'silent' } })
  expect((await readTicket(desk.people.noor, two)).ticket.owner?.firstName).toBe('Lieve')
})

test('outside lessons nobody is silent', async () => {
  await desk.goTo(brussels('2026-11-23T10:00'))
  const { no } = await open({ priority: 1 })
  await tell(desk.people.lieve, no, 'claim')
  await passTime(desk.plane, 10 * minuteMs)
  expect((await readTicket(desk.people.noor, no)).ticket.state).toBe('open')
})

test('what was planned is to be done when its time has come', async () => {
  const { no } = await open()
  await tell(desk.people.lieve, no, 'claim')
  await tell(desk.people.lieve, no, 'plan', { for: desk.now() + minuteMs })
  await passTime(desk.plane, 30_000)
  expect((await readTicket(desk.people.lieve, no)).ticket.state).toBe('planned')
  await passTime(desk.plane, 30_000)
  await desk.settled()
  // Nobody is on duty: it is for everybody.
  expect(kindsOf(await readTicket(desk.people.lieve, no)).slice(-2)).toEqual(['woken', 'released'])
})

test('what is solved is closed after two days with lessons', async () => {
  const { no } = await open()
  await tell(desk.people.lieve, no, 'resolve', solving)
  const stateAt = async (time: string) => {
    desk.plane.clock.set(brussels(time))
    await desk.plane.runDue()
    const [row] = await desk.plane.sql<{ state: string }[]>`select state from tickets where no = ${no}`
    return row?.state
  }
  expect(await stateAt('2026-11-25T09:59')).toBe('resolved')
  expect(await stateAt('2026-11-25T10:01')).toBe('closed')
})

test('the lesson minutes that it cost are counted when it is solved, and told by the queue for five days of school', async () => {
  const { sql } = desk.plane
  const { no } = await open({ priority: 1 })
  const say = (minutes: number, verdict: string) => sql`
    insert into verdict_history (trajectory_id, at, verdict)
    select id, ${monday + minutes * minuteMs}, ${verdict} from trajectories where code = ${pairs[0]!.trajectory}`
  await say(1, 'child_waits')
  await say(11, 'lesson_poor')
  await say(16, 'good')
  await desk.goTo(monday + 20 * minuteMs)
  await tell(desk.people.lieve, no, 'resolve', solving)
  expect((await readTicket(desk.people.lieve, no)).lostMinutes).toBe(12.5)
  expect(await tell(desk.people.lieve, no, 'close')).toBe('done')
  const next = async (at: string) => {
    await desk.goTo(brussels(at))
    const { no: one } = await open({ priority: 3 })
    const { ticket } = await readTicket(desk.people.lieve, one)
    return [ticket.lostLately, ticket.minutesAtRisk]
  }
  expect(await next('2026-11-30T08:00')).toEqual([12.5, 1.25])
  expect(await next('2026-12-01T08:00')).toEqual([0, 0])
})

test('what healed by itself is closed with the minutes that it cost', async () => {
  const { sql } = desk.plane
  const { id, no } = await open({ priority: 1 })
  await desk.goTo(monday + 20 * minuteMs)
  await sql.begin(tx => healTicket(tx, id, desk.now()))
  await desk.goTo(brussels('2026-11-25T10:05'))
  await desk.plane.runDue()
  expect(await readTicket(desk.people.lieve, no)).toMatchObject({
    ...{ lostMinutes: 12.5, fixedBy: 'itself', ticket: { state: 'closed' } },
  })
})
