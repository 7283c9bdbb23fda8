import fc from 'fast-check'
import { expect, test } from 'vitest'
import { presenceStates } from '../../devices/rules.ts'
import { soundStates } from '../../telemetry/sound/rules.ts'
import { callRun, type KnownSide } from '../side/rules.ts'
import { defaultPairLimits, judgePair, type KnownPair } from './rules.ts'

const now = Date.parse('2026-10-05T08:00:00Z')
const minuteMs = 60_000
const lesson = { from: now - 10 * minuteMs, callFrom: now - 40 * minuteMs, until: now + 40 * minuteMs }

const app = fc.constantFrom('running' as const, 'stopped' as const, 'unknown' as const)
const media = fc.constantFrom(
  'both' as const,
  'in' as const,
  'out' as const,
  'none' as const,
  'unknown' as const,
)
/** An instant of the last hour, most often of the last minutes. */
const past = fc.oneof(
  fc.integer({ min: now - 5 * minuteMs, max: now }),
  fc.integer({ min: now - 60 * minuteMs, max: now }),
)
const perhaps = fc.option(past)
const percent = fc.option(fc.integer({ min: 0, max: 12 }))
const report = fc.record({
  measuredAt: past,
  seconds: fc.constant(60),
  loss_mean_percent: percent,
  loss_max_percent: percent,
  rtt_p50_ms: fc.option(fc.integer({ min: 10, max: 400 })),
  jitter_ms: fc.option(fc.integer({ min: 0, max: 70 })),
})
const call = fc
  .record({ app, media, measuredAt: past, receivedAt: past })
  .map(({ app, media, measuredAt, receivedAt }) => {
    const one = { fact: { app, media, since: measuredAt }, measuredAt }
    return { ...one, receivedAt: Math.max(measuredAt, receivedAt), ...callRun([one]) }
  })
const side: fc.Arbitrary<KnownSide> = fc.record({
  presence: fc.constantFrom('online' as const, 'online' as const, ...presenceStates),
  presenceSince: perhaps,
  heardAt: perhaps,
  reportIntervalSeconds: fc.constant(60),
  call: fc.option(call),
  hereSince: perhaps,
  helpSince: perhaps,
  sound: fc.constantFrom(...soundStates),
  soundSince: perhaps,
  udp: fc.constantFrom(null, 'open' as const, 'blocked' as const),
  isProviderDown: fc.boolean(),
  reports: fc.array(report, { maxLength: 8 }),
})
const pair: fc.Arbitrary<KnownPair> = fc.record({
  home: fc.option(side),
  school: fc.option(side),
  trouble: fc.record({
    graceUntil: fc.option(fc.integer({ min: now - minuteMs, max: now + 5 * minuteMs })),
    troubledSince: perhaps,
  }),
  outages: fc.array(fc.record({ from: past, until: past }), { maxLength: 2 }),
})
const judge = (known: KnownPair, at: number) => judgePair(known, lesson, defaultPairLimits, at)

test('what is said of a pair holds until the instant that it names, while nothing new is known', () => {
  fc.assert(
    fc.property(pair, fc.double({ min: 0, max: 1, noNaN: true }), (known, part) => {
      const { dueAt, ...judged } = judge(known, now)
      expect(dueAt).toBeGreaterThan(now)
      const later = Math.floor(now + (dueAt - 1 - now) * part)
      for (const at of [later, dueAt - 1]) expect(judge(known, at)).toEqual({ ...judged, dueAt })
    }),
    { numRuns: 3000 },
  )
})

test('a side is blamed by a set that is known alone, and a lesson that is good blames none', () => {
  fc.assert(
    fc.property(pair, known => {
      const { verdict, side, since } = judge(known, now)
      expect(since).toBeGreaterThanOrEqual(lesson.from)
      if (verdict === 'good' || verdict === 'connecting') expect(side).toBeNull()
      if (known.home === null) expect(side).not.toBe('home')
      if (known.school === null) expect(side).not.toBe('school')
    }),
    { numRuns: 1000 },
  )
})

const held = (media: 'both' | 'none') => {
  const one = { fact: { app: 'running', media, since: 0 } as const, measuredAt: lesson.from }
  return { ...one, receivedAt: now, ...callRun([one]) }
}
const ready: KnownSide = {
  presence: 'online',
  presenceSince: lesson.callFrom,
  heardAt: now,
  reportIntervalSeconds: 60,
  call: held('none'),
  hereSince: null,
  helpSince: null,
  sound: 'ok',
  soundSince: null,
  udp: null,
  isProviderDown: false,
  reports: [],
}
const calm = { trouble: { graceUntil: null, troubledSince: null }, outages: [] }

test('what a verdict rests on is told of both sides', () => {
  const home = { ...ready, hereSince: now - minuteMs }
  const school: KnownSide = { ...ready, presence: 'lost', heardAt: now - minuteMs, udp: 'blocked' }
  expect(judge({ home, school, ...calm }, now)).toEqual({
    verdict: 'child_waits_class_gone',
    side: 'school',
    evidence: ['home_waiting', 'home_said_here', 'school_gone', 'school_udp_blocked'],
    since: now - minuteMs,
    dueAt: now + 3 * minuteMs + 1,
  })
  expect(judge({ home, school: null, ...calm }, now).evidence).toContain('school_no_set')
})

const silent = { call: held('both'), sound: 'absent', soundSince: now - 3 * minuteMs } as const
const slow = {
  call: held('both'),
  reports: [4, 3, 2].map(ago => ({
    measuredAt: now - ago * minuteMs,
    seconds: 60,
    loss_mean_percent: 9,
    loss_max_percent: 20,
    rtt_p50_ms: 40,
    jitter_ms: 5,
  })),
}
test.each<[string, Partial<KnownSide>, Partial<KnownSide>, ReturnType<typeof judge>['side']]>([
  ['without sound at both ends', silent, silent, 'unknown'],
  ['without sound at school, over a poor line at home', slow, silent, 'school'],
  ['over lines that are poor at both ends', slow, slow, 'between'],
  ['over a line that is poor at home', slow, { call: held('both') }, 'home'],
  ['that does not come about, both ready', {}, {}, 'between'],
  ['that does not come about, a poor line at school', {}, { ...slow, call: held('none') }, 'school'],
  ['that does not come about, UDP blocked at both ends', { udp: 'blocked' }, { udp: 'blocked' }, 'between'],
  ['that does not come about, nothing known of either application', asks(), asks(), 'unknown'],
])('of a call %s the side at fault is told', (_name, home, school, fault) => {
  const { verdict, side } = judge(
    { home: { ...ready, ...home }, school: { ...ready, ...school }, ...calm },
    now,
  )
  expect([verdict, side]).toEqual([home.call?.fact.media === 'both' ? 'lesson_poor' : 'child_waits', fault])
})

function asks(): Partial<KnownSide> {
  return { call: null, helpSince: now - 9 * minuteMs }
}
