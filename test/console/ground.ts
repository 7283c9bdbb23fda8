import type { Clock } from '../../controlplane/platform/clock.ts'
import type { Facts } from '../../protocol/facts.ts'
import { brussels, type HeldClock, holdClock, passTime } from '../support/clock.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { type RegisteredPair, type RegisteredSet, registerPairs } from '../support/registration.ts'

/** A control plane with pairs of which some speak: what every journey through the console starts from. */
export type Ground<Of extends Clock = Clock> = {
  plane: TestControlPlane<Of>
  pairs: RegisteredPair[]
  speak(set: RegisteredSet, facts?: Facts): Promise<HandSet>
  stop(): Promise<void>
}

export const workingCamera = {
  present: true,
  model: 'Room Camera 5',
  driver: 'uvcvideo',
  error: null,
  blocked: false,
} as const

export async function startGround(pairCount: number): Promise<Ground> {
  return layGround(await startControlPlane(), pairCount)
}

/** Monday morning, ten o'clock, of a week of lessons. */
const monday = brussels('2026-11-23T10:00')
/** After its start the control plane holds no silence against a set for so long. */
const graceMs = 91_000

/** As it is on Monday at ten, until the test lets time pass. */
export async function startGroundOnMonday(
  pairCount: number,
  start: Pick<Parameters<typeof startControlPlane>[0] & object, 'mail'> = {},
): Promise<Ground<HeldClock>> {
  const plane = await startControlPlane({ ...start, clock: holdClock(monday - graceMs) })
  await passTime(plane, graceMs)
  return layGround(plane, pairCount)
}

async function layGround<Of extends Clock>(
  plane: TestControlPlane<Of>,
  pairCount: number,
): Promise<Ground<Of>> {
  const pairs = await registerPairs(plane.admin, pairCount)
  const speaking: HandSet[] = []
  return {
    plane,
    pairs,
    async speak({ deviceId }, facts = { camera_1: workingCamera, interface: 'wired' }) {
      const set = await connectHandSet({ deviceId, mqttPort: plane.mqttPort })
      speaking.push(set)
      await set.hello({ facts })
      await set.send('report', 1, reportBody({ cpu_mean_percent: 12, rtt_p50_ms: 18, loss_mean_percent: 0 }))
      await set.acknowledges(1)
      return set
    },
    async stop() {
      for (const set of speaking) if (set.client.connected) await set.goodbye()
      await plane.stop()
    },
  }
}
