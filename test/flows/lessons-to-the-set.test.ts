import { decodeJwt } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { questionDevice } from '../../controlplane/devices/state/actions.ts'
import { renewWindows } from '../../controlplane/lessons/window/actions.ts'
import { type LessonsBody, lessonDaysAhead } from '../../protocol/lessons.ts'
import { parseDownTopic } from '../../protocol/topics.ts'
import { brussels, type HeldClock, holdClock } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet } from '../support/hand-set.ts'
import { signInAs, tellAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

/** A Monday before weeks without a holiday. */
const today = '2026-11-23'
let plane: TestControlPlane<HeldClock>
let pair: RegisteredPair
const sets: HandSet[] = []

beforeEach(async () => {
  plane = await startControlPlane({ clock: holdClock(brussels(`${today}T08:00`)) })
  pair = (await registerPairs(plane.admin, 1))[0] as RegisteredPair
})
afterEach(async () => {
  await Promise.all(sets.splice(0).map(set => set.goodbye()))
  await plane.stop()
})

type Told = { device: string; kind: string; body: LessonsBody; exp: number; nbf: number }

/** Nobody entered a timetable yet. */
const isUnknown = ({ body }: Told) => body.until === 0

/** A connected set, and the lessons it was told of since there is a timetable. */
async function connect(side: 'home' | 'school' = 'school', connection = 1) {
  const { deviceId } = pair[side]
  const set = await connectHandSet({ deviceId, mqttPort: plane.mqttPort, connection, epoch: connection })
  sets.push(set)
  const told: Told[] = []
  set.client.on('message', (topic, payload) => {
    if (parseDownTopic(topic)?.kind !== 'lessons') return
    const message = decodeJwt(JSON.parse(payload.toString()).jws) as unknown as Told
    if (told.length > 0 || !isUnknown(message)) told.push(message)
  })
  return { set, told }
}

const dayMs = 86_400_000
type Hours = [from: number, until: number]
const oneHour: Hours = [600, 660]
const longer: Hours = [600, 690]
const dayAhead = (days: number) => Temporal.PlainDate.from(today).add({ days })

/** Changes something of the trajectory, and waits for what follows. */
const put = async (rest: string, body: unknown, who = plane.admin) => {
  expect((await tellAs(who, `/api/trajectories/${pair.trajectory}/${rest}`, body, 'PUT')).status).toBe(200)
  await workDone()
}
/** The same lesson every day. */
const putLessons = (hours: Hours | null) =>
  put('timetable', { week: hours && [1, 2, 3, 4, 5, 6, 7].map(weekday => [weekday, ...hours]) })
const putException = (days: number, hours: Hours, who = plane.admin) =>
  put(`exceptions/${dayAhead(days)}`, { hours: [hours], reason: 'extra' }, who)
/** What followed is done: who says hello from here on hears it from nobody else. */
const workDone = () =>
  until('the work to be done', async () => (await plane.sql`select from work`).length === 0)
const told = (of: Told[], count: number) => until(`${count} times told of lessons`, () => of.length >= count)
const lengths = (body: LessonsBody) => body.windows.map(([from, to]) => to - from)

test('a timetable reaches a connected set at once, signed for it alone, with its side and no name', async () => {
  const school = await connect('school')
  const home = await connect('home')
  await school.set.hello()
  await home.set.hello()
  await putLessons(oneHour)
  await told(school.told, 1)
  await told(home.told, 1)
  const [message] = school.told as [Told]
  expect(message).toMatchObject({ kind: 'lessons', device: pair.school.deviceId })
  expect(message.body.side).toBe('school')
  expect(home.told[0]?.body.side).toBe('home')
  expect(message.body.windows.length).toBeGreaterThan(0)
  expect(lengths(message.body).every(minutes => minutes === 60)).toBe(true)
  const end = dayAhead(lessonDaysAhead).toZonedDateTime('Europe/Brussels').epochMilliseconds
  expect(message.body.until).toBe(end / 60_000)
  expect(message.exp * 1000).toBeGreaterThan(end + 14 * 86_400_000)
  expect(JSON.stringify(message)).not.toContain('T-2026')
})

test('a set that was away hears of it after its welcome, and nothing when it holds that already', async () => {
  await putLessons(oneHour)
  const first = await connect('school', 1)
  await first.set.hello()
  await told(first.told, 1)
  const { revision } = (first.told[0] as Told).body
  const second = await connect('school', 2)
  await second.set.hello({ lessons_revision: revision })
  const third = await connect('home', 3)
  await third.set.hello()
  await told(third.told, 1)
  expect(second.told).toHaveLength(0)
})

test('each change has a higher revision, and an absence none: the lock stays', async () => {
  const { set, told: heard } = await connect()
  await set.hello()
  await putLessons(oneHour)
  await told(heard, 1)
  const absence = { kind: 'absent', until: null, saidBy: 'family' }
  await tellAs(plane.admin, `/api/trajectories/${pair.trajectory}/day-changes`, absence)
  await workDone()
  await putLessons(longer)
  await told(heard, 2)
  const [first, second] = heard as [Told, Told]
  expect(second.body.revision).toBeGreaterThan(first.body.revision)
  expect(lengths(second.body)).toEqual(lengths(first.body).map(() => 90))
  expect(heard).toHaveLength(2)
})

test('a trajectory without a timetable leaves the set its own hours', async () => {
  const { set, told: heard } = await connect()
  await set.hello()
  await putLessons(oneHour)
  await told(heard, 1)
  await putException(2, longer)
  await putLessons(null)
  await told(heard, 3)
  expect(heard[2]?.body).toMatchObject({ windows: [], until: 0 })
})

test('a set that leaves its pair is told that it has no lessons', async () => {
  const { set, told: heard } = await connect()
  await set.hello()
  await putLessons(oneHour)
  await told(heard, 1)
  await put('sides/school', { set: null, location: `SCH-${pair.school.label}` })
  await told(heard, 2)
  const [before, left] = heard as [Told, Told]
  expect(left.body.windows).toEqual([])
  expect(left.body.until).toBeGreaterThan(plane.clock.now() / 60_000)
  expect(left.body.revision).toBeGreaterThan(before.body.revision)
})

test('a device in question is told nothing', async () => {
  const { set, told: heard } = await connect()
  await set.hello()
  const [device] = await plane.sql<{ deviceNo: number }[]>`
    select device_no as "deviceNo" from devices where id = ${pair.school.deviceId}`
  await questionDevice(plane.sql, { ...device!, cause: 'floors', now: plane.clock.now() })
  await putLessons(oneHour)
  const other = await connect('home')
  await other.set.hello()
  await told(other.told, 1)
  expect(heard).toHaveLength(0)
  const again = await connect('school', 2)
  await again.set.hello()
  await again.set.send('report', 1, { seconds: 60, flags: 0, readings: {} })
  await again.set.acknowledges(1)
  expect(again.told).toHaveLength(0)
})

test('a set that holds a higher revision than a database that was put back still hears of its lessons', async () => {
  await putLessons(oneHour)
  const { set, told: heard } = await connect()
  await set.hello({ lessons_revision: 4_000_000 })
  await told(heard, 1)
  expect(heard[0]?.body.revision).toBe(4_000_001)
  await putLessons(longer)
  await told(heard, 2)
  expect(heard[1]?.body.revision).toBe(4_000_002)
})

test('a new day renews the lessons of every set, and of a set it is told once', async () => {
  await putLessons(oneHour)
  const [home, school] = [await connect('home'), await connect()]
  for (const { set, told: heard } of [home, school]) {
    await set.hello()
    await told(heard, 1)
  }
  plane.clock.move(dayMs)
  await plane.runDue()
  await Promise.all([told(home.told, 2), told(school.told, 2)])
  await renewWindows(plane.sql, 'all', plane.clock.now())
  await workDone()
  expect([home.told.length, school.told.length]).toEqual([2, 2])
})

test('a person of the helpdesk who changes a day reaches the set too', async () => {
  await putLessons(oneHour)
  const { set, told: heard } = await connect()
  await set.hello()
  await told(heard, 1)
  const helpdesk = await signInAs(plane, 'helpdesk')
  await putException(1, [480, 490], helpdesk)
  await told(heard, 2)
  expect(lengths(heard[1]!.body)).toContain(10)
})
