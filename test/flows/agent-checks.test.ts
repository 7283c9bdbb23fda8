import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { type FindingCode, findingOf } from '../../protocol/findings.ts'
import type { Verdict } from '../../protocol/verdict.ts'
import { until } from '../support/until.ts'
import { type LessonGround, type LessonSet, lessonsOf, openLessonGround, openTime } from './lesson-ground.ts'

type Told = { trigger: string; verdict: Verdict; codes: FindingCode[] }

const time = openTime('2026-11-23T08:00')
let ground: LessonGround
let set: LessonSet
let sets = 0

beforeAll(async () => {
  ground = await openLessonGround(time)
})
afterAll(() => ground.stop())
beforeEach(async () => {
  time.become('2026-11-23T08:00')
  ground.heard.length = 0
  sets += 1
  set = await ground.prepare(`HS-000${sets}`)
  const sound = { present: true, muted: false, volume_zero: false }
  set.script.facts = { interface: 'wired', audio_in: sound, audio_out: sound, on_charge: true, udp: 'open' }
  set.script.glance.roundTrips = Array<number>(20).fill(30)
})
afterEach(() => set.remove())

const told = () => ground.bodies<Told>('check')
const checksOf = ({ codes }: Told) => codes.map(code => findingOf(code).check)

async function tellLessons(): Promise<void> {
  ground.send(set.deviceId, (await ground.sign(set.deviceId, lessonsOf())).jws)
  await until('the set took them', () => set.agent()?.side() === 'home')
}

/** It is this time, and a quarter of a minute has passed. */
async function comes(at: string): Promise<void> {
  await set.answered()
  time.become(at)
  await set.agent()?.checks.tick()
}

it('a home tells twice before its lesson whether it is ready, also over a restart, and is silent before and in it', async () => {
  await set.connect()
  await tellLessons()
  await comes('2026-11-23T08:54')
  expect(told()).toEqual([])
  await comes('2026-11-23T08:57')
  await until('the first look arrived', () => told().length === 1)
  await set.stop()
  await set.connect()
  for (const at of ['2026-11-23T08:58', '2026-11-23T09:07', '2026-11-23T09:08', '2026-11-23T09:30'])
    await comes(at)
  await until('the second look arrived', () => told().length === 2)
  await set.answered()
  expect(told().map(({ trigger }) => trigger)).toEqual(['before_30', 'before_20'])
  expect(told()[0]?.codes).toEqual(expect.arrayContaining(['audio_out_ok', 'line_good', 'power_ok']))
})

it('a home that rests tells of itself alone when it is asked, and nothing of what is tried on its page', async () => {
  await set.connect()
  await tellLessons()
  await set.agent()?.checks.run('page', ['audio_out_unheard'])
  expect(set.agent()?.checks.last?.codes).toContain('audio_out_unheard')
  const question = { kind: 'ask', seconds: 30 }
  const { jws } = await ground.sign(set.deviceId, { question: 'check' }, question)
  ground.ask(set.deviceId, jws)
  await until('it answered', () => ground.bodies<{ outcome: string }>('answer').length === 1)
  expect(ground.bodies('answer')).toMatchObject([{ outcome: 'done' }])
  await until('what it found arrived', () => told().length === 1)
  expect(told().map(checksOf)).toEqual([['doors', 'proxy', 'tls', 'clock', 'agent']])
  expect(told()[0]).toMatchObject({ trigger: 'asked', verdict: 'unknown' })
})
