import { type CheckName, checkNames, type Finding, type FindingCode, findingOf } from './findings.ts'

/** What the checks of a set say together. */
export const verdicts = ['ready', 'attention', 'broken', 'unknown'] as const
export type Verdict = (typeof verdicts)[number]

export type SetKind = 'home' | 'school'

/** What a check counts for: without it no lesson; better with it; nobody asks yet, so it is neither judged nor shown. */
export type Need = 'needed' | 'good_to_have' | 'not_asked'
export type Needs = Readonly<Record<CheckName, Need>>

/** What is expected of one set, as its settings say. */
export type Expected = {
  /** whether they name the call application */
  callApp: boolean
  /** how many cameras they expect; undefined: they do not say */
  cameras: number | undefined
}

/** What each kind of set needs for a lesson. The rest of a line says when it is asked. */
const needs: Record<CheckName, Record<SetKind, Need> & { askedWhen?: (expected: Expected) => boolean }> = {
  power: { home: 'needed', school: 'needed' },
  interface: { home: 'needed', school: 'needed' },
  signal: { home: 'good_to_have', school: 'good_to_have' },
  gateway: { home: 'good_to_have', school: 'good_to_have' },
  dns: { home: 'needed', school: 'needed' },
  // A lesson runs on without us; what keeps us away may keep more away.
  doors: { home: 'good_to_have', school: 'good_to_have' },
  proxy: { home: 'good_to_have', school: 'good_to_have' },
  tls: { home: 'good_to_have', school: 'good_to_have' },
  udp: { home: 'good_to_have', school: 'good_to_have' },
  line: { home: 'needed', school: 'needed' },
  // A child may choose not to be seen; a class that is not seen is no lesson.
  camera: { home: 'good_to_have', school: 'needed', askedWhen: ({ cameras }) => cameras !== 0 },
  second_camera: {
    home: 'not_asked',
    school: 'good_to_have',
    askedWhen: ({ cameras = 0 }) => cameras >= 2,
  },
  audio_in: { home: 'needed', school: 'needed' },
  audio_out: { home: 'needed', school: 'needed' },
  call_app: { home: 'needed', school: 'needed', askedWhen: ({ callApp }) => callApp },
  clock: { home: 'good_to_have', school: 'good_to_have' },
  disk: { home: 'good_to_have', school: 'good_to_have' },
  memory: { home: 'good_to_have', school: 'good_to_have' },
  // No version can be behind before there are updates.
  update: { home: 'not_asked', school: 'not_asked' },
  agent: { home: 'good_to_have', school: 'good_to_have' },
}

export function needsOf(kind: SetKind, expected: Expected): Needs {
  const needOf = (check: CheckName): Need => {
    const { askedWhen } = needs[check]
    return askedWhen === undefined || askedWhen(expected) ? needs[check][kind] : 'not_asked'
  }
  return Object.fromEntries(checkNames.map(check => [check, needOf(check)])) as Record<CheckName, Need>
}

/** What was expected of a set, by what it looked at: what nobody asked for, it does not tell. */
export function expectedBy(codes: readonly FindingCode[]): Expected {
  const tells = (check: CheckName) => codes.some(code => findingOf(code).check === check)
  const cameras = tells('second_camera') ? 2 : tells('camera') ? 1 : 0
  return { callApp: tells('call_app'), cameras }
}

/** The verdict that this finding alone would lead to; undefined: nobody asks for it. */
function weightOf({ check, outcome }: Finding, asked: Needs): Verdict | undefined {
  const need = asked[check]
  if (need === 'not_asked') return undefined
  if (need === 'good_to_have') return outcome === 'failed' ? 'attention' : 'ready'
  return { ok: 'ready', doubtful: 'attention', failed: 'broken', unknown: 'unknown' }[outcome] as Verdict
}

const worstFirst = ['broken', 'attention', 'unknown'] as const satisfies Verdict[]

/** The first that holds: broken, attention, unknown; else ready. A needed check without a code was not read. */
export function verdictOf(codes: readonly FindingCode[], asked: Needs): Verdict {
  const found = codes.map(findingOf)
  const isSilent = (check: CheckName) =>
    asked[check] === 'needed' && !found.some(each => each.check === check)
  const weights = found.map(finding => weightOf(finding, asked))
  if (checkNames.some(isSilent)) weights.push('unknown')
  return worstFirst.find(verdict => weights.includes(verdict)) ?? 'ready'
}

/**
 * What is believed of a check that a set of this kind told: its verdict, or what its codes say where that is worse. An
 * agent of another version judges by another table, and one that is not ours says what it likes.
 */
export function believedVerdict(
  kind: SetKind,
  { verdict, codes }: { verdict: Verdict; codes: readonly FindingCode[] },
): Verdict {
  const byCodes = verdictOf(codes, needsOf(kind, expectedBy(codes)))
  return worstFirst.find(each => each === verdict || each === byCodes) ?? 'ready'
}

/**
 * The one finding whose next step is told first: of those that make the verdict, the first in the order in which a
 * person would look. Undefined: the set is ready, or what is missing was not read at all.
 */
export function worstOf(codes: readonly FindingCode[], asked: Needs): Finding | undefined {
  const verdict = verdictOf(codes, asked)
  if (verdict === 'ready') return undefined
  const found = codes.map(findingOf).filter(finding => weightOf(finding, asked) === verdict)
  return found.toSorted((a, b) => checkNames.indexOf(a.check) - checkNames.indexOf(b.check))[0]
}
