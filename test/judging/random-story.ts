import fc from 'fast-check'
import type { KnownReport, KnownSet } from '../../controlplane/signals/subject/rules.ts'
import { absentUntil, type Calling, callTold, inLesson, outside, reportAt, runUp, said } from './calm.ts'
import { s, type Turn } from './story.ts'

/** Two hours: a run-up, a lesson of fifty minutes, and what comes after. */
export const storySeconds = 7200
const lessonFrom = 1200
const lessonUntil = 4200

const second = fc.integer({ min: 0, max: storySeconds - 1 })
const side = fc.constantFrom('home' as const, 'school' as const)
/** How late something comes: most of it at once, some within its two minutes, some later. */
const late = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 5 }) },
  { weight: 1, arbitrary: fc.integer({ min: 6, max: 600 }) },
)

const fact = fc
  .record({ at: second, late, side, camera: fc.constantFrom('ok' as const, 'absent' as const) })
  .map(({ at, late, side, camera }): Turn[] => [
    { at: at + late, [side]: { cameras: [said(camera, s(at), s(at + late))] } },
  ])
const sound = fc
  .record({ at: second, late, side, sound: fc.constantFrom('ok' as const, 'muted' as const) })
  .map(({ at, late, side, sound }): Turn[] => [
    { at: at + late, [side]: { sound, soundSince: s(at), soundFact: said(sound, s(at), s(at + late)) } },
  ])
const call = fc
  .record({ at: second, late, side, to: fc.constantFrom<Calling>('in_call', 'waiting', 'idle') })
  .map(({ at, late, side, to }): Turn[] => [
    { at: at + late, [side]: { call: callTold([[to, s(at), s(at + late)]]) } },
  ])
/** A line that breaks, is lost when that lasts, and comes back. */
const cut = fc
  .record({ at: second, side, seconds: fc.integer({ min: 1, max: 900 }) })
  .map(({ at, side, seconds }): Turn[] => [
    { at, [side]: { presence: 'suspect', presenceSince: s(at), brokeAt: s(at), breaks: [s(at)] } },
    ...(seconds > 10
      ? [{ at: at + 10, [side]: { presence: 'lost', presenceSince: s(at + 10) } as const }]
      : []),
    {
      at: at + seconds,
      [side]: { presence: 'online', presenceSince: s(at + seconds), brokeAt: null, heardAt: s(at + seconds) },
    },
  ])
const help = fc
  .record({ at: second, seconds: fc.integer({ min: 1, max: 1200 }) })
  .map(({ at, seconds }): Turn[] => [
    { at, home: { helpSince: s(at) } },
    { at: at + seconds, home: { helpSince: null } },
  ])
const poor: fc.Arbitrary<Turn[]> = fc
  .record({
    minute: fc.integer({ min: 0, max: 119 }),
    many: fc.integer({ min: 1, max: 20 }),
    side,
    bad: fc.nat(3),
  })
  .map(({ minute, many, side, bad }) => {
    const numbers: Partial<KnownReport>[] = [
      { loss_mean_percent: 7 },
      { signal_min_dbm: -80 },
      { cpu_mean_percent: 98, loss_mean_percent: 6 },
      { disk_free_percent: 5, clock_offset_ms: 45_000 },
    ]
    const reports = Array.from({ length: many }, (_, ago) => reportAt(s((minute - ago) * 60), numbers[bad]))
    return [{ at: minute * 60, [side]: { reports } satisfies Partial<KnownSet> }]
  })
const storm = fc
  .record({ at: second, seconds: fc.integer({ min: 60, max: 1800 }) })
  .map(({ at, seconds }): Turn[] => {
    const parent = { key: 'location:L1/storm', since: s(at), resolvedAt: null }
    return [
      { at, around: { parents: [parent] } },
      { at: at + seconds, around: { parents: [{ ...parent, resolvedAt: s(at + seconds) }] } },
    ]
  })
const absence = second.map((at): Turn[] =>
  at < lessonUntil ? [{ at, subject: { lesson: absentUntil(s(lessonUntil)) } }] : [],
)

const lessons: Turn[] = [
  { at: 0, subject: { lesson: runUp(s(lessonFrom)) } },
  { at: lessonFrom, subject: { lesson: inLesson(s(lessonFrom), s(lessonUntil)) } },
  { at: lessonUntil, subject: { lesson: outside } },
]

/** What may happen to a pair around a lesson, in the order in which it comes to be known. */
export const randomStory: fc.Arbitrary<Turn[]> = fc
  .record({
    news: fc.array(fc.oneof(fact, sound, call, cut, help, poor), { maxLength: 12 }),
    rare: fc.array(fc.oneof(storm, absence), { maxLength: 1 }),
  })
  .map(({ news, rare }) => [...lessons, ...news.flat(), ...rare.flat()].toSorted((a, b) => a.at - b.at))
