import type { Facts } from '../../protocol/facts.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { connectHandSet, type HandSet, reportBody } from '../support/hand-set.ts'
import { type RegisteredPair, type RegisteredSet, registerPairs } from '../support/registration.ts'

/** A control plane with pairs of which some speak: what every journey through the console starts from. */
export type Ground = {
  plane: TestControlPlane
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
  const plane = await startControlPlane()
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
