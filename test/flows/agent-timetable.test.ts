import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../../agent/clock.ts'
import { rhythmAt } from '../../agent/report/rhythm.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { type EnrolledSet, prepareEnrolledSet } from '../support/enrolled-set.ts'
import { tellAs } from '../support/people.ts'
import { post } from '../support/registration.ts'
import { until } from '../support/until.ts'
import { newScript, quickTimes, startByLessons } from './agent-rig.ts'

const trajectory = 'T-2026-0001'
const times = { ...quickTimes, glanceMs: 200 }

let plane: TestControlPlane
let set: EnrolledSet
let agent: Awaited<ReturnType<typeof startByLessons>> | undefined

beforeAll(async () => {
  plane = await startControlPlane({ authority: true })
  set = await prepareEnrolledSet(plane, 'KS-0001')
  const place = { name: null, municipality: null, provider: null }
  await post(plane.admin, '/api/locations', [
    { ...place, code: 'TH-0001', kind: 'home' },
    { ...place, code: 'SCH-0001', kind: 'school' },
  ])
  await post(plane.admin, '/api/sets', [{ label: 'HS-0001', kind: 'home', components: [] }])
  const home = { set: 'HS-0001', location: 'TH-0001' }
  const school = { set: 'KS-0001', location: 'SCH-0001' }
  await post(plane.admin, '/api/trajectories', [{ code: trajectory, home, school }])
})
afterAll(async () => {
  await plane?.stop()
  set?.remove()
})
afterEach(async () => {
  await agent?.stop('off')
  agent = undefined
})

const start = async () => {
  agent = await startByLessons(set.directory, newScript(), times, systemClock)
  await until('the set is online', () => set.isOnline())
}

/** Lessons from six in the morning until ten at night on every day of the week, or on none that is near. */
async function putTimetable(all: boolean): Promise<void> {
  const today = Temporal.Now.zonedDateTimeISO('Europe/Brussels').dayOfWeek
  const far = ((today + 3) % 7) + 1
  const week = (all ? [1, 2, 3, 4, 5, 6, 7] : [far]).map(weekday => [weekday, 360, 1320])
  const answer = await tellAs(plane.admin, `/api/trajectories/${trajectory}/timetable`, { week }, 'PUT')
  expect(answer.status).toBe(200)
}
const revision = () => agent?.said.findLast(({ what }) => what === 'lessons')?.facts.revision
const told = async (before: unknown) => until('new lessons', () => revision() !== before && revision())

it('a timetable that is entered in the console reaches the set at once; one entered while it was away, with its hello', async () => {
  await start()
  const first = await told(undefined)
  expect(agent?.isLesson(), 'nobody entered a timetable').toBeUndefined()
  await putTimetable(false)
  const second = await told(first)
  expect(agent?.isLesson()).toBe(false)
  expect(agent?.isLocked()).toBe(false)
  await agent?.stop('off')
  await putTimetable(true)
  await start()
  const third = await told(undefined)
  expect(Number(third)).toBeGreaterThan(Number(second))
  await until('the console knows its rhythm', async () => (await rhythm()) === ownRhythm())
})

it('an absence that is said on the set stands in the console, until the set takes it back', async () => {
  await start()
  const absent = { what: 'absent', until: null, by: 'teacher', undo: false } as const
  expect(agent?.today.say(absent)).toBe(true)
  const standing = async (count: number) =>
    until(`${count} absences stand`, async () => {
      const rows = await plane.sql`select 1 from day_changes where kind = 'absent' and withdrawn_at is null`
      return rows.length === count
    })
  await standing(1)
  expect(agent?.today.say({ ...absent, undo: true })).toBe(true)
  await standing(0)
})

/** What the control plane takes for the rhythm of the set. */
async function rhythm(): Promise<number | undefined> {
  const [row] = await plane.sql<{ seconds: number }[]>`
    select report_interval_seconds as seconds from connections c join devices d using (device_no)
    join sets s on s.id = d.set_id where s.label = 'KS-0001'`
  return row?.seconds
}

/** What the set goes by, from its own file: today may be a holiday, and it may be night. */
function ownRhythm(): number {
  const { lessons } = JSON.parse(readFileSync(join(set.directory, 'lessons.json'), 'utf8'))
  return rhythmAt(lessons, Date.now()).reportSeconds
}
