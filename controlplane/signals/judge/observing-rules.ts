import { judgeLine, type LineLimits, type LineNow } from '../../calls/line/rules.ts'
import { defaultPairLimits, type JudgedPair, judgePair, type PairLimits } from '../../calls/pair/rules.ts'
import type { SetKind } from '../../sets/rules.ts'
import type { Side } from '../../tickets/symptom/rules.ts'
import { pairObservers } from '../observed/pair-rules.ts'
import { notSo, type Observation, type SetSight } from '../observed/rules.ts'
import { setObservers } from '../observed/set-rules.ts'
import { type RuleName, rules } from '../rules.ts'
import type { RuleSettings } from '../settings/rules.ts'
import { aliveUntil, columnOf, type KnownSet, type KnownSubject } from '../subject/rules.ts'
import type { FailedRule, Sighted } from './signal-rules.ts'

type PairRule = keyof typeof pairObservers
type SetRule = keyof typeof setObservers
/** Asks a rule what it sees; a test puts one in its place that throws. */
export type Observe = <Name extends PairRule | SetRule>(rule: Name, see: () => Observation) => Observation

/** Whether what a rule sees depends on what is said of the pair, and so on both its sets. */
export function needsVerdict(rule: RuleName): boolean {
  return rules[rule].of === 'pair' || rule === 'help'
}

const pairRules = Object.keys(pairObservers) as PairRule[]
const setRules = Object.keys(setObservers) as SetRule[]
const concerning = (kind: SetKind) =>
  setRules.filter(rule => rules[rule].of === 'set' || rules[rule].of === kind)
const rulesOf: Readonly<Record<SetKind, readonly SetRule[]>> = {
  home: concerning('home'),
  school: concerning('school'),
}

type Asking = {
  settings: RuleSettings
  observe?: Observe
  /** This rule alone; left out: every one. */
  only?: RuleName
}

/** What every rule sees. One that throws keeps none of the others from seeing. */
export function observeAll(
  subject: KnownSubject,
  { settings, observe = (_, see) => see(), only }: Asking,
  now: number,
): { verdict: JudgedPair | undefined; sighted: Sighted[]; failed: (FailedRule & { key: string })[] } {
  const failed: (FailedRule & { key: string })[] = []
  const sighted: Sighted[] = []
  let verdict: JudgedPair | undefined
  let unjudged: unknown
  try {
    if (only === undefined || needsVerdict(only)) verdict = verdictOf(subject, settings, now)
  } catch (failure) {
    unjudged = failure
  }
  function ask(rule: PairRule | SetRule, set: KnownSet | null, see: () => Observation): void {
    if (only !== undefined && rule !== only) return
    const key = set === null ? `trajectory:${subject.trajectory}/${rule}` : `set:${set.label}/${rule}`
    const isOn = settings[rule].on
    try {
      const seen = isOn ? observe(rule, see) : notSo(now)
      sighted.push({ key, rule, set: set?.label ?? null, side: set?.kind ?? sideOf(verdict), seen })
    } catch (failure) {
      failed.push({ key, rule, set: set?.label ?? null, failure: String(failure) })
    }
  }
  if (subject.trajectory !== null) {
    const isAbsent = subject.lesson.status === 'absent'
    for (const rule of pairRules)
      ask(rule, null, () => {
        if (unjudged !== undefined) throw unjudged
        return pairObservers[rule]({ verdict, since: now, isAbsent })
      })
  }
  for (const set of [subject.home, subject.school]) {
    if (set === null) continue
    const sight = sightOf(set, { subject, settings, verdict, now })
    for (const rule of rulesOf[set.kind])
      ask(rule, set, () =>
        (setObservers[rule] as (of: object) => Observation)({ ...sight, setting: settings[rule] }),
      )
  }
  return { verdict, sighted, failed }
}

type Sight = {
  subject: KnownSubject
  settings: RuleSettings
  verdict: JudgedPair | undefined
  now: number
}

/** What every rule about one set looks at. The line is judged once: that is most of the work of a look. */
function sightOf(
  set: KnownSet,
  { subject: { lesson, outages, trouble }, settings, verdict, now }: Sight,
): Omit<SetSight, 'setting'> {
  let known: LineNow | undefined
  return {
    set,
    lesson,
    column: columnOf(lesson),
    line: () => (known ??= judgeLine(set.reports, outages, lineLimits(settings), now)),
    isGood: verdict?.verdict === 'good',
    graceUntil: trouble.graceUntil,
    now,
  }
}

/** During `lesson` alone; see `judgePair`. */
function verdictOf(subject: KnownSubject, settings: RuleSettings, now: number): JudgedPair | undefined {
  const { lesson, trajectory } = subject
  const { status, from, callFrom, until } = lesson
  if (trajectory === null || status !== 'lesson' || from === null || until === null) return undefined
  const time = { from, until, callFrom: callFrom ?? from }
  const pair = { ...subject, home: seenSide(subject.home), school: seenSide(subject.school) }
  return judgePair(pair, time, pairLimits(settings), now)
}

/** A hold counts from when a side was last there, and not from its last word. */
function seenSide(set: KnownSet | null): KnownSet | null {
  return set && { ...set, heardAt: aliveUntil(set) }
}

function lineLimits({ poor_line: { limits } }: RuleSettings): LineLimits {
  return { ...defaultPairLimits.line, ...limits }
}

function pairLimits(settings: RuleSettings): PairLimits {
  const { child_waits: waits, lesson_poor: poor } = settings
  return { ...defaultPairLimits, ...waits.limits, ...poor.limits, line: lineLimits(settings) }
}

function sideOf(verdict: JudgedPair | undefined): Side | null {
  return verdict?.side === 'home' || verdict?.side === 'school' ? verdict.side : null
}
