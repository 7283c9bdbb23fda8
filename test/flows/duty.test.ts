import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Duty, DutyNow, DutyWeek, type NewDuty } from '../../controlplane/duty/api.ts'
import { putTimetable } from '../console/lesson-ground.ts'
import { brussels, type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { registerPairs } from '../support/registration.ts'

const hour = 3_600_000
/** A Monday of lessons, at ten. */
const today = '2026-11-23'

let plane: TestControlPlane<HeldClock>
let lead: SignedIn
let helpdesk: SignedIn

beforeAll(async () => {
  plane = await startControlPlane({ clock: holdClock(brussels(`${today}T10:00`)) })
  lead = await signInAs(plane, 'lead')
  helpdesk = await signInAs(plane, 'helpdesk')
})
afterAll(() => plane.stop())

async function weekFrom(day: string): Promise<DutyWeek> {
  const answer = await askAs(helpdesk, `/api/duty?from=${day}`)
  expect(answer.status).toBe(200)
  const week = (await answer.json()) as DutyWeek
  expect([...Compile(DutyWeek).Errors(week)]).toEqual([])
  return week
}

async function dutyNow(): Promise<DutyNow> {
  const now = (await (await askAs(helpdesk, '/api/duty/now')).json()) as DutyNow
  expect([...Compile(DutyNow).Errors(now)]).toEqual([])
  return now
}

/** Puts somebody on duty and expects it to be done. Returns the id of the duty. */
async function add(duty: NewDuty): Promise<string> {
  const answer = await tellAs(lead, '/api/duty', duty)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { id: string }).id
}

async function refusalOf(answer: Response): Promise<[number, string]> {
  const { error, message, expected } = (await answer.json()) as Record<string, string>
  expect([message, expected]).toEqual([expect.stringMatching(/\.$/), expect.any(String)])
  return [answer.status, error ?? '']
}

const told = ({ account, startsAt, endsAt }: Duty) => [
  account,
  new Date(startsAt).toISOString(),
  endsAt - startsAt,
]

describe('the duty list', () => {
  test('lets the helpdesk go on duty itself, and nobody whom it is not for', async () => {
    const own = { day: '2027-03-01', from: '08:00', until: '12:00' }
    const answer = await tellAs(helpdesk, '/api/duty/own', own)
    expect(answer.status).toBe(200)
    const { id } = (await answer.json()) as { id: string }
    const { duties } = await weekFrom('2027-03-01')
    expect(duties.map(({ id, account }) => [id, account])).toEqual([[id, helpdesk.accountId]])
    expect(await refusalOf(await tellAs(plane.admin, '/api/duty/own', own))).toEqual([409, 'not_for_duty'])
  })

  test('shows a week from its Monday on, and who can be on duty', async () => {
    const week = await weekFrom('2026-09-03')
    expect(week.from).toBe('2026-08-31')
    expect(week.days.map(({ day }) => day)).toEqual([
      '2026-08-31',
      '2026-09-01',
      '2026-09-02',
      '2026-09-03',
      '2026-09-04',
      '2026-09-05',
      '2026-09-06',
    ])
    const people = week.people.map(({ account }) => account).sort()
    expect(people).toEqual([lead.accountId, helpdesk.accountId].sort())
    expect((await weekFrom('2026-03-29')).days.at(-1)).toEqual({
      day: '2026-03-29',
      startsAt: Date.parse('2026-03-28T23:00Z'),
    })
  })

  test('of a day that is not there is refused', async () => {
    for (const day of ['2026-02-30', '2026-99-99', '0000-01-01'])
      expect(await refusalOf(await askAs(lead, `/api/duty?from=${day}`))).toEqual([422, 'unknown_day'])
  })

  test('a duty is added, taken off, and added again', async () => {
    const duty = { account: helpdesk.accountId, day: '2026-09-01', from: '08:30', until: '12:00' }
    const id = await add(duty)
    const shown = ['2026-09-01T06:30:00.000Z', 3.5 * hour]
    expect((await weekFrom('2026-09-01')).duties.map(told)).toEqual([[helpdesk.accountId, ...shown]])
    expect((await tellAs(lead, `/api/duty/${id}`, {}, 'DELETE')).status).toBe(200)
    expect((await weekFrom('2026-09-01')).duties).toEqual([])
    expect(await refusalOf(await tellAs(lead, `/api/duty/${id}`, {}, 'DELETE'))).toEqual([
      404,
      'unknown_duty',
    ])
    await add(duty)
    expect((await weekFrom('2026-09-01')).duties.map(told)).toEqual([[helpdesk.accountId, ...shown]])
    const rows = await plane.sql<{ act: string; actor: string }[]>`
      select act, actor from audit_log where subject = ${`duty:${id}`} order by no`
    expect(rows).toEqual(['duty_added', 'duty_removed'].map(act => ({ act, actor: lead.accountId })))
  })

  test.each([
    ['that ends before it begins', { from: '12:00', until: '08:00' }, 422, 'duty_wrong_order'],
    ['of more than twelve hours', { from: '08:00', until: '20:01' }, 422, 'duty_too_long'],
    ['on a day that is not there', { day: '2026-06-31' }, 422, 'unknown_day'],
    ['of somebody who is not there', { account: crypto.randomUUID() }, 409, 'not_for_duty'],
  ])('a duty %s is refused', async (_name, over, status, error) => {
    const duty = { account: helpdesk.accountId, day: '2026-06-30', from: '08:00', until: '12:00' }
    expect(await refusalOf(await tellAs(lead, '/api/duty', { ...duty, ...over }))).toEqual([status, error])
  })

  test('only open accounts of helpdesk and team leads are put on duty', async () => {
    const counsellor = await signInAs(plane, 'counsellor')
    const duty = { day: '2026-06-30', from: '08:00', until: '12:00' }
    const tell = (account: string) => tellAs(lead, '/api/duty', { ...duty, account })
    expect(await refusalOf(await tell(counsellor.accountId))).toEqual([409, 'not_for_duty'])
    expect(await refusalOf(await tell(plane.admin.accountId))).toEqual([409, 'not_for_duty'])
  })

  test('nobody is on duty twice at once, also when twenty people try together', async () => {
    const duty = { account: helpdesk.accountId, day: '2026-05-04', from: '08:00', until: '12:00' }
    const answers = await Promise.all(Array.from({ length: 20 }, () => tellAs(lead, '/api/duty', duty)))
    const statuses = answers.map(({ status }) => status).sort()
    expect(statuses).toEqual([200, ...Array<number>(19).fill(409)])
    expect(
      await refusalOf(await tellAs(lead, '/api/duty', { ...duty, from: '11:00', until: '13:00' })),
    ).toEqual([409, 'twice_at_once'])
    await add({ ...duty, from: '12:00', until: '13:00' })
    await add({ ...duty, account: lead.accountId })
    expect((await weekFrom('2026-05-04')).duties).toHaveLength(3)
  })

  test('what was taken over is given back to who had it, once, by who took it', async () => {
    const id = await add({ account: lead.accountId, day: '2027-04-05', from: '08:00', until: '12:00' })
    const holder = async () => (await weekFrom('2027-04-05')).duties.map(({ account }) => account)
    expect((await tellAs(helpdesk, `/api/duty/${id}/take-over`)).status).toBe(200)
    expect(await holder()).toEqual([helpdesk.accountId])
    expect(await refusalOf(await tellAs(lead, `/api/duty/${id}/give-back`))).toEqual([409, 'not_taken_over'])
    expect((await tellAs(helpdesk, `/api/duty/${id}/give-back`)).status).toBe(200)
    expect(await holder()).toEqual([lead.accountId])
    const again = await tellAs(helpdesk, `/api/duty/${id}/give-back`)
    expect(await refusalOf(again)).toEqual([409, 'not_taken_over'])
  })

  test('is seen by the helpdesk and changed by team leads', async () => {
    expect((await tellAs(helpdesk, '/api/duty', {})).status).toBe(403)
    const dpo = await signInAs(plane, 'dpo')
    expect((await askAs(dpo, '/api/duty')).status).toBe(403)
  })
})

describe('the week before is repeated', () => {
  const copy = async (from: string) => {
    const answer = await tellAs(lead, '/api/duty/copy', { from })
    expect(answer.status).toBe(200)
    return ((await answer.json()) as { added: number }).added
  }

  test('at the same times on the clock when it changes in between; what is there stays', async () => {
    const mornings = { account: helpdesk.accountId, from: '08:00', until: '12:00' }
    await add({ ...mornings, day: '2026-10-19' })
    await add({ ...mornings, day: '2026-10-20' })
    await add({ ...mornings, day: '2026-10-27', from: '11:00', until: '13:00' })
    expect(await copy('2026-10-28')).toBe(1)
    expect((await weekFrom('2026-10-26')).duties.map(told)).toEqual([
      [helpdesk.accountId, '2026-10-26T07:00:00.000Z', 4 * hour],
      [helpdesk.accountId, '2026-10-27T10:00:00.000Z', 2 * hour],
    ])
    expect(await copy('2026-10-26')).toBe(0)
  })

  test('without who cannot be on duty any more', async () => {
    await add({ account: lead.accountId, day: '2026-04-06', from: '08:00', until: '12:00' })
    await add({ account: helpdesk.accountId, day: '2026-04-06', from: '13:00', until: '17:00' })
    const roles = `/api/accounts/${helpdesk.accountId}/roles`
    expect((await tellAs(plane.admin, roles, { roles: ['logistics'] }, 'PUT')).status).toBe(200)
    expect(await copy('2026-04-13')).toBe(1)
    expect((await tellAs(plane.admin, roles, { roles: ['helpdesk'] }, 'PUT')).status).toBe(200)
  })

  test('not into a week that is not there', async () => {
    const answer = await tellAs(lead, '/api/duty/copy', { from: '2026-13-01' })
    expect(await refusalOf(answer)).toEqual([422, 'unknown_day'])
  })
})

describe('now', () => {
  const put = (account: string, from: string, until: string) => add({ account, day: today, from, until })

  test('tells who is on duty, who comes next, and whether somebody should be there', async () => {
    expect(await dutyNow()).toMatchObject({ onDuty: [] })
    const running = await put(lead.accountId, '09:00', '11:00')
    const next = await put(helpdesk.accountId, '11:00', '12:00')
    const now = await dutyNow()
    expect(now.onDuty.map(({ id, account }) => [id, account])).toEqual([[running, lead.accountId]])
    expect(now.next?.id).toBe(next)
    expect(now.isNeeded).toBe(true)
  })

  test('a duty that runs becomes that of who takes it over', async () => {
    const [running] = (await dutyNow()).onDuty
    const path = `/api/duty/${running!.id}/take-over`
    expect((await tellAs(helpdesk, path)).status).toBe(200)
    expect((await dutyNow()).onDuty.map(({ account }) => account)).toEqual([helpdesk.accountId])
    expect(await refusalOf(await tellAs(helpdesk, path))).toEqual([409, 'twice_at_once'])
    expect(await refusalOf(await tellAs(plane.admin, path))).toEqual([409, 'not_for_duty'])
    const [row] = await plane.sql<{ detail: string }[]>`
      select detail from audit_log where act = 'duty_taken_over' order by no desc limit 1`
    expect(JSON.parse(row!.detail)).toEqual({ from: lead.accountId, to: helpdesk.accountId })
  })

  test('a duty that is over is nobody’s to take', async () => {
    const over = await put(lead.accountId, '07:00', '08:00')
    expect(await refusalOf(await tellAs(helpdesk, `/api/duty/${over}/take-over`))).toEqual([409, 'duty_over'])
    const path = `/api/duty/${crypto.randomUUID()}/take-over`
    expect(await refusalOf(await tellAs(helpdesk, path))).toEqual([404, 'unknown_duty'])
  })

  test('nobody should be there in the evening, unless a child has a lesson then and is not absent', async () => {
    plane.clock.set(brussels(`${today}T20:00`))
    helpdesk = await signInAs(plane, 'helpdesk')
    expect(await dutyNow()).toMatchObject({ onDuty: [], isNeeded: false, changesAt: null })
    const admin = await signInAs(plane, 'admin')
    await registerPairs(admin, 2)
    await putTimetable({ ...plane, admin }, 'T-2026-0001', [
      [1, 1170, 1260],
      [6, 600, 660],
    ])
    expect(await dutyNow()).toMatchObject({ isNeeded: true, changesAt: brussels(`${today}T21:00`) })
    const { needed } = await weekFrom(today)
    expect(needed).toContainEqual({
      startsAt: brussels('2026-11-28T10:00'),
      endsAt: brussels('2026-11-28T11:00'),
    })
    const absent = { kind: 'absent', saidBy: 'family', until: null }
    expect((await tellAs(helpdesk, '/api/trajectories/T-2026-0001/day-changes', absent)).status).toBe(200)
    expect(await dutyNow()).toMatchObject({ isNeeded: false })
  })

  test('on a day that all schools are closed, somebody should be there for the lesson that is given all the same', async () => {
    const armistice = '2027-11-11'
    const hours = { day: armistice, hours: [[600, 660]], reason: 'extra' }
    const path = `/api/trajectories/T-2026-0002/exceptions/${armistice}`
    plane.clock.set(brussels(`${armistice}T10:30`))
    expect((await tellAs(await signInAs(plane, 'admin'), path, hours, 'PUT')).status).toBe(200)
    helpdesk = await signInAs(plane, 'helpdesk')
    expect(await dutyNow()).toMatchObject({ isNeeded: true, changesAt: brussels(`${armistice}T11:00`) })
  })
})
