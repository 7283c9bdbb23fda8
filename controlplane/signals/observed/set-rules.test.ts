import { expect, test } from 'vitest'
import { calmSet, inLesson, reportAt, said } from '../../../test/judging/calm.ts'
import { s, t0 } from '../../../test/judging/story.ts'
import { settingsOf } from '../settings/rules.ts'
import type { KnownReport, KnownSet } from '../subject/rules.ts'
import { setObservers } from './set-rules.ts'

const settings = settingsOf({})
type Rule = keyof typeof setObservers
function see(rule: Rule, change: Partial<KnownSet>, line: 'good' | 'poor' = 'good') {
  const observe = setObservers[rule] as (sight: object) => {
    holds: boolean | null
    since: number
    priority?: number
  }
  return observe({
    set: { ...calmSet('school', 'S', t0), ...change },
    lesson: inLesson(s(-600), s(3000)),
    column: 'lesson',
    setting: settings[rule],
    line: () => ({ state: line, since: t0, dueAt: undefined }),
    isGood: false,
    graceUntil: null,
    now: t0,
  })
}
const reports = (bad: Partial<KnownReport>, many = 3): Partial<KnownSet> => ({
  reports: Array.from({ length: 6 }, (_, ago) => reportAt(s(-60 * ago), ago < many ? bad : {})),
})

test.each<[string, Rule, Partial<KnownSet>, boolean | null, number?]>([
  ['weak Wi-Fi, as long as reports say so', 'weak_wifi', reports({ signal_min_dbm: -76 }), true, -120],
  ['Wi-Fi that is just strong enough', 'weak_wifi', reports({ signal_min_dbm: -75 }), false],
  ['a set on a cable', 'weak_wifi', reports({ signal_min_dbm: null }, 6), null],
  ['a disk that is nearly full', 'disk', reports({ disk_free_percent: 9 }), true, -120],
  ['a clock that is off', 'clock', reports({ clock_offset_ms: -31_000 }), true, -120],
  ['a report that is too old', 'clock', { reports: [reportAt(s(-200), { clock_offset_ms: 60_000 })] }, null],
  [
    'a battery that drains',
    'battery',
    { ...reports({ battery_percent: 24 }), onCharge: said(false, s(-900)) },
    true,
  ],
  ['a battery on charge', 'battery', reports({ battery_percent: 5 }), false],
  [
    'a battery of which nobody tells',
    'battery',
    { ...reports({ battery_percent: 5 }), onCharge: null },
    null,
  ],
  ['a set that is too hot', 'overload', reports({ temperature_max_celsius: 95 }), true, -120],
  ['sound that is off', 'sound', { soundFact: said('muted', s(-30)) }, true, -30],
  ['sound that cannot be read', 'sound', { soundFact: said('unknown', s(-30)) }, null],
  ['sound of a set that is not heard', 'sound', { presence: 'lost', soundFact: said('muted', s(-30)) }, null],
  ['three starts in ten minutes', 'restarts', { starts: [s(-1), s(-100), s(-500)] }, true, -1],
  ['three starts in more', 'restarts', { starts: [s(-1), s(-100), s(-700)] }, false, -1],
  ['four breaks in half an hour', 'flapping', { breaks: [-1, -300, -900, -1700].map(s) }, true, -1],
  ['four breaks in more', 'flapping', { breaks: [-1, -300, -900, -1900].map(s) }, false, -1],
  ['a certificate of a week', 'certificate', { certificateEndsAt: s(7 * 86_400) }, true, 0],
  ['a certificate of more', 'certificate', { certificateEndsAt: s(7 * 86_400 + 1) }, false],
  ['a set that shows signs of a clone', 'clone', { doubtedSince: s(-9) }, true, -9],
  [
    'a network that lets beacons through alone',
    'mqtt_blocked',
    { presence: 'degraded', presenceSince: s(-9) },
    true,
    -9,
  ],
  [
    'a class set that is lost, since it was last there',
    'school_lost',
    { presence: 'lost', heardAt: s(-50), brokeAt: s(-20) },
    true,
    -20,
  ],
  [
    'a class set of which only silence tells',
    'school_lost',
    { presence: 'lost', heardAt: s(-150) },
    true,
    -150,
  ],
])('%s', (_, rule, change, holds, since) => {
  const seen = see(rule, change)
  expect(seen.holds).toBe(holds)
  if (since !== undefined) expect(seen.since).toBe(s(since))
})

test('who is overloaded in a lesson is called for when the line is poor too', () => {
  const hot = reports({ cpu_mean_percent: 99 })
  expect(see('overload', hot).priority).toBeNull()
  expect(see('overload', hot, 'poor').priority).toBeUndefined()
})
