import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CallFact } from '../../protocol/call.ts'
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

const times = { ...quickTimes, glanceMs: 100 }
const call: CallFact = { app: 'running', media: 'both', since: 1 }
const time = openTime('2026-11-23T08:30')
const monday = { windows: [lesson('2026-11-23T09:25', '2026-11-23T10:15')] }
let ground: LessonGround
let set: LessonSet

beforeAll(async () => {
  ground = await openLessonGround(time)
  set = await ground.prepare('HS-0001')
  set.script.facts = { interface: 'wired', call }
})
afterAll(async () => {
  await set.remove()
  await ground.stop()
})

const said = () => JSON.stringify([ground.hellos(), ground.events()])
const moveTo = async (text: string) => {
  await set.answered()
  time.become(text)
}
/** The set says hello, and something else of it was heard since. */
async function comesBack() {
  await set.stop()
  ground.heard.length = 0
  await set.connect(times)
  await until('its first report', () => ground.reports().length > 0)
}

it.each(['home', 'school'] as const)(
  'a set at %s tells of a call from half an hour before its lesson to a quarter after, and outside of none',
  async side => {
    time.become('2026-11-23T08:30')
    await set.connect(times)
    const revision = side === 'home' ? 1 : 2
    ground.send(set.deviceId, (await ground.sign(set.deviceId, lessonsOf({ ...monday, side, revision }))).jws)
    await until('it took them', () => set.agent()?.said.some(({ what }) => what === 'lessons'))
    await comesBack()
    await moveTo('2026-11-23T08:54:59')
    await comesBack()
    expect(said(), 'a minute before').not.toContain('"call"')

    await moveTo('2026-11-23T08:55')
    await until('the call is told', () => said().includes('"call"'))
    await comesBack()
    await until('the call is told again', () => said().includes('"call"'))

    await moveTo('2026-11-23T10:30')
    set.script.facts = { ...set.script.facts, call: { ...call, media: 'none' }, interface: 'wifi' }
    await comesBack()
    await until('the interface, of a school', () => side === 'home' || said().includes('"interface":"wifi"'))
    expect(said(), 'a quarter after').not.toContain('"call"')
    set.script.facts = { interface: 'wired', call }
    await set.stop()
  },
)

it('a set whose clock is an hour ahead tells of no call before it was told the time, and none that is too early', async () => {
  time.become('2026-11-23T08:30')
  time.ahead = 3_600_000
  await comesBack()
  await set.answered()
  expect(said()).not.toContain('"call"')
  time.ahead = 0
})

it('a set that knows no lessons tells of no call, in school hours or not', async () => {
  time.become('2026-12-16T10:00')
  await comesBack()
  expect(said()).not.toContain('"call"')
})
