import { randomUUID } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CompactSign, generateKeyPair } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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
  time.ahead = 0
  ground.heard.length = 0
  sets += 1
  set = await ground.prepare(`HS-${String(sets).padStart(4, '0')}`)
})
afterEach(() => set.remove())

const tell = async (body: unknown = lessonsOf(), over: object = {}) =>
  ground.send(set.deviceId, (await ground.sign(set.deviceId, body, over)).jws)
const knows = (revision: number) =>
  until(`the set took ${revision}`, () => said('lessons').some(({ facts }) => facts.revision === revision))
const said = (what: string) => (set.agent()?.said ?? []).filter(one => one.what === what)
const isLocked = () => set.agent()?.isLocked()
const file = () => join(set.directory, 'lessons.json')

describe('the lessons of a set', () => {
  it('hold from the moment they are told, survive a restart, and the next hello names them', async () => {
    await set.connect()
    expect(ground.hellos().at(-1)).not.toHaveProperty('lessons_revision')
    expect(isLocked(), 'Monday at eight, by school hours').toBe(true)
    await tell()
    await knows(7)
    expect(isLocked(), 'its first lesson is at 09:25').toBe(false)
    await set.answered()
    time.become('2026-11-23T09:30')
    expect(isLocked()).toBe(true)
    await set.stop()
    await set.connect()
    expect(ground.hellos().at(-1)?.lessons_revision).toBe(7)
    expect(isLocked()).toBe(true)
  })

  it('are right after a week without the control plane, also over a restart, and then give way to school hours', async () => {
    await set.connect()
    await tell()
    await knows(7)
    await set.answered()
    ground.cable.cut()
    try {
      time.become('2026-11-30T13:30')
      expect(isLocked(), 'in the lesson of the week after').toBe(true)
      time.become('2026-11-30T09:30')
      expect(isLocked(), 'a lesson of the week before, not of this one').toBe(false)
      await set.stop()
      await set.start()
      expect(isLocked()).toBe(false)
      time.become('2026-11-30T14:49')
      expect(isLocked()).toBe(true)
      time.become('2026-12-07T09:30')
      expect(isLocked(), 'nobody told it of this Monday').toBe(true)
      time.become('2026-12-12T09:30')
      expect(isLocked(), 'a Saturday').toBe(false)
    } finally {
      ground.cable.mend()
    }
  })

  it('go by the clock of the control plane where that of the set is wrong, also after the set slept', async () => {
    time.ahead = 5 * 3_600_000
    await set.connect()
    await tell()
    await knows(7)
    await until('it was welcomed', () => ground.reports().length > 0)
    await set.answered()
    expect(isLocked()).toBe(false)
    time.sleepUntil('2026-11-23T09:30')
    expect(isLocked()).toBe(true)
  })

  it('change only by a higher revision', async () => {
    await set.connect()
    await tell()
    await knows(7)
    const free = { windows: [] }
    await tell(lessonsOf({ ...free, revision: 6 }))
    await tell(lessonsOf({ ...free, revision: 7 }))
    await tell(lessonsOf({ revision: 8, windows: [lesson('2026-11-23T08:00', '2026-11-23T08:50')] }))
    await knows(8)
    expect(isLocked()).toBe(true)
    expect(said('lessons').map(({ facts }) => facts.revision)).toEqual([7, 8])
    expect(said('a command is rejected'), 'old news is nobody’s fault').toEqual([])
  })

  it('do not change by what was sent before, is for another set, is over, or is signed by somebody else', async () => {
    await set.connect()
    const { jws } = await ground.sign(set.deviceId, lessonsOf())
    ground.send(set.deviceId, jws)
    await knows(7)
    const evil = lessonsOf({ revision: 99, windows: [] })
    const { privateKey } = await generateKeyPair('Ed25519')
    const seconds = Math.floor(time.now() / 1000)
    const times = { iat: seconds, nbf: seconds, exp: seconds + 600 }
    const forged = { kind: 'lessons', id: randomUUID(), ...times, device: set.deviceId, body: evil }
    const kid = ground.keys.public[0]?.kid ?? ''
    const sent = [
      jws,
      (await ground.sign('018f3e2a-2222-7abc-8def-0123456789ab', evil)).jws,
      (await ground.sign(set.deviceId, evil, { now: time.now() - 600_000, seconds: 60 })).jws,
      (await ground.sign(set.deviceId, { question: 'ping' }, { kind: 'ask' })).jws,
      (await ground.sign(set.deviceId, { ...evil, windows: 'none' })).jws,
      await new CompactSign(Buffer.from(JSON.stringify(forged)))
        .setProtectedHeader({ alg: 'EdDSA', kid })
        .sign(privateKey),
    ]
    for (const one of sent) ground.send(set.deviceId, one)
    await until('each was looked at', () => said('a command is rejected').length === sent.length)
    expect(said('a command is rejected').map(({ facts }) => facts.why)).toEqual([
      'repeated',
      'other_device',
      'expired',
      'unknown_command',
      'unknown_command',
      'wrong_signature',
    ])
    expect(said('lessons')).toHaveLength(1)
    expect(isLocked()).toBe(false)
    expect(ground.bodies('answer'), 'lessons are not answered').toEqual([])
  })

  it.each([
    ['cut off', (text: string) => text.slice(0, 40)],
    ['emptied', () => ''],
    ['flipped in one digit', (text: string) => text.replace('"revision":7', '"revision":8')],
    ['of another shape', () => '{"crc":1,"lessons":{}}'],
  ])('count as none when their file is %s: school hours hold, and they come again', async (_how, damage) => {
    await set.connect()
    await tell()
    await knows(7)
    await set.stop()
    writeFileSync(file(), damage(readFileSync(file(), 'utf8')))
    await set.connect()
    expect(said('the lessons are damaged, school hours count instead')).toHaveLength(1)
    expect(ground.hellos().at(-1)).not.toHaveProperty('lessons_revision')
    expect(isLocked()).toBe(true)
    await tell()
    await knows(7)
    expect(isLocked()).toBe(false)
  })
})

describe('the way back to a control plane that is away', () => {
  it('is short in a lesson and the ten minutes before, and long in a free hour', async () => {
    const times = { ...quickTimes, leastMs: 1, baseMs: 10, capMs: 30, calmCapMs: 1500, stableMs: 60_000 }
    const waits = () => said('connection over').map(({ facts }) => Number(facts.waitMs))
    await set.connect(times)
    await tell()
    await knows(7)
    await set.answered()
    ground.cable.cut()
    try {
      await until('it waits longer than in a lesson', () => waits().some(ms => ms > 60))
      time.become('2026-11-23T09:16')
      const before = waits().length
      await until('it tries often', () => waits().length > before + 8)
      expect(Math.max(...waits().slice(before + 1))).toBeLessThanOrEqual(30)
    } finally {
      ground.cable.mend()
    }
  })
})
