import { cameraSlots, type FactName, type Facts, factSchemas } from '../../protocol/facts.ts'
import { type CameraState, cameraStates } from './camera/rules.ts'
import { type SoundState, soundStates } from './sound/rules.ts'

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

/**
 * Who hears and is heard: the worse of microphone and loudspeaker decides. What a set does not say of either is
 * `unknown`.
 */
export function soundState(facts: Facts): SoundState {
  const found = [pathState(facts.audio_in), pathState(facts.audio_out)]
  return soundStates.find(state => found.includes(state)) ?? 'unknown'
}

function pathState(audio: Facts['audio_in']): SoundState {
  if (!audio || audio.present === null) return 'unknown'
  if (!audio.present) return 'absent'
  return audio.muted || audio.volume_zero ? 'muted' : 'ok'
}

/** What lists show and filter by; null = unknown. */
export type Summary = {
  camera: CameraState
  sound: SoundState
  interface: NonNullable<Facts['interface']> | null
  agentVersion: string | null
  simulated: boolean
}

export function summarise(facts: Facts): Summary {
  return {
    camera: cameraState(facts),
    sound: soundState(facts),
    interface: facts.interface ?? null,
    agentVersion: facts.versions?.agent ?? null,
    simulated: facts.simulated === true,
  }
}

type Fields = readonly string[] | undefined
type Shape = { properties?: object; items?: Shape; anyOf?: readonly Shape[] }

const knownFields: Record<string, Fields> = Object.fromEntries(
  Object.entries(factSchemas).map(([name, schema]) => [name, fieldsOf(schema as Shape)]),
)

/** Of the fact, or of each of its parts. */
function fieldsOf({ properties, items, anyOf = [] }: Shape): Fields {
  if (properties) return Object.keys(properties)
  if (items) return fieldsOf(items)
  return anyOf.map(fieldsOf).find(fields => fields !== undefined)
}

/** A fact without what no protocol of ours knows: that is collected for no purpose and kept by no rule. */
export function knownOf<Name extends FactName>(name: Name, fact: Facts[Name]): unknown {
  const fields = knownFields[name]
  if (fields === undefined) return fact
  return Array.isArray(fact) ? fact.map(part => only(fields, part)) : only(fields, fact)
}

function only(fields: readonly string[], value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([field]) => fields.includes(field)))
}
