import { beaconSeconds } from '../../../protocol/doors.ts'
import { credibleMax } from '../../../protocol/envelope.ts'
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

export type HelloMeaning = 'taken' | 'repeat' | 'late' | 'behind' | 'leap'

/** A set that was told a floor comes a little above it, also where no counters are believed any more. */
const stepMax = 16

/**
 * What a hello means. `repeat`: the same connection says it again. `late`: an earlier connection of the same run; the
 * set has moved on. `behind`: the counters of another run are not above what is known, so it is a restored disk image
 * or a clone, and must number on above the floor. `leap`: counters that nobody counts up to; it must number on from
 * the floor like that. Counters that are known and cannot be believed hold back nobody.
 */
export function judgeHello(known: KnownRun, hello: KnownRun): HelloMeaning {
  const isSameRun = known.epoch === hello.epoch && known.agentStartedAt === hello.agentStartedAt
  if (isSameRun && hello.connection === known.connection) return 'repeat'
  if (!isCredible(hello) && !isStepAbove(known, hello)) return 'leap'
  if (isCredible(hello) && !isCredible(known)) return 'taken'
  if (isSameRun && hello.connection > known.connection) return 'taken'
  if (isSameRun && known.connection - hello.connection <= stepMax) return 'late'
  return hello.connection > known.connection && hello.epoch > known.epoch ? 'taken' : 'behind'
}

/** Whether a set can have counted up to these. */
export function isCredible({ epoch, connection }: Pick<KnownRun, 'epoch' | 'connection'>): boolean {
  return epoch <= credibleMax.epoch && connection <= credibleMax.connection
}

function isStepAbove(known: KnownRun, hello: KnownRun): boolean {
  return hello.epoch <= known.epoch + stepMax && hello.connection <= known.connection + stepMax
}

/** Presence of a set at home outside school hours is nobody's business and is not kept. */
export function keepsHistory(kind: 'home' | 'school', expectation: Expectation): boolean {
  return kind === 'school' || expectation.schoolHours
}
