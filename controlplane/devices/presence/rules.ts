import { beaconSeconds } from '../../../protocol/doors.ts'
import type { PresenceState } from '../rules.ts'

/** What is expected of a set at this moment. */
export type Expectation = {
  /** Whether the set should be there. */
  expected: boolean
  /** Whether a child may be waiting for it: holds are short then. */
  lesson: boolean
  /** Whether the school is open: of a home, presence at other hours is not kept. */
  schoolHours: boolean
}

const suspectHoldLessonMs = 10_000
const suspectHoldMs = 120_000

/** Silence that is longer than two missed reports means something. */
export function silenceMaxMs(reportIntervalSeconds: number): number {
  return 2 * reportIntervalSeconds * 1000 + 15_000
}

/** After this pause between two judgements we were away ourselves. */
export const awayAfterMs = 30_000

/** Until when silence is not held against a set after we were away for `awayMs`: they need time to come back. */
export function graceMs(awayMs: number): number {
  return Math.max(90_000, Math.min(awayMs, 300_000) + 30_000)
}

export type Link = {
  presence: PresenceState
  presenceSince: number | null
  heardAt: number | null
  reportIntervalSeconds: number
}

export type Move = { presence: PresenceState; cause: PresenceCause }

/** Why presence moved. */
export const presenceCauses = [
  'heard',
  'beacon',
  'will',
  'silent',
  'off',
  'sleep',
  'update',
  'battery',
] as const
export type PresenceCause = (typeof presenceCauses)[number]

/** How presence moves by the passing of time alone; undefined: it stays. */
export function nextPresence(
  link: Link,
  expectation: Expectation,
  now: number,
  graceUntil: number,
): Move | undefined {
  if (link.presence === 'online') {
    const silentFor = now - (link.heardAt ?? 0)
    return silentFor > silenceMaxMs(link.reportIntervalSeconds)
      ? { presence: 'suspect', cause: 'silent' }
      : undefined
  }
  if (link.presence === 'degraded') {
    const isSilent = now - (link.heardAt ?? 0) > silenceMaxMs(beaconSeconds)
    return isSilent ? { presence: 'suspect', cause: 'silent' } : undefined
  }
  if (link.presence !== 'suspect') return undefined
  const hold = expectation.lesson ? suspectHoldLessonMs : suspectHoldMs
  if (now - (link.presenceSince ?? 0) < hold) return undefined
  if (!expectation.expected) return { presence: 'off', cause: 'silent' }
  return now < graceUntil ? undefined : { presence: 'lost', cause: 'silent' }
}

/** The run and connection of the last hello that was taken. */
export type KnownRun = { connection: number; epoch: number; agentStartedAt: number | null }

export type HelloMeaning = 'taken' | 'repeat' | 'late' | 'behind'

/**
 * What a hello means. `repeat`: the same connection says it again. `late`: an earlier connection of the same run; the
 * set has moved on. `behind`: the counters of another run are not above what is known, so it is a restored disk image
 * or a clone, and must number on above the floor.
 */
export function judgeHello(known: KnownRun, hello: KnownRun): HelloMeaning {
  const isSameRun = known.epoch === hello.epoch && known.agentStartedAt === hello.agentStartedAt
  if (isSameRun && hello.connection === known.connection) return 'repeat'
  if (isSameRun) return hello.connection > known.connection ? 'taken' : 'late'
  return hello.connection > known.connection && hello.epoch > known.epoch ? 'taken' : 'behind'
}

/** Presence of a set at home outside school hours is nobody's business and is not kept. */
export function keepsHistory(kind: 'home' | 'school', expectation: Expectation): boolean {
  return kind === 'school' || expectation.schoolHours
}
