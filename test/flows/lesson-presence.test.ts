import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Board } from '../../controlplane/overview/board/api.ts'
import type { BoardChildren, PersonAnswer } from '../../controlplane/overview/trajectories/api.ts'
import type { AudioFact, Facts } from '../../protocol/facts.ts'
import { brussels, type HeldClock, holdClock, passTime } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet } from '../support/hand-set.ts'
import { askAs, type SignedIn, signInAs, tellAs } from '../support/people.ts'
import { type RegisteredPair, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

const monday = (time: string) => brussels(`2026-11-23T${time}`)
/** The control plane has just started: so long silence is not held against a set. */
const graceMs = 91_000

let plane: TestControlPlane<HeldClock>
let pair: RegisteredPair

let pairs: RegisteredPair[]
let connections = 0

/** The grace of our own start has passed at that time. */
function planeAt(at: number): void {
  beforeAll(async () => {
    plane = await startControlPlane({ clock: holdClock(at - graceMs) })
    pairs = await registerPairs(plane.admin, 9)
    await passTime(plane, graceMs)
  })
  beforeEach(() => {
    pair = pairs.pop() as RegisteredPair
  })
  afterAll(() => plane.stop())
}

const path = (rest: string) => `/api/trajectories/${pair.trajectory}/${rest}`
const setDetail = async (label: string) =>
  (await (await askAs(plane.admin, `/api/sets/${label}`)).json()) as { presence: string; expected: boolean }
const presenceOf = async (label: string) => (await setDetail(label)).presence
const becomes = (label: string, wanted: string) =>
  until(`${label} is ${wanted}`, async () => (await presenceOf(label)) === wanted)

async function putLessons(week: [number, number, number][]): Promise<void> {
  const answer = await tellAs(plane.admin, path('timetable'), { week }, 'PUT')
  expect(answer.status).toBe(200)
}
const inLesson: [number, number, number][] = [[1, 540, 720]]

/** Its camera and its sound are well. */
async function speak(side: 'home' | 'school'): Promise<HandSet> {
  connections += 1
  const set = await connectHandSet({
    deviceId: pair[side].deviceId,
    mqttPort: plane.mqttPort,
    connection: connections,
  })
  await set.hello({ facts: wellFacts })
  await becomes(pair[side].label, 'online')
  return set
}

const wellSound: AudioFact = { present: true, muted: false, volume_zero: false }
const wellFacts: Facts = {
  camera_1: { present: true, model: 'C2', driver: 'uvcvideo', error: null, blocked: false },
  audio_in: wellSound,
  audio_out: wellSound,
}

async function vanish(side: 'home' | 'school'): Promise<void> {
  const set = await speak(side)
  set.vanish()
  await becomes(pair[side].label, 'suspect')
}

const childrenFor = async (who: SignedIn): Promise<BoardChildren['children']> => {
  const answer = await askAs(who, `/api/board/children?of=${pair.trajectory},T-2026-9999`)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  return ((await answer.json()) as BoardChildren).children
}
const readsOf = async () => (await plane.sql`select from access_log where how = 'board'`).length

describe('on a school day', () => {
  planeAt(monday('10:00'))

  test('a school set that vanishes in a lesson is lost after ten seconds', async () => {
    await putLessons(inLesson)
    await vanish('school')
    await passTime(plane, 5000)
    expect(await presenceOf(pair.school.label)).toBe('suspect')
    await passTime(plane, 5000)
    expect(await presenceOf(pair.school.label)).toBe('lost')
  })

  test('outside lessons it is off, after two minutes', async () => {
    await putLessons([])
    await vanish('school')
    await passTime(plane, 115_000)
    expect(await presenceOf(pair.school.label)).toBe('suspect')
    await passTime(plane, 5000)
    expect(await presenceOf(pair.school.label)).toBe('off')
  })

  test('a set at home is expected in its lesson alone, and not by a child that is absent', async () => {
    await putLessons([])
    expect(await setDetail(pair.home.label)).toMatchObject({ expected: false })
    await putLessons(inLesson)
    expect(await setDetail(pair.home.label)).toMatchObject({ expected: true })
    await tellAs(plane.admin, path('day-changes'), { kind: 'absent', until: null, saidBy: 'family' })
    expect(await setDetail(pair.home.label)).toMatchObject({ expected: false })
    await vanish('home')
    await passTime(plane, 120_000)
    expect(await presenceOf(pair.home.label)).toBe('off')
  })

  test('the child of a pair that asks for a person has a name on the board, written down once a lesson', async () => {
    const helpdesk = await signInAs(plane, 'helpdesk')
    await tellAs(plane.admin, path('child'), { firstName: 'Noor', className: '4B' }, 'PUT')
    await speak('home')
    const school = await speak('school')
    await putLessons(inLesson)
    expect(await childrenFor(helpdesk)).toEqual([])
    expect(await readsOf()).toBe(0)
    await school.send('event', 1, { facts: { camera_1: { ...wellFacts.camera_1, present: false } } })
    await school.acknowledges(1)
    const named = [{ trajectory: pair.trajectory, firstName: 'Noor', className: '4B' }]
    expect(await childrenFor(helpdesk)).toEqual(named)
    expect(await childrenFor(helpdesk)).toEqual(named)
    expect(await readsOf()).toBe(1)
    const counsellor = await signInAs(plane, 'counsellor')
    expect(await childrenFor(counsellor)).toEqual([])
    const logistics = await signInAs(plane, 'logistics')
    expect((await askAs(logistics, `/api/board/children?of=${pair.trajectory}`)).status).toBe(403)
    await putLessons([])
    expect(await childrenFor(helpdesk)).toEqual([])
  })

  test('whom the page of a trajectory is about is written down once a lesson too, and told to nobody else', async () => {
    await tellAs(plane.admin, path('child'), { firstName: 'Ilse', className: null }, 'PUT')
    await putLessons(inLesson)
    const helpdesk = await signInAs(plane, 'helpdesk')
    const person = async () => (await (await askAs(helpdesk, path('person'))).json()) as PersonAnswer
    expect(await person()).toEqual({ child: { firstName: 'Ilse', className: null } })
    expect(await person()).toEqual({ child: { firstName: 'Ilse', className: null } })
    const reads = await plane.sql`select record from access_log where how = 'page'`
    expect(reads.map(({ record }) => record)).toEqual([`child:${pair.trajectory}`])
    expect((await askAs(await signInAs(plane, 'logistics'), path('person'))).status).toBe(403)
    expect((await askAs(await signInAs(plane, 'counsellor'), path('person'))).status).toBe(404)
  })

  test('a link that breaks again and again, and what is mended, are told with the pair', async () => {
    await putLessons(inLesson)
    const onBoard = async () => {
      const answer = await askAs(plane.admin, `/api/board?sets=${pair.trajectory}`)
      return ((await answer.json()) as Board).pairs[0]!
    }
    for (let time = 0; time < 3; time++) await vanish('school')
    expect((await onBoard()).school).not.toHaveProperty('breaks')
    await vanish('school')
    const school = await speak('school')
    await school.send('event', 1, { facts: { audio_in: { ...wellSound, muted: true } } })
    await school.acknowledges(1)
    expect((await onBoard()).school).toMatchObject({
      presence: 'online',
      breaks: 4,
      sound: 'muted',
      partsSince: plane.clock.now(),
      mendedAt: plane.clock.now(),
    })
    expect(await setDetail(pair.school.label)).toMatchObject({
      breaks: 4,
      sound: 'muted',
      presenceCause: 'heard',
    })
    const mendedAt = plane.clock.now() + 60_000
    await passTime(plane, 60_000)
    await school.send('event', 2, { facts: { audio_in: wellSound } })
    await until('the sound is well', async () => (await onBoard()).school?.sound === 'ok')
    expect((await onBoard()).school).toMatchObject({ mendedAt })
    plane.clock.move(180_000)
    expect((await onBoard()).school).not.toHaveProperty('mendedAt')
  })

  test('the board is asked by the code of a trajectory, and tells that the child is there', async () => {
    const ask = async (names: string) =>
      ((await (await askAs(plane.admin, `/api/board?sets=${names}`)).json()) as Board).pairs
    expect((await ask(pair.trajectory)).map(({ trajectory }) => trajectory)).toEqual([pair.trajectory])
    expect((await ask(`${pair.trajectory},KS-0001`)).length).toBe(2)
    await tellAs(plane.admin, path('day-changes'), { kind: 'here', until: null, saidBy: 'family' })
    expect((await ask(pair.trajectory))[0]?.isHere).toBe(true)
  })

  test('ten minutes before the lesson the class must be there, and the child not yet', async () => {
    await putLessons([[1, 620, 645]])
    const expectedAt = async (time: string) => {
      plane.clock.set(monday(time))
      return { home: await isExpected('home'), school: await isExpected('school') }
    }
    const isExpected = async (side: 'home' | 'school') => (await setDetail(pair[side].label)).expected
    expect(await expectedAt('10:09')).toEqual({ home: false, school: false })
    expect(await expectedAt('10:10')).toEqual({ home: false, school: true })
    expect(await expectedAt('10:19')).toEqual({ home: false, school: true })
    expect(await expectedAt('10:20')).toEqual({ home: true, school: true })
    expect(await expectedAt('10:45')).toEqual({ home: false, school: false })
  })
})

describe('in the night of a Sunday', () => {
  planeAt(brussels('2026-11-22T03:00'))

  test('presence of a set at home outside school hours is not kept', async () => {
    await vanish('home')
    await passTime(plane, 120_000)
    expect(await presenceOf(pair.home.label)).toBe('off')
    expect((await plane.sql`select from presence_history`).length).toBe(0)
  })
})
