import type { CallFact } from '../../protocol/call.ts'
import type { Facts } from '../../protocol/facts.ts'
import { brussels, type HeldClock, holdClock, passTime } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { tellAs } from '../support/people.ts'
import { type RegisteredPair, type RegisteredSet, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

/** A Monday, an hour into the lesson of each pair. */
const today = '2026-11-23'
/** The control plane has just started: so long silence is not held against a set. */
const graceMs = 91_000
const reportEveryMs = 60_000

const wellFacts: Facts = {
  camera_1: { present: true, model: 'C2', driver: 'uvcvideo', error: null, blocked: false },
  audio_in: { present: true, muted: false, volume_zero: false },
  audio_out: { present: true, muted: false, volume_zero: false },
}

export type LessonGround = {
  plane: TestControlPlane<HeldClock>
  /** One that no test has used. */
  takePair(): RegisteredPair
  /** From nine to this time, instead of to noon; the next begins twenty minutes later. */
  giveLesson(code: string, until: string): Promise<void>
  /** These trajectories are of one school. */
  shareSchool(codes: readonly string[]): Promise<void>
  comeOn(set: RegisteredSet): Promise<HandSet>
  call(set: HandSet, app: CallFact['app'], media: CallFact['media']): Promise<void>
  /** Time passes, and who is on reports meanwhile. */
  pass(ms: number): Promise<void>
  /** Without a goodbye. */
  vanish(set: HandSet, label: string): Promise<void>
  stop(): Promise<void>
}

/** Pairs in a lesson from nine to noon at a control plane that judges them; it is ten. */
export async function startLessons(pairCount: number): Promise<LessonGround> {
  const at = (time: string) => brussels(`${today}T${time}`)
  const minutes = (time: string) => (at(time) - at('00:00')) / 60_000
  const plane = await startControlPlane({ clock: holdClock(at('10:00') - graceMs) })
  const pairs = await registerPairs(plane.admin, pairCount)
  const give = (code: string, week: number[][]) =>
    tellAs(plane.admin, `/api/trajectories/${code}/timetable`, { week }, 'PUT')
  for (const { trajectory } of pairs) await give(trajectory, [[1, 540, 720]])
  await passTime(plane, graceMs)
  return {
    ...playSets(plane),
    plane,
    takePair: () => pairs.shift()!,
    async giveLesson(code, until) {
      await give(code, [
        [1, 540, minutes(until)],
        [1, minutes(until) + 20, 720],
      ])
    },
    async shareSchool(codes) {
      await plane.sql`
        update trajectories
        set school_location_id = (select school_location_id from trajectories where code = ${codes[0]!})
        where code = any(${[...codes]}::text[])`
    },
    stop: () => plane.stop(),
  }
}

function playSets(plane: LessonGround['plane']): Pick<LessonGround, 'comeOn' | 'call' | 'pass' | 'vanish'> {
  const becomes = (label: string, presence: string) =>
    until(`${label} is ${presence}`, async () => {
      const [row] = await plane.sql`
        select presence from connections join live_devices d using (device_no) join sets s on s.id = d.set_id
        where label = ${label}`
      return row?.presence === presence
    })
  let seq = 0
  const sets: HandSet[] = []
  const say = async (set: HandSet, kind: 'event' | 'report', body: object) => {
    seq += 1
    await set.send(kind, seq, body, { at: plane.clock.now() })
    await set.acknowledges(seq)
  }
  return {
    async comeOn({ deviceId, label }) {
      const set = await connectHandSet({ deviceId, mqttPort: plane.mqttPort })
      await set.hello({ facts: wellFacts })
      await becomes(label, 'online')
      sets.push(set)
      return set
    },
    call: (set, app, media) =>
      say(set, 'event', { facts: { call: { app, media, since: plane.clock.now() } } }),
    async pass(ms) {
      for (let left = ms; left > 0; left -= reportEveryMs) {
        await passTime(plane, Math.min(left, reportEveryMs))
        for (const set of sets) if (set.client.connected) await say(set, 'report', reportBody())
      }
    },
    async vanish(set, label) {
      set.vanish()
      await becomes(label, 'suspect')
    },
  }
}
