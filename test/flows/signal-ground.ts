import type { Role } from '../../controlplane/people/rules.ts'
import type { Facts } from '../../protocol/facts.ts'
import { brussels, type HeldClock, holdClock, passTime } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { addAccount, openSignInOf } from '../support/every-route-ground.ts'
import { connectHandSet, reportBody } from '../support/hand-set.ts'
import { askAs, type SignedIn } from '../support/people.ts'
import { type RegisteredPair, type RegisteredSet, registerPairs } from '../support/registration.ts'
import { until } from '../support/until.ts'

export const minuteMs = 60_000
/** The control plane has just started: so long silence is not held against a set. */
const graceMs = 120_000
/** Since when the sets are on. */
const onMs = 20 * 86_400_000

const wellSound = { present: true, muted: false, volume_zero: false }
export const camera = { present: true, model: 'C2', driver: 'uvcvideo', error: null, blocked: false }
export const noCamera = { present: false, model: null, driver: null, error: null, blocked: false }
const wellFacts: Facts = { camera_1: camera, audio_in: wellSound, audio_out: wellSound }

/** Of one run of an agent there are fewer connections. */
const connectionsApart = 100

export type SignalGround = Awaited<ReturnType<typeof openSignalGround>>
export type SignalSet = Awaited<ReturnType<typeof playSet>>

/** A control plane with the real judge, a held clock, and pairs of which tests play the sets. `at`: `2026-11-23T10:00`. */
export async function openSignalGround(at: string, pairCount: number) {
  const begin = brussels(at)
  const plane = await startControlPlane({ clock: holdClock(begin - graceMs) })
  const pairs = await registerPairs(plane.admin, pairCount)
  let connections = 0
  await passTime(plane, graceMs)

  const person = async (name: string, roles: readonly Role[]): Promise<SignedIn> => {
    const accountId = await addAccount(plane, name, roles)
    const { token } = await openSignInOf(plane, accountId)
    return { httpUrl: plane.httpUrl, cookie: `__Host-setwacht=${token}`, accountId }
  }
  const presenceOf = async (label: string) => {
    const [row] = await plane.sql<{ presence: string }[]>`
      select c.presence from connections c join live_devices d using (device_no) join sets s on s.id = d.set_id
      where s.label = ${label}`
    return row?.presence
  }

  return {
    plane,
    pairs,
    person,
    /** Lets time pass with everything at work, and all that was said is judged. */
    pass: (ms: number) => passTime(plane, ms),
    presenceOf,
    /** The side of a pair, as a set that is well. */
    connect(pair: RegisteredPair, side: 'home' | 'school', facts: Facts = wellFacts) {
      connections += connectionsApart
      return playSet({ plane, presenceOf, begin }, pair[side], connections, facts)
    },
    read: async <Answer>(who: SignedIn, path: string): Promise<Answer> => {
      const answer = await askAs(who, path)
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
      return (await answer.json()) as Answer
    },
    stop: () => plane.stop(),
  }
}

type Playing = {
  plane: TestControlPlane<HeldClock>
  presenceOf(label: string): Promise<string | undefined>
  begin: number
}

/** A set that comes online; its time is that of the held clock. */
async function playSet(
  { plane, presenceOf, begin }: Playing,
  { deviceId, label }: RegisteredSet,
  connection: number,
  facts: Facts,
) {
  const startedAt = plane.clock.now() - minuteMs
  const timed = () => {
    const now = plane.clock.now()
    return { at: now, up: onMs + now - begin }
  }
  const connected = { deviceId, mqttPort: plane.mqttPort, epoch: connection }
  let times = connection
  let set = await connectHandSet({ ...connected, connection })
  let seq = 0
  const send = async (kind: 'event' | 'report', body: unknown) => {
    seq += 1
    await set.send(kind, seq, body, timed())
    await set.acknowledges(seq)
  }
  const becomes = (presence: string) =>
    until(`${label} is ${presence}`, async () => (await presenceOf(label)) === presence)
  const hello = async () => {
    await set.hello({ facts, agent_started_at: startedAt, connection: times }, timed())
    await becomes('online')
  }
  await hello()
  return {
    label,
    tell: (facts: Facts) => send('event', { facts }),
    report: (readings: Record<string, number | null>) => send('report', reportBody(readings)),
    goodbye: () => set.goodbye(),
    /** Switched off: it says so. */
    async leave(): Promise<void> {
      await set.send('bye', 0, { reason: 'off', connection: times }, timed())
      await set.goodbye()
    },
    async vanish(): Promise<void> {
      set.vanish()
      await becomes('suspect')
    },
    /** The line is whole again, and the agent has run on. */
    async comeBack(): Promise<void> {
      times += 1
      set = await connectHandSet({ ...connected, connection: times })
      await hello()
    },
  }
}
