import type { TestCode } from '../../api.ts'

/** One picture of the camera, in numbers: brightness from 0 to 255, and whether it differs from the one before. */
export type Glimpse = { mean: number; brightest: number; changed: boolean }

/** Below this a picture is black: a lid over the lens, or nothing behind it. */
const blackMean = 16
const blackBrightest = 48
/** Below this a face is hard to see. */
const darkMean = 45
/** The lowest sound of a person who speaks into a microphone that works, of the largest that fits. */
const heardPeak = 0.004
/** Fewer pictures say nothing. */
const glimpsesLeast = 4

/** What the pictures of a few seconds tell. A camera that gives the very same picture again and again stands still. */
export function judgeCamera(glimpses: readonly Glimpse[]): TestCode {
  if (glimpses.length < glimpsesLeast) return 'camera_unknown'
  if (glimpses.every(({ mean, brightest }) => mean < blackMean && brightest < blackBrightest))
    return 'camera_black'
  if (glimpses.slice(1).every(({ changed }) => !changed)) return 'camera_frozen'
  const means = glimpses.map(({ mean }) => mean).toSorted((one, other) => one - other)
  return means[Math.floor(means.length / 2)]! < darkMean ? 'camera_dark' : 'camera_ok'
}

/** What the loudest moments of a few seconds tell. */
export function judgeMicrophone(peaks: readonly number[]): TestCode {
  if (peaks.length === 0) return 'audio_in_unknown'
  return Math.max(...peaks) < heardPeak ? 'audio_in_silent' : 'audio_in_ok'
}

/** Why the browser gave no camera or no microphone. A camera that the lesson holds is as it should be. */
export function codeOfRefusal(device: 'camera' | 'microphone', name: string): TestCode {
  if (name === 'NotAllowedError' || name === 'SecurityError')
    return device === 'camera' ? 'camera_blocked' : 'audio_in_blocked'
  if (name === 'NotFoundError' || name === 'OverconstrainedError')
    return device === 'camera' ? 'camera_absent' : 'audio_in_absent'
  if (device === 'microphone') return 'audio_in_unknown'
  return name === 'NotReadableError' ? 'camera_in_lesson' : 'camera_unknown'
}

/** The numbers of a picture, given as red, green, blue and opacity in turn. The few brightest spots may be faults. */
export function glimpseOf(pixels: Uint8ClampedArray, before: Uint8ClampedArray | undefined): Glimpse {
  const lights: number[] = []
  let changed = false
  for (let at = 0; at < pixels.length; at += 4) {
    lights.push(0.2126 * pixels[at]! + 0.7152 * pixels[at + 1]! + 0.0722 * pixels[at + 2]!)
    if (before && !changed) {
      changed =
        pixels[at] !== before[at] || pixels[at + 1] !== before[at + 1] || pixels[at + 2] !== before[at + 2]
    }
  }
  const mean = lights.reduce((sum, light) => sum + light, 0) / lights.length
  const sorted = lights.toSorted((one, other) => one - other)
  return { mean, brightest: sorted[Math.floor(sorted.length * 0.99)]!, changed }
}
