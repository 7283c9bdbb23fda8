import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DayChange, LessonsAnswer } from '../../controlplane/lessons/api.ts'
import { putWeek } from '../../controlplane/lessons/timetable/actions.ts'
import type { TodayBody } from '../../protocol/lessons.ts'
import { brussels, type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet } from '../support/hand-set.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

let plane: TestControlPlane<HeldClock>
let admin: SignedIn
let pair: RegisteredPair
let set: HandSet

const dayMs = 86_400_000
const hourMs = 3_600_000
/** Monday, ten o'clock. */
const monday = brussels('2026-11-23T10:00')
const path = (rest: string) => `/api/trajectories/${pair.trajectory}/${rest}`

beforeEach(async () => {
  plane = await startControlPlane({ clock: holdClock(monday - 9 * dayMs) })
  pair = (await registerPairs(plane.admin, 1))[0] as RegisteredPair
  await comeBackAt(monday)
  set = await connectHandSet({ deviceId: pair.home.deviceId, mqttPort: plane.mqttPort })
})
afterEach(async () => {
  await set.goodbye()
  await plane.stop()
})

/** Days later; whoever was signed in signs in again. */
async function comeBackAt(at: number): Promise<void> {
  plane.clock.set(at)
  admin = await signInAs(plane, 'admin')
}

const lessonsOf = async () => (await (await askAs(admin, path('lessons'))).json()) as LessonsAnswer
const changesOf = async (): Promise<DayChange[]> => (await lessonsOf()).changes
const say = async (body: unknown): Promise<Response> => tellAs(admin, path('day-changes'), body)
const sayAs = async (seq: number, body: Partial<TodayBody>, over: object = {}) => {
  await set.send('today', seq, { what: 'absent', until: null, by: 'child', undo: false, ...body }, over)
  await set.acknowledges(seq)
}
const board = async () =>
  ((await (await askAs(admin, '/api/board')).json()) as { pairs: { lesson: { status: string } }[] }).pairs[0]
    ?.lesson.status
const endOfLessons = brussels('2026-11-23T12:00')

/** So long before its hello, by its own clock, the set said this; how long a message takes to come plays no part. */
const ago = (ms: number) => ({ up: 20 * dayMs - ms })
/** A set that has run for twenty days, so that it can have said something last week. */
const helloOfLongAgo = () => set.hello({}, ago(0))

/** From nine to noon of today. */
const putLessonNow = () => tellAs(admin, path('timetable'), { week: [[1, 540, 720]] }, 'PUT')

test('an absence in one tap silences the lesson, and is taken back in one tap; its row stays', async () => {
  await putLessonNow()
  expect(await board()).toBe('lesson')
  const said = await say({ kind: 'absent', until: null, saidBy: 'family' })
  expect(said.status).toBe(200)
  expect(await board()).toBe('absent')
  const { id } = (await said.json()) as { id: string }
  expect((await tellAs(admin, `/api/day-changes/${id}`, {}, 'DELETE')).status).toBe(200)
  expect(await board()).toBe('lesson')
  const [change] = await changesOf()
  expect(change).toMatchObject({ id, kind: 'absent', saidBy: 'family', set: null, until: null })
  expect(change?.withdrawnAt).not.toBeNull()
  expect((await tellAs(admin, `/api/day-changes/${id}`, {}, 'DELETE')).status).toBe(200)
  const acts = await plane.sql<
    { act: string }[]
  >`select act from audit_log where act like 'day_change%' order by no`
  expect(acts.map(({ act }) => act)).toEqual(['day_change_said', 'day_change_withdrawn'])
})

test('what is over since yesterday is not taken back, and nothing is said of the past or of years ahead', async () => {
  const said = await say({ kind: 'no_lesson', until: plane.clock.now() + hourMs, saidBy: 'school' })
  const { id } = (await said.json()) as { id: string }
  await comeBackAt(monday + 2 * dayMs)
  expect((await tellAs(admin, `/api/day-changes/${id}`, {}, 'DELETE')).status).toBe(409)
  expect((await say({ kind: 'absent', until: plane.clock.now() - 1, saidBy: 'school' })).status).toBe(422)
  expect(
    (await say({ kind: 'absent', until: plane.clock.now() + 500 * dayMs, saidBy: 'school' })).status,
  ).toBe(422)
  const nobody = crypto.randomUUID()
  expect((await tellAs(admin, `/api/day-changes/${nobody}`, {}, 'DELETE')).status).toBe(404)
})

test('an absence said on the set holds until the end of the lessons of today, and silences at once', async () => {
  await putLessonNow()
  await set.hello()
  await sayAs(1, {})
  await until('the board says absent', async () => (await board()) === 'absent')
  const [change] = await changesOf()
  expect(change).toMatchObject({ kind: 'absent', saidBy: 'child', set: pair.home.label })
  expect(change?.until).toBe(endOfLessons)
  await sayAs(2, { undo: true })
  await until('the board says lesson', async () => (await board()) === 'lesson')
  expect((await changesOf())[0]?.withdrawnAt).not.toBeNull()
})

test('it does so also when the timetable was changed a moment ago and the lesson clock has not heard of it', async () => {
  await set.hello()
  // As it is committed, but without the word that wakes who works it out.
  await plane.sql.begin(async tx => {
    const [{ id } = { id: '' }] = await tx<
      { id: string }[]
    >`select id from trajectories where code = ${pair.trajectory}`
    await putWeek(tx, id, [[1, 540, 720]], plane.clock.now())
    await tx`insert into work (kind, key, queued_at) values ('lessons', ${pair.trajectory}, ${plane.clock.now()}::timestamptz)`
  })
  await sayAs(1, {})
  expect((await changesOf())[0]?.until).toBe(endOfLessons)
})

test('the same message twice, and the same word twice, is one change', async () => {
  await set.hello()
  await sayAs(1, { what: 'other_room', by: 'teacher' })
  await set.send('today', 1, { what: 'other_room', until: null, by: 'teacher', undo: false })
  await sayAs(2, { what: 'other_room', by: 'teacher' })
  plane.clock.move(1000)
  await sayAs(3, { what: 'here' })
  expect((await changesOf()).map(({ kind }) => kind)).toEqual(['here', 'other_room'])
})

test('what a set said days ago and could send only now changes nothing today, and is kept', async () => {
  await putLessonNow()
  await helloOfLongAgo()
  await sayAs(1, { until: plane.clock.now() + 3 * dayMs }, ago(2 * dayMs))
  await sayAs(2, { what: 'no_lesson' }, ago(3 * dayMs))
  expect(await board()).toBe('lesson')
  const changes = await changesOf()
  expect(changes).toHaveLength(2)
  expect(changes.every(change => change.until !== null && change.until < plane.clock.now())).toBe(true)
})

test('an undo that overtakes its word takes it back all the same', async () => {
  await putLessonNow()
  await helloOfLongAgo()
  await sayAs(2, { undo: true }, ago(1000))
  await sayAs(1, {}, ago(2000))
  expect(await board()).toBe('lesson')
  expect((await changesOf()).map(({ withdrawnAt }) => withdrawnAt === null)).toEqual([false])
})

test('a set that serves nobody says it of nobody', async () => {
  const nothing = { set: null, location: `TH-${pair.home.label}` }
  expect((await tellAs(admin, path('sides/home'), nothing, 'PUT')).status).toBe(200)
  plane.clock.move(60_000)
  await set.hello()
  await sayAs(1, {})
  expect(await changesOf()).toEqual([])
})
