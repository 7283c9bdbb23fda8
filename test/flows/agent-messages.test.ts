import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { MessageBody, SaidBody } from '../../protocol/message.ts'
import { until } from '../support/until.ts'
import { type LessonGround, type LessonSet, openLessonGround, openTime } from './lesson-ground.ts'

const time = openTime('2026-11-23T08:00')
const hourMs = 3_600_000
const id = '0199c1d3-08aa-7d10-9c55-7b1e0f3a6c42'
let ground: LessonGround
let set: LessonSet
let sets = 0

beforeAll(async () => {
  ground = await openLessonGround(time)
})
afterAll(() => ground?.stop())
beforeEach(async () => {
  time.become('2026-11-23T08:00')
  time.ahead = 0
  ground.heard.length = 0
  delete ground.early.say
  sets += 1
  set = await ground.prepare(`HS-${String(sets).padStart(4, '0')}`)
})
afterEach(() => set.remove())

async function signed(over: Partial<MessageBody> = {}): Promise<string> {
  const body = { id, says: { sentence: 'call_you' }, answers: [], until: time.now() + hourMs, ...over }
  return (await ground.sign(set.deviceId, body, { kind: 'message', seconds: 3600 })).jws
}
const waiting = () => set.agent()!.messages.open.map(one => one.id)
const stands = () => until('it stands there', () => waiting().includes(id))
const said = () => ground.bodies<SaidBody>('said')

it('a message that comes before the welcome is judged by the time that the welcome tells', async () => {
  time.ahead = 5 * hourMs
  const jws = await signed()
  ground.early.say = device => ground.message(device, jws)
  await set.connect()
  await stands()
  expect(set.agent()!.acts.newest).toMatchObject([{ deed: 'message', came: 'done' }])
})

it('a message is told twice and taken once; who pressed is heard after a restart without a network', async () => {
  await set.connect()
  await set.answered()
  for (const jws of [await signed(), await signed()]) ground.message(set.deviceId, jws)
  await stands()
  await until('both were judged', () => set.agent()!.acts.newest.length > 0)
  expect(waiting()).toEqual([id])
  ground.cable.cut()
  expect(set.agent()!.messages.press(id, null)).toBe(true)
  await set.stop()
  ground.cable.mend()
  await set.connect()
  await until('what was said', () => said().length > 0)
  expect(said()).toEqual([{ message: id, shown: true, seen: true, answer: null }])
  ground.message(set.deviceId, await signed())
  await set.answered()
  expect(waiting()).toEqual([])
})

it('a message goes when its time is over by the clock of the control plane', async () => {
  time.ahead = -3 * hourMs
  await set.connect()
  ground.message(set.deviceId, await signed())
  await stands()
  time.become('2026-11-23T08:59')
  expect(waiting()).toEqual([id])
  time.become('2026-11-23T09:01')
  expect(waiting()).toEqual([])
})
