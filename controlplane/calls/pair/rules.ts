import { setKinds as kinds, type SetKind } from '../../sets/rules.ts'
import type { Outage } from '../../telemetry/line/rules.ts'
import { defaultLineLimits, isSoundGone, judgeLine, type LineLimits } from '../line/rules.ts'
import {
  judgeSide,
  type KnownSide,
  type OwnTrouble,
  type SideLimits,
  type SideNow,
  type SideState,
} from '../side/rules.ts'
import type { LessonTime } from '../time/rules.ts'

/**
 * What is said of a pair in its lesson. `connecting`: somebody waits, and it is too early to say for whom ("even
 * wachten"). `no_lesson`: probably none is given.
 */
export const pairVerdicts = [
  'good',
  'lesson_poor',
  'child_waits_class_gone',
  'child_waits',
  'class_waits',
  'connecting',
  'unknown',
  'no_lesson',
] as const
export type PairVerdict = (typeof pairVerdicts)[number]

/** Where the fault lies. `between`: on the way from one to the other. `platform`: with us. */
export const faultSides = ['home', 'school', 'between', 'platform', 'unknown'] as const
export type FaultSide = (typeof faultSides)[number]

const sideEvidence = [
  'sound_gone',
  'line_poor',
  'help_asked',
  'said_here',
  'udp_blocked',
  'provider_down',
  'not_heard_by_our_doing',
  'no_set',
] as const
/** What a verdict rests on, a code each: of which side, and what. */
export type EvidenceCode = `${SetKind}_${SideState | (typeof sideEvidence)[number]}`

export type PairLimits = {
  line: LineLimits
  side: SideLimits
  /** A class set is gone so long since it was last heard. */
  classGoneSeconds: number
  /** A child waits so long with both sides up. */
  notConnectedSeconds: number
  /** A call goes on so long without sound, or over a poor line. */
  poorSeconds: number
}

export const defaultPairLimits: PairLimits = {
  line: defaultLineLimits,
  side: { staleIntervals: 3, callSlackSeconds: 120 },
  classGoneSeconds: 60,
  notConnectedSeconds: 180,
  poorSeconds: 120,
}

/** All that is known of a pair; null: no set serves that side. */
export type KnownPair = {
  home: KnownSide | null
  school: KnownSide | null
  trouble: OwnTrouble
  /** Times in which our responder did not answer. */
  outages: readonly Outage[]
}

/**
 * `side` null: nothing is at fault. `since`: since when what it rests on holds, its hold included. `dueAt`: the first
 * instant at which time alone may make it otherwise; until then it holds while nothing new is known.
 */
export type JudgedPair = {
  verdict: PairVerdict
  side: FaultSide | null
  evidence: EvidenceCode[]
  since: number
  dueAt: number
}

/** `now`: within the lesson. */
export function judgePair(known: KnownPair, lesson: LessonTime, limits: PairLimits, now: number): JudgedPair {
  const asked = { callFrom: lesson.callFrom, trouble: known.trouble, limits: limits.side, now }
  const [home, school] = [judgeSide(known.home, asked), judgeSide(known.school, asked)]
  const seen: Seen = { known, home, school, lesson, limits, now }
  const found = isNotHeard(seen) ?? inCall(seen) ?? someoneWaits(seen) ?? nobodyThere(seen)
  const lines = kinds.map(kind => lineOf(kind, seen)?.dueAt)
  const coming = [lesson.until, home.dueAt, school.dueAt, ...lines, ...(found.dueAts ?? [])]
  return {
    verdict: found.verdict,
    side: found.side,
    evidence: [...evidenceOf('home', seen), ...evidenceOf('school', seen), ...(found.evidence ?? [])],
    since: Math.max(lesson.from, found.since),
    dueAt: Math.min(...coming.filter((at): at is number => at !== undefined && at > now)),
  }
}

type Seen = {
  known: KnownPair
  home: SideNow
  school: SideNow
  lesson: LessonTime
  limits: PairLimits
  now: number
}
type Found = {
  verdict: PairVerdict
  side: FaultSide | null
  since: number
  evidence?: EvidenceCode[]
  dueAts?: number[]
}

const later = (one: SideNow, other: SideNow) => Math.max(one.since, other.since)

/** One side is in a call and the other is not: it may be there by another way, or its silence is ours. */
function isNotHeard({ home, school }: Seen): Found | undefined {
  if ((home.state === 'in_call') === (school.state === 'in_call')) return undefined
  return { verdict: 'unknown', side: unknownSide(home, school), since: later(home, school) }
}

function unknownSide(home: SideNow, school: SideNow): FaultSide {
  return home.isOurs || school.isOurs ? 'platform' : 'unknown'
}

function inCall(seen: Seen): Found | undefined {
  const { home, school, limits, now } = seen
  if (home.state !== 'in_call' || school.state !== 'in_call') return undefined
  const together = Math.max(seen.lesson.from, later(home, school))
  const poor = kinds.flatMap(kind => poorOf(kind, seen))
  const holds = poor.map(one => ({ ...one, since: Math.max(one.since, together) }))
  const dueAts = holds.map(({ since }) => since + limits.poorSeconds * 1000)
  const held = holds.filter((_, index) => dueAts[index]! <= now)
  const evidence = poor.map(({ code }) => code)
  if (held.length === 0) return { verdict: 'good', side: null, since: together, evidence, dueAts }
  return {
    verdict: 'lesson_poor',
    side: poorSide(held),
    since: Math.min(...held.map(({ since }) => since)),
    evidence,
    dueAts,
  }
}

type Poor = { kind: SetKind; what: 'sound_gone' | 'line_poor'; code: EvidenceCode; since: number }

function poorOf(kind: SetKind, seen: Seen): Poor[] {
  const known = seen.known[kind]
  const line = lineOf(kind, seen)
  const found: Poor[] = []
  if (known && isSoundGone[known.sound])
    found.push({ kind, what: 'sound_gone', code: `${kind}_sound_gone`, since: known.soundSince ?? 0 })
  if (line?.state === 'poor')
    found.push({ kind, what: 'line_poor', code: `${kind}_line_poor`, since: line.since ?? 0 })
  return found
}

function lineOf(kind: SetKind, { known, limits, now }: Seen) {
  const one = known[kind]
  return one ? judgeLine(one.reports, known.outages, limits.line, now) : undefined
}

/** Without sound there is no lesson, so that decides; a line that is poor at both ends is poor between them. */
function poorSide(held: readonly Poor[]): FaultSide {
  const silent = held.filter(({ what }) => what === 'sound_gone')
  if (silent.length > 1) return 'unknown'
  if (silent.length === 1) return silent[0]!.kind
  return held.length > 1 ? 'between' : held[0]!.kind
}

function someoneWaits(seen: Seen): Found | undefined {
  const { home, school } = seen
  if (home.state === 'waiting' && school.state === 'gone') return classGone(seen)
  if (home.state === 'waiting' && school.isUp) return notConnected(seen)
  if (school.state === 'waiting' && (home.state === 'idle' || home.state === 'gone'))
    return { verdict: 'class_waits', side: blamed('home', seen), since: later(home, school) }
  return undefined
}

function classGone(seen: Seen): Found {
  const { home, school, limits, now } = seen
  const due = school.since + limits.classGoneSeconds * 1000
  const since = later(home, school)
  if (now < due) return { verdict: 'connecting', side: null, since, dueAts: [due] }
  return { verdict: 'child_waits_class_gone', side: blamed('school', seen), since }
}

function notConnected(seen: Seen): Found {
  const { known, home, lesson, limits, now } = seen
  const ups = [known.home, known.school].map(one => one?.presenceSince ?? 0)
  const since = Math.max(lesson.from, home.since, ...ups)
  const due = since + limits.notConnectedSeconds * 1000
  if (now < due) return { verdict: 'connecting', side: null, since, dueAts: [due] }
  return { verdict: 'child_waits', side: notConnectedSide(seen), since }
}

/** Both are up and the child waits: who keeps them apart. One thing that is wrong on one side alone tells it. */
function notConnectedSide(seen: Seen): FaultSide {
  const { known, school } = seen
  if (school.state === 'idle') return 'school'
  if (school.state !== 'waiting') return 'unknown'
  const isClosed = (kind: SetKind) => seen[kind].app === 'stopped'
  const isBlocked = (kind: SetKind) => known[kind]?.udp === 'blocked'
  const isPoor = (kind: SetKind) => lineOf(kind, seen)?.state === 'poor'
  for (const isWrong of [isClosed, isBlocked, isPoor]) {
    const wrong = kinds.filter(isWrong)
    if (wrong.length === 1) return wrong[0]!
  }
  const areOpen = kinds.every(kind => seen[kind].app === 'running')
  return areOpen ? 'between' : 'unknown'
}

/** A side that is gone is at fault, unless its provider is. */
function blamed(kind: SetKind, seen: Seen): FaultSide {
  return seen[kind].state === 'gone' && seen.known[kind]?.isProviderDown ? 'between' : kind
}

/** What is left: a side that cannot be told, or nobody who waits. */
function nobodyThere(seen: Seen): Found {
  const { home, school } = seen
  const since = later(home, school)
  if (home.state === 'unknown' || school.state === 'unknown')
    return { verdict: 'unknown', side: unknownSide(home, school), since }
  const isBetween = kinds.some(kind => blamed(kind, seen) === 'between')
  return { verdict: 'no_lesson', side: isBetween ? 'between' : null, since }
}

function evidenceOf(kind: SetKind, seen: Seen): EvidenceCode[] {
  const [known, side] = [seen.known[kind], seen[kind]]
  if (!known) return [`${kind}_no_set`]
  const found: [boolean, (typeof sideEvidence)[number]][] = [
    [known.helpSince !== null, 'help_asked'],
    [known.hereSince !== null, 'said_here'],
    [known.udp === 'blocked', 'udp_blocked'],
    [known.isProviderDown, 'provider_down'],
    [side.isOurs, 'not_heard_by_our_doing'],
  ]
  return [
    `${kind}_${side.state}`,
    ...found.filter(([holds]) => holds).map(([, code]) => `${kind}_${code}` as const),
  ]
}
