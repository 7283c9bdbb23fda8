import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { CameraFact, Facts } from '../../protocol/facts.ts'
import { agentFacts } from '../../protocol/facts.ts'
import { agentReadings } from '../../protocol/report.ts'
import { until } from '../support/until.ts'
import { quickTimes } from './agent-rig.ts'
import {
  type LessonGround,
  type LessonSet,
  lesson,
  lessonsOf,
  openLessonGround,
  openTime,
} from './lesson-ground.ts'

/** A look at everything every fifth of a second, where it is every five. */
const times = { ...quickTimes, glanceMs: 200 }
const camera: CameraFact = { present: true, model: 'Cam', driver: 'uvcvideo', error: null, blocked: null }
const time = openTime('2026-11-23T08:30')
const monday = lessonsOf({ windows: [lesson('2026-11-23T09:25', '2026-11-23T10:15')] })
let ground: LessonGround
let set: LessonSet
let sets = 0

beforeAll(async () => {
  ground = await openLessonGround(time)
})
afterAll(() => ground.stop())
beforeEach(async () => {
  time.become('2026-11-23T08:30')
  ground.heard.length = 0
  sets += 1
  set = await ground.prepare(`HS-${String(sets).padStart(4, '0')}`)
  set.script.facts = { interface: 'wifi', camera_1: camera }
})
afterEach(() => set.remove())

/** The set holds these lessons and was started anew since. */
async function startWith(lessons: object) {
  await set.connect(times)
  ground.send(set.deviceId, (await ground.sign(set.deviceId, lessons)).jws)
  await until('it took them', () => set.agent()?.said.some(({ what }) => what === 'lessons'))
  await set.answered()
  await set.stop()
  ground.heard.length = 0
  await set.connect(times)
  await until('its first report', () => ground.reports().length === 1)
}

const intervals = () => ground.events().flatMap(({ report_interval_seconds: one }) => one ?? [])
const toldNow = () => ground.hellos().at(-1)?.facts ?? {}
const unplug = () => {
  set.script.facts = { ...set.script.facts, camera_1: { ...camera, present: false } }
}
const cameraEvents = () => ground.events().filter((facts: Facts) => facts.camera_1)
async function moveTo(text: string) {
  await set.answered()
  time.become(text)
}
const becomes = async (text: string, seconds: number) => {
  await moveTo(text)
  await until(`${seconds} s from ${text} on`, () => intervals().at(-1) === seconds)
}

it('a home set outside lessons sends one report an hour, of the agent alone, and no word of a camera', async () => {
  await startWith(monday)
  expect(toldNow()).toMatchObject({ report_interval_seconds: 3600, simulated: true })
  const foreign = Object.keys(toldNow()).filter(name => !(agentFacts as readonly string[]).includes(name))
  expect(foreign).toEqual([])
  unplug()
  for (const [hour, text] of ['19:40', '20:50', '22:00'].entries()) {
    await moveTo(`2026-11-23T${text}`)
    await until(`the report at ${text}`, () => ground.reports().length === 2 + hour)
  }
  for (const { seconds } of ground.reports().slice(1)) expect(seconds).toBeGreaterThanOrEqual(0.9 * 3600)
  for (const { readings, flags } of ground.reports()) {
    const other = Object.keys(readings).filter(name => !(agentReadings as readonly string[]).includes(name))
    expect(other).toEqual([])
    expect(flags, 'simulated, and nothing of power').toBe(8)
  }
  expect(ground.events()).toEqual([])
})

it('a home set tells at once that a lesson comes, is on, and is over, and what it finds in between', async () => {
  await startWith(monday)
  await becomes('2026-11-23T08:56', 300)
  await until('the camera half an hour before', () => cameraEvents().length === 1)
  expect(ground.reports().at(-1)?.readings, 'the rest is not told of').not.toHaveProperty(
    'memory_used_percent',
  )
  await becomes('2026-11-23T09:16', 60)
  expect(ground.reports().at(-1)?.readings).toMatchObject({ memory_used_percent: 40 })
  unplug()
  await until('the camera is gone', () => cameraEvents().length === 2)
  await becomes('2026-11-23T10:16', 300)
  await becomes('2026-11-23T10:31', 3600)
  set.script.facts = { interface: 'wired', camera_1: camera }
  await moveTo('2026-11-23T12:00')
  const reports = ground.reports().length
  await until('a report of its rest', () => ground.reports().length > reports)
  expect(ground.reports().at(-1)?.readings).not.toHaveProperty('memory_used_percent')
  expect(cameraEvents()).toHaveLength(2)
  expect(intervals()).toEqual([300, 60, 300, 3600])
})

it('a class set measures every five minutes outside lessons, and says so', async () => {
  await startWith({ ...monday, side: 'school' })
  expect(toldNow()).toMatchObject({ report_interval_seconds: 300, camera_1: camera, interface: 'wifi' })
  unplug()
  await until('the camera is gone', () => cameraEvents().length === 1)
  await becomes('2026-11-23T09:16', 60)
})

it('a home set that is told of a lesson that is on follows at once', async () => {
  await startWith(monday)
  const sooner = { ...monday, revision: 8, windows: [lesson('2026-11-23T08:20', '2026-11-23T09:10')] }
  ground.send(set.deviceId, (await ground.sign(set.deviceId, sooner)).jws)
  await until('its rhythm changed', () => intervals().at(-1) === 60)
  await until('its camera is told', () => cameraEvents().length === 1)
})
