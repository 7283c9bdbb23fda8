import type { findingOf } from '../../../protocol/findings.ts'
import { expectedBy, needsOf, worstOf } from '../../../protocol/verdict.ts'
import type { Family, Priority } from '../../tickets/symptom/rules.ts'
import { aliveUntil, type KnownCheck } from '../subject/rules.ts'
import { notKnown, notSo, type Observation, type SetSight } from './rules.ts'

type Sight = SetSight<'not_ready'>
type CheckName = ReturnType<typeof findingOf>['check']

/** What the rule about readiness before a lesson sees. */
export const readinessObservers = {
  not_ready(sight: Sight): Observation {
    const { lesson, column } = sight
    if (lesson.from === null || (column !== 'run_up' && column !== 'lesson')) return notSo(sight.now)
    return seeAway(sight, lesson.from) ?? seeBroken(sight, lesson.from)
  },
}

/** Who is away for less restarts, or has its line cut; that is another rule's. */
const awayMs = 120_000

/** The class set is not there a quarter of an hour before, and has not come since. */
function seeAway({ set, column, setting, graceUntil, now }: Sight, from: number): Observation | undefined {
  const { kind, presence } = set
  // One that was never heard is not installed yet.
  if (kind !== 'school' || presence === 'unheard') return undefined
  const askedAt = from - setting.limits.onlineBeforeMinutes * 60_000
  const isThere = presence === 'online' || presence === 'degraded'
  if (isThere) return undefined
  if (now < askedAt) return { ...notSo(), dueAt: askedAt }
  const aliveAt = aliveUntil(set) ?? 0
  if (aliveAt > askedAt) return undefined
  // It may have come while we were away, and needs time to come back.
  if (graceUntil !== null && now < graceUntil) return { ...notKnown, dueAt: graceUntil }
  const since = Math.max(askedAt, aliveAt + awayMs)
  if (now < since) return { ...notSo(), dueAt: since }
  if (presence === 'suspect') return notKnown
  const common = { family: 'connection', evidence: { presence } } as const
  const inRunUp = Math.max(setting.priorities.run_up ?? 3, 3) as Priority
  return { holds: true, since, ...common, ...(column === 'run_up' && { priority: inRunUp }) }
}

/** The checks of one lesson begin this long before it. */
const checksBeforeMs = 45 * 60_000

function seeBroken({ set: { kind, checks } }: Sight, from: number): Observation {
  const ofLesson = checks.filter(({ measuredAt }) => measuredAt >= from - checksBeforeMs)
  const [last] = ofLesson
  const isBroken = (trigger: KnownCheck['trigger']) =>
    ofLesson.find(check => check.trigger === trigger)?.verdict === 'broken'
  if (last === undefined) return notSo()
  if (last.verdict !== 'broken' || !isBroken('before_30') || !isBroken('before_20'))
    return notSo(last.measuredAt)
  const worst = worstOf(last.codes, needsOf(kind, expectedBy(last.codes)))
  return {
    holds: true,
    since: last.measuredAt,
    family: worst ? familyOf(worst.check) : 'software',
    evidence: { check: worst?.check ?? null, codes: last.codes.join(' ') },
  }
}

/** Whose work a check that failed is. */
const familiesOf: { readonly [Name in CheckName]?: Family } = {
  power: 'power',
  interface: 'connection',
  signal: 'connection',
  gateway: 'connection',
  dns: 'connection',
  doors: 'connection',
  proxy: 'connection',
  tls: 'connection',
  udp: 'connection',
  line: 'connection',
  camera: 'picture',
  second_camera: 'picture',
  audio_in: 'sound',
  audio_out: 'sound',
}
const familyOf = (check: CheckName): Family => familiesOf[check] ?? 'software'
