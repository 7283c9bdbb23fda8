import { type AudioFact, type CameraFact, cameraSlots } from '../../protocol/facts.ts'
import type { CodesOf } from '../../protocol/findings.ts'
import type { Readings } from './readings.ts'

/** One camera that works is enough; of those that do not, the one that is nearest to working is told. */
export function judgeCamera(readings: Readings): CodesOf<'camera'> {
  const cameras = camerasOf(readings)
  const states = cameras.map(cameraState)
  if (cameras.length === 0) return 'camera_unknown'
  return nearestFirst.find(state => states.includes(state)) ?? 'camera_unknown'
}

export function judgeSecondCamera(readings: Readings): CodesOf<'second_camera'> {
  const states = camerasOf(readings).map(cameraState)
  if (states.filter(state => state === 'camera_ok').length >= 2) return 'second_camera_ok'
  return states.length === 0 || states.includes('camera_unknown')
    ? 'second_camera_unknown'
    : 'second_camera_absent'
}

export function judgeAudioIn({ facts }: Readings): CodesOf<'audio_in'> {
  return `audio_in_${audioState(facts.audio_in)}`
}

export function judgeAudioOut({ facts }: Readings): CodesOf<'audio_out'> {
  return `audio_out_${audioState(facts.audio_out)}`
}

/** Before a lesson nobody need have opened it yet. */
export function judgeCallApp({ facts, callAppFound }: Readings): CodesOf<'call_app'> {
  const app = facts.call?.app
  if (app === 'running') return 'call_app_ok'
  if (callAppFound === false) return 'call_app_missing'
  return app === 'stopped' ? 'call_app_stopped' : 'call_app_unknown'
}

const nearestFirst = [
  'camera_ok',
  'camera_unknown',
  'camera_blocked',
  'camera_driver_failed',
  'camera_no_driver',
  'camera_absent',
] as const

function camerasOf({ facts }: Readings): CameraFact[] {
  return cameraSlots.flatMap(slot => facts[slot] ?? [])
}

/** A system that has no such setting blocks nothing: `blocked` is null there. */
function cameraState({ present, error, blocked }: CameraFact): (typeof nearestFirst)[number] {
  if (present === null) return 'camera_unknown'
  if (!present) return 'camera_absent'
  if (error) return error === 'no_driver' ? 'camera_no_driver' : 'camera_driver_failed'
  return blocked ? 'camera_blocked' : 'camera_ok'
}

function audioState(fact: AudioFact | undefined): 'ok' | 'absent' | 'muted' | 'zero' | 'unknown' {
  if (!fact || fact.present === null) return 'unknown'
  if (!fact.present) return 'absent'
  if (fact.muted) return 'muted'
  if (fact.volume_zero) return 'zero'
  return fact.muted === null || fact.volume_zero === null ? 'unknown' : 'ok'
}
