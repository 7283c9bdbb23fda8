import { type CameraFact, cameraSlots, type Facts } from '../../protocol/facts.ts'
import type { RememberedCamera } from '../memory/saved-state.ts'
import type { Camera } from './camera-parts.ts'
import { toldName } from './reading.ts'

/** A slot: what stood in it last, and the camera that stands in it. */
export type Slot = { remembered: RememberedCamera; camera: Camera | undefined }

/**
 * Gives every camera a slot that stays the same: its own, else an empty one of the same model, else any empty
 * one, else a new one. So a second camera does not move up when the first is unplugged.
 */
export function assignSlots(remembered: readonly RememberedCamera[], cameras: readonly Camera[]): Slot[] {
  const slots: Slot[] = remembered.map(one => ({ remembered: one, camera: undefined }))
  const rules: ((slot: Slot, camera: Camera) => boolean)[] = [
    ({ remembered: was }, { port, model }) => was.port === port && was.model === model,
    ({ remembered: was }, { model }) => model !== null && was.model === model,
    ({ remembered: was }, { port }) => was.port === port,
    () => true,
  ]
  let open = [...cameras]
  for (const fitsIn of rules) {
    open = open.filter(camera => {
      const slot = slots.find(one => one.camera === undefined && fitsIn(one, camera))
      if (slot) place(slot, camera)
      return slot === undefined
    })
  }
  const added = open.slice(0, cameraSlots.length - slots.length)
  return [...slots, ...added.map(camera => place({ remembered: { port: '', model: null }, camera }, camera))]
}

function place(slot: Slot, camera: Camera): Slot {
  slot.camera = camera
  slot.remembered = { port: camera.port, model: camera.model }
  return slot
}

/** The camera facts; without any camera slot 1 says so. */
export function cameraFacts(slots: readonly Slot[]): Pick<Facts, (typeof cameraSlots)[number]> {
  const facts = slots.map(factOf)
  if (facts.length === 0) facts.push(absent(null))
  return Object.fromEntries(facts.map((fact, index) => [cameraSlots[index], fact]))
}

/** What is said of every known slot when the system cannot be read. */
export function unknownCameraFacts(
  remembered: readonly RememberedCamera[],
): Pick<Facts, (typeof cameraSlots)[number]> {
  const models = remembered.length > 0 ? remembered.map(one => one.model) : [null]
  const unknown = models.map(model => ({ present: null, model, driver: null, error: null, blocked: null }))
  return Object.fromEntries(unknown.map((fact, index) => [cameraSlots[index], fact]))
}

function factOf({ remembered, camera }: Slot): CameraFact {
  if (!camera) return absent(remembered.model)
  const { model, driver, error } = camera
  return { present: true, model, driver: toldName(driver), error, blocked: null }
}

function absent(model: string | null): CameraFact {
  return { present: false, model, driver: null, error: null, blocked: null }
}
