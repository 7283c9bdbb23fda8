import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pino from 'pino'
import { type Clock, systemClock } from '../../agent/clock.ts'
import type { LinkTimes } from '../../agent/link/times.ts'
import type { Broker } from '../../controlplane/platform/broker/broker.ts'
import { startEmbeddedBroker } from '../../controlplane/platform/broker/embedded.ts'
import { openCommandKeys } from '../../controlplane/platform/keys/command-key.ts'
import type { Envelope } from '../../protocol/envelope.ts'
import type { Facts } from '../../protocol/facts.ts'
import type { LessonsBody } from '../../protocol/lessons.ts'
import type { UpwardKind } from '../../protocol/messages.ts'
import type { HelloBody } from '../../protocol/presence.ts'
import type { ReportBody } from '../../protocol/report.ts'
import { startCable } from '../support/cable.ts'
import { startControlPlane } from '../support/control-plane.ts'
import { prepareEnrolledSet } from '../support/enrolled-set.ts'
import { until } from '../support/until.ts'
import { newScript, quickTimes, type Script, startByLessons } from './agent-rig.ts'

const minuteMs = 60_000

/** The civil time of Brussels, as ms since 1970 UTC. */
const brussels = (text: string) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Brussels').epochMilliseconds

/** A window of lessons by the clock of Brussels, in minutes. */
export const lesson = (from: string, to: string): [number, number] => [
  brussels(from) / minuteMs,
  brussels(to) / minuteMs,
]

/** Time that the test sets: `ahead` is what the set believes beyond what is so. */
export function openTime(text: string) {
  let skip = brussels(text) - Date.now()
  let slept = 0
  let awake = 0
  const time = {
    ahead: 0,
    now: () => Date.now() + skip,
    /** It is this time now, for the set as well, which was on all the while. */
    become(next: string): void {
      const by = brussels(next) - time.now()
      skip += by
      awake += by
    },
    /** As `become`, but its lid was shut meanwhile. */
    sleepUntil(next: string): void {
      const by = brussels(next) - time.now()
      skip += by
      slept += by
    },
  }
  const clock: Clock = {
    now: () => time.now() + time.ahead,
    up: () => systemClock.up() + awake + slept,
    steady: () => systemClock.steady() + awake,
  }
  return Object.assign(time, { clock })
}
export type Time = ReturnType<typeof openTime>

type Heard = { kind: UpwardKind; envelope: Envelope }
type Plane = Awaited<ReturnType<typeof startControlPlane>>

/** What is said to a set before its welcome. */
type Early = { say?: (device: string) => void }

/** A broker with the names of the control plane, which notes what comes and acknowledges it at once. */
async function openEar(plane: Plane, time: Time, early: Early) {
  const authority = (name: string) => readFile(join(plane.dataDir, 'authority', name), 'utf8')
  /** What came, nothing twice. */
  const heard: Heard[] = []
  const broker: Broker = await startEmbeddedBroker({
    host: '127.0.0.1',
    port: 0,
    tls: {
      key: await authority('server-key.pem'),
      cert: await authority('server.pem'),
      ca: await authority('root.pem'),
      wsPort: 0,
    },
    admit: async id => ({ no: 1, id, label: 'HS-0001' }),
    receive({ kind, payload, device: { id } }) {
      const envelope = JSON.parse(payload) as Envelope
      const { epoch, seq } = envelope
      const isAgain = seq > 0 && heard.some(one => one.envelope.epoch === epoch && one.envelope.seq === seq)
      if (!isAgain) heard.push({ kind, envelope })
      if (kind === 'hello') early.say?.(id)
      if (kind === 'hello') broker.send(id, 'welcome', { now: time.now(), stored: [], pace: 1000 })
      else if (seq > 0) broker.send(id, 'ack', { stored: [[epoch, seq, seq]], now: time.now() })
      return true
    },
    now: () => Date.now(),
    log: pino({ level: 'silent' }),
  })
  return { broker, heard }
}

/** A broker with the names of the control plane that enrolled a set; what it says is in the hands of the test. */
export async function openLessonGround(time: Time) {
  const plane = await startControlPlane({ authority: true })
  const keys = await openCommandKeys(plane.dataDir, Date.now())
  const early: Early = {}
  const { broker, heard } = await openEar(plane, time, early)
  const { doors, stop } = broker
  const cable = await startCable(doors.mqtt)
  const bodies = <Body>(kind: UpwardKind) =>
    heard.filter(one => one.kind === kind).map(one => one.envelope.body as Body)

  return {
    plane,
    keys,
    heard,
    hellos: () => bodies<HelloBody>('hello'),
    reports: () => bodies<ReportBody>('report'),
    /** The facts that changed, one message after the other. */
    events: () => bodies<{ facts: Facts }>('event').map(({ facts }) => facts),
    bodies,
    sign: (device: string, body: unknown, over: object = {}) =>
      keys.sign({ kind: 'lessons', device, body, seconds: 29 * 86_400, now: time.now(), ...over }),
    send: (device: string, jws: string) => broker.send(device, 'lessons', { jws }),
    ask: (device: string, jws: string) => broker.send(device, 'ask', { jws }),
    message: (device: string, jws: string) => broker.send(device, 'message', { jws }),
    early,
    cable,
    async prepare(label: string) {
      const set = await prepareEnrolledSet(plane, label)
      const file = set.folder('identity.json')
      const identity = JSON.parse(await readFile(file, 'utf8')) as { deviceId: string }
      await writeFile(
        file,
        JSON.stringify({ ...identity, doors: [{ kind: 'mqtt', host: '127.0.0.1', port: cable.port }] }),
      )
      return playSet(set.directory, identity.deviceId, time, heard, set.remove)
    },
    async stop(): Promise<void> {
      await cable.stop()
      await stop()
      await plane.stop()
    },
  }
}
export type LessonGround = Awaited<ReturnType<typeof openLessonGround>>
export type LessonSet = Awaited<ReturnType<LessonGround['prepare']>>

/** The real agent of an enrolled folder; `script` is what its sensors find. */
function playSet(
  directory: string,
  deviceId: string,
  time: Time,
  heard: readonly { kind: UpwardKind }[],
  remove: () => void,
) {
  const script: Script = newScript()
  let agent: Awaited<ReturnType<typeof startByLessons>> | undefined
  const hellos = () => heard.filter(({ kind }) => kind === 'hello').length
  return {
    directory,
    deviceId,
    script,
    agent: () => agent,
    /** Nothing it sent waits for its answer: an answer read after time moved would tell the time of before. */
    answered: () => until('all it sent was answered', () => agent?.outbox.depth === 0),
    start: async (times: LinkTimes = quickTimes) => {
      agent = await startByLessons(directory, script, times, time.clock)
      return agent
    },
    /** Starts and waits until it was heard. */
    async connect(times: LinkTimes = quickTimes) {
      const before = hellos()
      agent = await startByLessons(directory, script, times, time.clock)
      await until('the set says hello', () => hellos() > before)
      return agent
    },
    async stop(): Promise<void> {
      await agent?.stop('off')
      agent = undefined
    },
    async remove(): Promise<void> {
      await agent?.stop('off')
      remove()
    },
  }
}

/** Lessons as the control plane would say them. */
export const lessonsOf = (over: Partial<LessonsBody> = {}): LessonsBody => ({
  revision: 7,
  side: 'home',
  windows: [lesson('2026-11-23T09:25', '2026-11-23T10:15'), lesson('2026-11-30T13:10', '2026-11-30T14:50')],
  until: brussels('2026-12-06T00:00') / minuteMs,
  ...over,
})
