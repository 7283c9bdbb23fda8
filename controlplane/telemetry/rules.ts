import { cameraSlots, type Facts } from '../../protocol/facts.ts'
import { type CameraState, cameraStates } from './camera/rules.ts'

/**
 * The camera that serves best decides: one working camera is enough. No camera is `ok` by silence: a set that
 * has not said anything of any slot is `unknown`.
 */
export function cameraState(facts: Facts): CameraState {
  const found = new Set(cameraSlots.map(slot => slotState(facts[slot])))
  found.delete(undefined)
  return cameraStates.find(state => found.has(state)) ?? 'unknown'
}

function slotState(camera: Facts['camera_1']): CameraState | undefined {
  if (!camera) return undefined
  if (camera.present === null) return 'unknown'
  if (!camera.present) return 'absent'
  if (camera.error !== null) return 'failed'
  if (camera.blocked === true) return 'blocked'
  return 'ok'
}

/** What lists show and filter by; null = unknown. */
export type Summary = {
  camera: CameraState
  interface: NonNullable<Facts['interface']> | null
  agentVersion: string | null
  simulated: boolean
}

export function summarise(facts: Facts): Summary {
  return {
    camera: cameraState(facts),
    interface: facts.interface ?? null,
    agentVersion: facts.versions?.agent ?? null,
    simulated: facts.simulated === true,
  }
}
