import type { Verdict } from '../../protocol/verdict.ts'
import type { PresenceState } from '../devices/rules.ts'
import { type LessonStatus, nearMs } from '../lessons/status/rules.ts'
import type { CameraState } from '../telemetry/camera/rules.ts'
import type { SoundState } from '../telemetry/sound/rules.ts'

/** Until lessons judge a pair, its links do. Ordered as a technician looks: what asks for a person first. */
export const pairConditions = ['lost', 'suspect', 'degraded', 'unknown', 'off', 'connected'] as const
export type PairCondition = (typeof pairConditions)[number]

/** The worse side decides; a side without a set is unknown, and unknown is never healthy. */
export function pairCondition(
  home: PresenceState | undefined,
  school: PresenceState | undefined,
): PairCondition {
  const sides = [home ?? 'unheard', school ?? 'unheard'] as const
  return pairConditions.find(condition => sides.some(side => sideCondition[side] === condition)) ?? 'unknown'
}

const sideCondition: Record<PresenceState, PairCondition> = {
  lost: 'lost',
  suspect: 'suspect',
  degraded: 'degraded',
  unheard: 'unknown',
  off: 'off',
  online: 'connected',
}

export type SideKind = 'home' | 'school'
export const sideKinds = ['school', 'home'] as const satisfies readonly SideKind[]

/** What of one side may ask for somebody to look; the worst first. */
export const troubles = [
  'lost',
  'no_set',
  'unheard',
  'off',
  'suspect',
  'flapping',
  'camera',
  'sound',
  'not_ready',
  'degraded',
] as const
export type Trouble = (typeof troubles)[number]

/** What a set found when it last looked itself over; ms since 1970 UTC. */
type Checked = { verdict: Verdict; at: number }
/** What was found longer ago says nothing of the next lesson. */
const checkHoldsMs = 3_600_000

/** Whether a set is ready for its next lesson, as far as it is known. */
export function readinessOf(check: Checked | undefined, at: number): Verdict {
  return check === undefined || at - check.at > checkHoldsMs ? 'unknown' : check.verdict
}

/** One side of a pair as far as it is judged. `breaks`: how often its link broke in the last hour; left out: seldom. */
export type JudgedSide = {
  presence: PresenceState
  presenceSince: number | null
  breaks?: number
  camera: CameraState
  sound: SoundState
  check?: Checked
}

/** From so many breaks in an hour on it says more how often a link breaks than how it is at this moment. */
export const breaksMin = 4
export const breaksWithinMs = 3_600_000
/** A link that breaks often and is gone for longer than this is gone. */
const goneMs = 180_000

type Lesson = { status: LessonStatus; until: number | null }
/** `isNear`: a lesson is on or begins within ten minutes. `isRunUp`: one begins within half an hour. `at`: ms since 1970 UTC. */
export type Around = { isLesson: boolean; isNear: boolean; isRunUp: boolean; at: number }

export function aroundLesson(lesson: Lesson | null, at: number): Around {
  const isLesson = lesson?.status === 'lesson'
  const isRunUp = lesson?.status === 'run_up'
  const begins = isRunUp ? lesson.until : null
  return { isLesson, isNear: isLesson || (begins !== null && begins - at <= nearMs), isRunUp, at }
}

/**
 * What is wrong with a side, the worst first. A set that is off, or was never heard, is missed like one that is lost: in
 * class from just before a lesson, at home in it. A camera or a headset at home may be unplugged at other times.
 */
export function troublesOf(side: JudgedSide | null, kind: SideKind, around: Around): Trouble[] {
  const { isNear, isRunUp, at } = around
  if (side === null) return isExpected(kind, around) ? ['no_set'] : []
  const { presence, presenceSince, breaks = 0 } = side
  if (presence === 'off' || presence === 'unheard') return isExpected(kind, around) ? [presence] : []
  const isFlapping = breaks >= breaksMin
  const isGone = presence === 'lost' && (!isFlapping || at - (presenceSince ?? 0) >= goneMs)
  if (isGone) return isFlapping ? ['lost', 'flapping'] : ['lost']
  const parts = presence === 'online' ? partTroubles(side, kind === 'school' || isNear) : []
  if (isFlapping) return ['flapping', ...parts]
  if (presence === 'suspect' || presence === 'degraded') return [presence]
  // What is broken has its own name where it is known.
  const isBroken = isRunUp && parts.length === 0 && readinessOf(side.check, at) === 'broken'
  return isBroken ? ['not_ready'] : parts
}

const isExpected = (kind: SideKind, { isLesson, isNear }: Around) => (kind === 'school' ? isNear : isLesson)

function partTroubles({ camera, sound }: Pick<JudgedSide, 'camera' | 'sound'>, isMissed: boolean): Trouble[] {
  const isCameraBad = camera === 'failed' || (isMissed && isBadCamera(camera))
  return [
    ...(isCameraBad ? (['camera'] as const) : []),
    ...(isMissed && isBadSound(sound) ? (['sound'] as const) : []),
  ]
}

export const isBadCamera = (camera: CameraState | null) =>
  camera === 'failed' || camera === 'absent' || camera === 'blocked'
export const isBadSound = (sound: SoundState | null) => sound === 'absent' || sound === 'muted'

export type JudgedPair = {
  lesson: Lesson | null
  home: JudgedSide | null
  school: JudgedSide | null
  isHere?: true
}

/** What is wrong on both sides of a pair. */
export function pairTroubles(pair: JudgedPair, at: number): Record<SideKind, Trouble[]> {
  const around = aroundLesson(pair.lesson, at)
  return {
    home: troublesOf(pair.home, 'home', around),
    school: troublesOf(pair.school, 'school', around),
  }
}

/** So long a side that was mended is still named. */
export const mendedMs = 180_000

/** What a side is, since when, and what it was before. */
export type ChangedSide = JudgedSide & {
  presenceWas: PresenceState | null
  cameraSince: number | null
  cameraWas: CameraState | null
  soundSince: number | null
  soundWas: SoundState | null
}

/**
 * When the last of what asked for a look was mended, ms since 1970 UTC; undefined: nothing was within three minutes. A
 * set that is heard for the first time, or switched on before its lesson, did not come back.
 * `begunAt`: when the lesson that is on began.
 */
export function mendedAt(
  side: ChangedSide,
  kind: SideKind,
  { isNear, at, begunAt }: Around & { begunAt?: number | undefined },
): number | undefined {
  const { presence, presenceWas, camera, cameraWas, sound, soundWas } = side
  const isMissed = kind === 'school' || isNear
  const wasAway =
    presenceWas === 'lost' ||
    presenceWas === 'suspect' ||
    presenceWas === 'degraded' ||
    (presenceWas === 'off' && begunAt !== undefined && (side.presenceSince ?? 0) > begunAt)
  const wasBlind = cameraWas === 'failed' || (isMissed && isBadCamera(cameraWas))
  const moments = [
    ...(presence === 'online' && wasAway ? [side.presenceSince] : []),
    ...(camera === 'ok' && wasBlind ? [side.cameraSince] : []),
    ...(sound === 'ok' && isMissed && isBadSound(soundWas) ? [side.soundSince] : []),
  ].filter(moment => moment !== null)
  const last = Math.max(...moments, 0)
  return at - last < mendedMs ? last : undefined
}
