import { dayOf, instantOf } from '../../controlplane/calendar/day/rules.ts'
import { defaultPairLimits, judgePair, type KnownPair } from '../../controlplane/calls/pair/rules.ts'
import { callTimesOn, type LessonsKnown, lessonTimeAt } from '../../controlplane/calls/time/rules.ts'
import { graceMs, nextPresence } from '../../controlplane/devices/presence/rules.ts'
import { expectationOfSet } from '../../controlplane/lessons/expectation/rules.ts'
import { lessonStatus } from '../../controlplane/lessons/rules.ts'
import { type SetKind, setKinds } from '../../controlplane/sets/rules.ts'
import type { Outage } from '../../controlplane/telemetry/line/rules.ts'
import { PlayedSet } from './played-set.ts'
import type { Before, Entry, Expected, FaultCase } from './reading.ts'

/** A Monday in October at nine, Brussels: second 0. */
const nine = Date.parse('2026-10-05T07:00:00Z')
const instant = (second: number) => nine + second * 1000
const begins = -10_800
const tickSeconds = 5
/** Sets that were connected are so again this long after we are back. */
const backAfterSeconds = 20

type Answer = Omit<Expected, 'at'>

/** What the real rules say at each second that the case asks for, in its order. */
export function playCase(one: FaultCase): Answer[] {
  const lessons = lessonsOf(one)
  const play = openPlay(one, lessons)
  const asked = one.expect.map(({ at }) => at)
  const answers = new Map<number, Answer>()
  for (let second = begins; second <= Math.max(...asked); second++) {
    play.pass(second)
    if (asked.includes(second)) answers.set(second, answerAt(play.known(), lessons, instant(second)))
  }
  return asked.map(at => answers.get(at)!)
}

function answerAt(known: KnownPair, lessons: LessonsKnown, now: number): Answer {
  const lesson = lessonTimeAt(lessons, now)
  if (!lesson) return { verdict: 'none', side: 'none' }
  const { verdict, side } = judgePair(known, lesson, defaultPairLimits, now)
  return { verdict, side: side ?? 'none' }
}

function lessonsOf({ lessons = [[0, 3000]], away = [] }: FaultCase): LessonsKnown {
  const today = dayOf(nine)
  const minute = (second: number) => (instant(second) - instantOf(today, 0)) / 60_000
  const spans = lessons.map(([from, until]) => ({ from: minute(from), until: minute(until) }))
  return {
    facts: {
      timetable: undefined,
      exceptions: new Map([[today.day, spans]]),
      bells: undefined,
      closed: new Map(),
      away: away.map(([from, until]) => ({ from: instant(from), until: instant(until) })),
    },
    pauses: [],
  }
}

function openPlay(one: FaultCase, lessons: LessonsKnown) {
  const kinds = setKinds.filter(kind => one.sets?.includes(kind) ?? true)
  const sets = kinds.map(kind => ({ kind, set: new PlayedSet(beforeOf(one, kind), instant(begins)) }))
  const entries = [...kinds.flatMap(kind => usualWords(one, kind, lessons)), ...one.timeline]
  const platform = openPlatform()

  function pass(second: number): void {
    const now = instant(second)
    for (const entry of entries.filter(({ at }) => at === second)) {
      if (entry.platform) platform.does(entry.platform, second)
      for (const { kind, set } of sets) {
        const said = entry[kind]
        const { measured = second, received = second } = entry
        const times = { order: second, measured: instant(measured), arrives: instant(received) }
        if (said) set.say(said, times, now, platform.hears(second))
      }
    }
    for (const { kind, set } of sets) {
      set.pass(now, platform.hears(second))
      if (!platform.isAway() && second % tickSeconds === 0) judgePresence(set, kind, now)
    }
  }

  function judgePresence({ known }: PlayedSet, kind: SetKind, now: number): void {
    const expectation = expectationOfSet(kind, lessonStatus(lessons.facts, now), now)
    const move = nextPresence(known, expectation, now, platform.trouble.graceUntil ?? 0)
    if (move) [known.presence, known.presenceSince] = [move.presence, now]
  }

  const of = (kind: SetKind) => sets.find(one => one.kind === kind)?.set.known ?? null
  const { trouble, outages } = platform
  return { pass, known: (): KnownPair => ({ home: of('home'), school: of('school'), trouble, outages }) }
}

/** Whether we are there, and what is known of our own faults. */
function openPlatform() {
  const trouble = { graceUntil: null as number | null, troubledSince: null as number | null }
  const outages: Outage[] = []
  let awaySince: number | undefined
  let connectedFrom = begins
  return {
    trouble,
    outages,
    isAway: () => awaySince !== undefined,
    hears: (second: number) => awaySince === undefined && second >= connectedFrom,
    does({ is, stun }: NonNullable<Entry['platform']>, second: number): void {
      if (is === 'away') awaySince = second
      if (is === 'back') {
        trouble.graceUntil = instant(second) + graceMs((second - (awaySince ?? second)) * 1000)
        connectedFrom = second + backAfterSeconds
        awaySince = undefined
      }
      if (is === 'troubled') trouble.troubledSince = instant(second)
      if (is === 'well') trouble.troubledSince = null
      if (stun === 'silent') outages.push({ from: instant(second), until: Number.POSITIVE_INFINITY })
      const last = outages.at(-1)
      if (stun === 'answers' && last) last.until = instant(second)
    },
  }
}

function beforeOf({ before }: FaultCase, kind: SetKind): Before {
  return typeof before === 'string' ? before : (before[kind] ?? 'off')
}

/** What a set that is on says before anything happens: its call is closed, and open shortly before the first lesson. */
function usualWords(one: FaultCase, kind: SetKind, lessons: LessonsKnown): Entry[] {
  const before = beforeOf(one, kind)
  const [time] = callTimesOn(lessons, dayOf(nine))
  if (!time || before === 'off' || before === 'never') return []
  const opens = Math.max(begins, (time.from - nine) / 1000)
  const spoken = one.timeline.some(({ at, ...said }) => at < opens && said[kind]?.call !== undefined)
  const closed: Entry[] = spoken ? [] : [{ at: opens, [kind]: { call: 'stopped' } }]
  const from = Math.min(...(one.lessons ?? [[0, 0]]).map(([first]) => first))
  return before === 'in_call' ? [...closed, { at: from - 60, [kind]: { call: 'both' } }] : closed
}
