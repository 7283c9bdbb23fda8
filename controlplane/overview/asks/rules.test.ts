import { describe, expect, test } from 'vitest'
import type { PairVerdict } from '../../calls/pair/rules.ts'
import type { PresenceState } from '../../devices/rules.ts'
import type { LessonStatus } from '../../lessons/status/rules.ts'
import {
  aroundLesson,
  type ChangedSide,
  type JudgedPair,
  type JudgedSide,
  mendedAt,
  readinessOf,
  troublesOf,
} from '../rules.ts'
import { type AskingPair, asksForPerson, childWaits, type Said, urgencyOf } from './rules.ts'

const minute = 60_000
const now = 1_800_000_000_000
const well = { presence: 'online', presenceSince: now - 60 * minute, camera: 'ok', sound: 'ok' } as const
const side = (is: PresenceState | null | Partial<JudgedSide>): JudgedSide | null =>
  is === null ? null : { ...well, ...(typeof is === 'string' ? { presence: is } : is) }
/** It found so many minutes ago that it is not ready. */
const broken = (minutesAgo: number) =>
  ({ check: { verdict: 'broken', at: now - minutesAgo * minute } }) as const
const lesson = (status: LessonStatus, minutes: number) => ({ status, until: now + minutes * minute })

type Is = Parameters<typeof side>[0]

test.each<[string, ReturnType<typeof lesson> | null, Is, Is, boolean, boolean]>([
  ['both there in a lesson', lesson('lesson', 20), 'online', 'online', false, false],
  ['the class lost in a lesson', lesson('lesson', 20), 'online', 'lost', false, true],
  ['the child shaky in a lesson', lesson('lesson', 20), 'suspect', 'online', false, true],
  ['the child’s set off in a lesson', lesson('lesson', 20), 'off', 'online', false, true],
  ['the class off in a lesson', lesson('lesson', 20), 'online', 'off', false, true],
  ['a class set that was never heard', lesson('lesson', 20), 'online', 'unheard', false, true],
  ['no class set at all', lesson('lesson', 20), 'online', null, false, true],
  ['a class that only its beacon reaches us from', lesson('lesson', 20), 'online', 'degraded', false, true],
  ['no camera in class', lesson('lesson', 20), 'online', { camera: 'absent' }, false, true],
  ['a broken camera at home', lesson('lesson', 20), { camera: 'failed' }, 'online', false, true],
  ['a closed camera at home', lesson('lesson', 20), { camera: 'blocked' }, 'online', false, true],
  [
    'a class that found before its lesson that it is broken',
    lesson('run_up', 5),
    'online',
    broken(9),
    false,
    true,
  ],
  ['the same a quarter of an hour before', lesson('run_up', 15), 'online', broken(9), false, false],
  ['what it found more than an hour ago', lesson('run_up', 5), 'online', broken(61), false, false],
  ['what it found before, once the lesson is on', lesson('lesson', 40), 'online', broken(20), false, false],
  ['no sound in class', lesson('lesson', 20), 'online', { sound: 'muted' }, false, true],
  ['a camera nobody knows of', lesson('lesson', 20), { camera: 'unknown' }, 'online', false, false],
  ['a class that breaks again and again', lesson('lesson', 20), 'online', { breaks: 4 }, false, true],
  ['the class lost ten minutes before', lesson('run_up', 10), 'online', 'lost', false, true],
  ['the class off ten minutes before', lesson('run_up', 10), 'online', 'off', false, true],
  ['the child’s set not on yet before the lesson', lesson('run_up', 10), 'off', 'online', false, false],
  ['no camera in class before the lesson', lesson('run_up', 5), 'online', { camera: 'absent' }, false, true],
  ['the class lost eleven minutes before', lesson('run_up', 11), 'online', 'lost', false, false],
  ['the class lost while the child is absent', lesson('absent', 20), 'off', 'lost', false, false],
  ['the class lost after school', lesson('outside', 20), 'off', 'lost', false, false],
  [
    'a child that says to be there, and a class that is off',
    lesson('run_up', 20),
    'online',
    'off',
    true,
    true,
  ],
  ['a child that says to be there, and no class set', lesson('lesson', 20), 'online', null, true, true],
  [
    'a child that says to be there, and a class that is',
    lesson('lesson', 20),
    'online',
    'online',
    true,
    false,
  ],
  ['a child that says so at night', lesson('outside', 20), 'online', 'off', true, false],
  ['a trajectory that is not looked at', null, 'lost', 'lost', true, false],
])('without a verdict: %s', (_name, on, home, school, isHere, asks) => {
  const pair: JudgedPair = {
    lesson: on,
    home: side(home),
    school: side(school),
    ...(isHere && { isHere: true }),
  }
  expect(asksForPerson(pair, now)).toBe(asks)
})

describe('in a lesson of which something is said', () => {
  const said = (verdict: PairVerdict, side: Said['side'] = null): Said => ({ verdict, side, since: now })
  const pair = (verdict: Said, home: Is = 'online', school: Is = 'online'): AskingPair => ({
    ...{ lesson: lesson('lesson', 20), home: side(home), school: side(school), verdict },
  })
  const symptom = (symptom: 'no_lesson' | 'weak_wifi') => ({ ticket: { symptom } })

  test.each<[string, AskingPair, 'now' | 'soon' | undefined]>([
    ['a call on both sides', pair(said('good')), undefined],
    [
      'a child that waits, and a class set that is gone',
      pair(said('child_waits_class_gone', 'school'), 'online', 'lost'),
      'now',
    ],
    ['a child that waits with both sides up', pair(said('child_waits', 'school')), 'now'],
    ['a class that waits', pair(said('class_waits', 'home'), 'off'), 'soon'],
    ['a lesson that falters', pair(said('lesson_poor', 'between')), 'soon'],
    ['somebody who waits for a moment', pair(said('connecting'), 'online', 'off'), undefined],
    [
      'a child that says to be there, for a moment',
      { ...pair(said('connecting'), 'online', 'off'), isHere: true },
      undefined,
    ],
    ['what nobody knows', pair(said('unknown', 'unknown'), 'suspect', 'degraded'), undefined],
    ['perhaps no lesson', pair(said('no_lesson'), 'off', 'off'), undefined],
    [
      'perhaps no lesson, asked of the school',
      { ...pair(said('no_lesson')), ...symptom('no_lesson') },
      'soon',
    ],
    [
      'perhaps no lesson, with another ticket',
      { ...pair(said('no_lesson')), ...symptom('weak_wifi') },
      undefined,
    ],
    ['perhaps no lesson, and a class set that is lost', pair(said('no_lesson'), 'online', 'lost'), 'soon'],
    ['no class set at all', pair(said('unknown', 'unknown'), 'online', null), 'soon'],
    ['a call over a link that breaks often', pair(said('good'), 'online', { breaks: 21 }), 'soon'],
    ['a call without a camera in class', pair(said('good'), 'online', { camera: 'absent' }), 'now'],
    ['a call without a webcam', pair(said('good'), { camera: 'absent' }), 'soon'],
    ['a call without sound at home', pair(said('good'), { sound: 'muted' }), 'now'],
  ])('%s', (_name, asking, urgency) => {
    expect(urgencyOf(asking, now)).toBe(urgency)
    expect(asksForPerson(asking, now)).toBe(urgency === 'now')
  })

  test('a child waits by its verdict alone, and a verdict of a lesson that is over says nothing', () => {
    const waiting = pair(said('child_waits', 'school'))
    expect(childWaits(waiting)).toBe(true)
    expect(childWaits({ ...pair(said('connecting'), 'online', 'off'), isHere: true })).toBe(false)
    expect(childWaits({ ...waiting, lesson: lesson('school_hours', 20) })).toBe(false)
    expect(urgencyOf({ ...waiting, lesson: lesson('absent', 20) }, now)).toBeUndefined()
  })
})

describe('what is wrong with a side', () => {
  const on = aroundLesson(lesson('lesson', 20), now)
  const outside = aroundLesson(lesson('outside', 20), now)
  const inClass = (is: Is, around = on) => troublesOf(side(is), 'school', around)

  test('a link that breaks often is told by how often, until it is gone for three minutes', () => {
    const breaks = 21
    expect(inClass({ breaks })).toEqual(['flapping'])
    expect(inClass({ breaks, presence: 'suspect' })).toEqual(['flapping'])
    expect(inClass({ breaks, presence: 'lost', presenceSince: now - 2 * minute })).toEqual(['flapping'])
    expect(inClass({ breaks, presence: 'lost', presenceSince: now - 3 * minute })).toEqual([
      'lost',
      'flapping',
    ])
    expect(inClass({ breaks: 3 })).toEqual([])
    expect(inClass({ breaks, camera: 'failed' })).toEqual(['flapping', 'camera'])
  })

  test('of a set that is away nothing is said of its parts', () => {
    expect(inClass({ presence: 'lost', camera: 'failed', sound: 'absent' })).toEqual(['lost'])
    expect(inClass({ presence: 'degraded', camera: 'failed' })).toEqual(['degraded'])
  })

  test('after school a class set is not missed when it is off, and a home set may have its camera closed', () => {
    expect(inClass('off', outside)).toEqual([])
    expect(inClass({ camera: 'absent', sound: 'absent' }, outside)).toEqual(['camera', 'sound'])
    const atHome = (is: Is) => troublesOf(side(is), 'home', outside)
    expect(atHome({ camera: 'blocked', sound: 'absent' })).toEqual([])
    expect(atHome({ camera: 'failed' })).toEqual(['camera'])
  })
})

describe('what was mended', () => {
  const on = aroundLesson(lesson('lesson', 20), now)
  const was: ChangedSide = {
    ...well,
    presenceWas: null,
    cameraSince: now - 90 * minute,
    cameraWas: null,
    soundSince: now - 90 * minute,
    soundWas: null,
  }
  const at = now - 2 * minute
  const mended = (is: Partial<ChangedSide>, around: Parameters<typeof mendedAt>[2] = on) =>
    mendedAt({ ...was, ...is }, 'school', around)

  test('a link, a camera and sound are told for three minutes after they came back', () => {
    expect(mended({ presenceSince: at, presenceWas: 'lost' })).toBe(at)
    expect(mended({ cameraSince: at, cameraWas: 'failed' })).toBe(at)
    expect(mended({ soundSince: at, soundWas: 'muted' })).toBe(at)
    expect(mended({ presenceSince: now - 3 * minute, presenceWas: 'lost' })).toBeUndefined()
  })

  test('what was never wrong, or is wrong again, was not mended', () => {
    expect(mended({})).toBeUndefined()
    expect(mended({ presence: 'suspect', presenceSince: at, presenceWas: 'online' })).toBeUndefined()
    expect(mended({ cameraSince: at, cameraWas: 'unknown' })).toBeUndefined()
  })

  test('a set that is switched on is mended only when a lesson went on without it', () => {
    const off = { presenceSince: at, presenceWas: 'off' } as const
    expect(mended(off, { ...on, begunAt: at - minute })).toBe(at)
    expect(mended(off, { ...on, begunAt: at + minute })).toBeUndefined()
    expect(mended(off, aroundLesson(lesson('run_up', 5), now))).toBeUndefined()
    expect(mended(off, aroundLesson(lesson('school_hours', 20), now))).toBeUndefined()
    expect(mended({ presenceSince: at, presenceWas: 'unheard' })).toBeUndefined()
  })
})

test('a set is as ready as it found within the last hour, and nobody knows of one that did not look', () => {
  const at = (minutesAgo: number) => readinessOf({ verdict: 'ready', at: now - minutesAgo * minute }, now)
  expect([at(0), at(60), at(61), readinessOf(undefined, now)]).toEqual([
    'ready',
    'ready',
    'unknown',
    'unknown',
  ])
})

test('what is broken has its own name where it is known', () => {
  const soon = aroundLesson(lesson('run_up', 20), now)
  expect(troublesOf(side(broken(5)), 'school', soon)).toEqual(['not_ready'])
  expect(troublesOf(side({ ...broken(5), camera: 'absent' }), 'school', soon)).toEqual(['camera'])
})
