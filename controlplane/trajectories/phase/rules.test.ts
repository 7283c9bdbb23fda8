import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isAskedOf,
  milestoneNames,
  milestoneSides,
  milestones,
  type Phase,
  phases,
} from '../milestone/rules.ts'
import { judgePhase, type Milestone, type Pause } from './rules.ts'

const today = '2026-11-23'

/** `agreement family@2026-10-01` or `requested`; without a day: the first of October. */
function parse(words: string): Milestone[] {
  return words
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')
    .map(word => {
      const [, name, side, day] = /^(\w+)(?: (\w+))?(?:@([\d-]+))?$/.exec(word)!
      return { name, side: side ?? null, day: day ?? '2026-10-01' } as Milestone
    })
}

function both(name: keyof typeof milestones, day = '2026-10-01'): string {
  return milestones[name].map(side => `${name} ${side}@${day}`).join(',')
}

const contacted = ['requested@2026-09-01', both('first_contact', '2026-09-03')].join(',')
const approved = [contacted, 'formal_ok@2026-09-07', 'substantive_ok@2026-09-09'].join(',')
const registered = [approved, both('agreement', '2026-09-14')].join(',')
const prepared = [
  registered,
  both('introduction'),
  both('network_test_ok'),
  both('network_agreement'),
  'timetable_known',
].join(',')
const ready = [prepared, 'ready_for_set@2026-09-30'].join(',')
const assigned = [ready, 'assigned home@2026-10-02', 'assigned school@2026-10-05'].join(',')
const installed = [
  assigned,
  'delivered home@2026-10-12',
  'delivered school@2026-10-13',
  'installed home@2026-10-14',
  'installed school@2026-10-15',
].join(',')
const live = [installed, 'first_lesson@2026-10-20'].join(',')
const stopped = [live, 'stop_decided@2026-11-10'].join(',')
const over = [stopped, 'last_lesson@2026-11-19'].join(',')
const back = [over, both('returned', '2026-11-20')].join(',')

const judge = (words: string, pauses: Pause[] = [], on = today) =>
  judgePhase({ milestones: parse(words), pauses }, on)

describe('the phase follows from the milestones', () => {
  const cases: [string, string, Phase][] = [
    ['nothing is known', '', 'request'],
    ['it was asked for', 'requested', 'request'],
    ['only the family was called', 'requested, first_contact family', 'request'],
    ['both were called', contacted, 'assessment'],
    ['only the form is in order', `${contacted}, formal_ok`, 'assessment'],
    ['it was approved', approved, 'agreement'],
    ['only the family signed', `${approved}, agreement family`, 'agreement'],
    ['both signed', registered, 'preparation'],
    ['everything is prepared, and nobody said so', prepared, 'preparation'],
    ['it is ready for a set', ready, 'waiting'],
    ['one side has a set', `${ready}, assigned home`, 'waiting'],
    ['both sides have a set', assigned, 'delivery'],
    ['one side is installed', `${assigned}, ${both('delivered')}, installed school`, 'delivery'],
    ['both sides are installed', installed, 'start_up'],
    ['there was a first lesson', live, 'live'],
    ['it was decided to stop, and lessons go on', stopped, 'closing'],
    ['the last lesson was given and both sets are out', over, 'returning'],
    ['one set came back', `${over}, returned home`, 'returning'],
    ['both sets came back and nobody asked how it was', back, 'closing'],
    ['everything is back and asked', `${back}, evaluation_asked`, 'closed'],
    ['somebody confirmed that it is closed', `${back}, evaluation_asked, closed`, 'closed'],
    ['the last lesson was given without a decision', `${live}, last_lesson`, 'returning'],
    ['it stopped before its first lesson, sets are out', `${installed}, stop_decided`, 'returning'],
    ['it stopped before a set was delivered', `${ready}, stop_decided`, 'closing'],
    [
      'it stopped before a set was delivered, and all was asked',
      `${ready}, stop_decided, evaluation_asked`,
      'closed',
    ],
    ['the form was refused', 'requested, formal_refused', 'refused'],
    ['the request was refused in substance', `${contacted}, formal_ok, substantive_refused`, 'refused'],
    ['it was refused, whatever came after', `${live}, formal_refused`, 'refused'],
    ['the family withdrew', `${contacted}, withdrawn`, 'withdrawn'],
    ['the family withdrew with one signature', `${approved}, agreement school, withdrawn`, 'withdrawn'],
    ['withdrawn after both signatures is a stop', `${registered}, withdrawn`, 'closing'],
    ['withdrawn with sets out is a return', `${installed}, withdrawn`, 'returning'],
    ['only the first lesson is known', 'first_lesson', 'live'],
  ]
  test.each(cases)('%s', (_what, words, phase) => expect(judge(words).phase).toBe(phase))
})

describe('a pause holds from its first day to its last, and only while nothing ends it', () => {
  const cases: [string, string, Pause, Phase][] = [
    ['the day before', live, { fromDay: '2026-11-24', untilDay: '2026-11-30' }, 'live'],
    ['its first day', live, { fromDay: '2026-11-23', untilDay: '2026-11-30' }, 'paused'],
    ['its last day', live, { fromDay: '2026-11-02', untilDay: '2026-11-23' }, 'paused'],
    ['the day after', live, { fromDay: '2026-11-02', untilDay: '2026-11-22' }, 'live'],
    ['without an end', live, { fromDay: '2026-11-02', untilDay: null }, 'paused'],
    ['before anything began', 'requested', { fromDay: '2026-11-02', untilDay: null }, 'paused'],
    ['when it was decided to stop', stopped, { fromDay: '2026-11-02', untilDay: null }, 'closing'],
    ['when it was refused', 'formal_refused', { fromDay: '2026-11-02', untilDay: null }, 'refused'],
  ]
  test.each(cases)('%s', (_what, words, pause, phase) => expect(judge(words, [pause]).phase).toBe(phase))

  test('the last of two that hold says when it ends, and nobody knows when one has no end', () => {
    const short = { fromDay: '2026-11-20', untilDay: '2026-11-25' }
    const long = { fromDay: '2026-11-21', untilDay: '2026-12-01' }
    expect(judge(live, [long, short]).deadline).toEqual({ day: '2026-12-01' })
    expect(judge(live, [long, { ...short, untilDay: null }]).deadline).toBeNull()
  })
})

describe('each phase has its own deadline', () => {
  const cases: [string, string, ReturnType<typeof judge>['deadline']][] = [
    ['nothing is known', '', null],
    ['five working days after the request', 'requested@2026-11-16', { from: '2026-11-16', workingDays: 5 }],
    ['ten after the later contact', contacted, { from: '2026-09-03', workingDays: 10 }],
    ['five after the later decision', approved, { from: '2026-09-09', workingDays: 5 }],
    ['none while it is prepared', registered, null],
    ['none while it waits for a set', ready, null],
    ['ten after the later assignment', assigned, { from: '2026-10-05', workingDays: 10 }],
    ['two weeks after the later delivery', installed, { day: '2026-10-27' }],
    ['four weeks after the last check of use', live, { day: '2026-12-15' }],
    ['on the day of the check itself', `${assigned}, first_lesson@2026-10-26`, { day: today }],
    ['a lesson that is to come', `${assigned}, first_lesson@2026-11-24`, { day: '2026-12-22' }],
    ['twenty after the decision to stop', stopped, { from: '2026-11-10', workingDays: 20 }],
    ['ten after the last lesson', over, { from: '2026-11-19', workingDays: 10 }],
    ['ten after a stop', `${installed}, stop_decided@2026-11-01`, { from: '2026-11-01', workingDays: 10 }],
    ['none when it is closed', `${back}, evaluation_asked`, null],
    ['none when it was refused', `${live}, formal_refused`, null],
    ['none when it was withdrawn', 'withdrawn', null],
  ]
  test.each(cases)('%s', (_what, words, deadline) => expect(judge(words).deadline).toEqual(deadline))
})

describe('a phase says what it waits for', () => {
  const cases: [string, string, string][] = [
    ['a request', 'requested, first_contact school', 'first_contact family'],
    ['one of which nothing is known', '', 'requested, first_contact family, first_contact school'],
    ['an assessment', `${contacted}, formal_ok`, 'substantive_ok'],
    ['an agreement', `${approved}, agreement school`, 'agreement family'],
    ['its preparation', `${prepared.replace(/introduction home@[\d-]+/, 'closed')}`, 'introduction home'],
    ['the word that it is ready', prepared, 'ready_for_set'],
    ['a set', `${ready}, assigned school`, 'assigned home'],
    ['delivery', `${assigned}, delivered home`, 'delivered school, installed home, installed school'],
    ['a first lesson', installed, 'first_lesson'],
    ['nothing while it is live', live, ''],
    ['the last lesson', stopped, 'last_lesson'],
    ['a set that is out', `${over}, returned home`, 'returned school, evaluation_asked'],
    ['the evaluation', back, 'evaluation_asked'],
    ['a person who confirms', `${back}, evaluation_asked`, 'closed'],
    ['nobody', `${back}, evaluation_asked, closed`, ''],
  ]
  test.each(cases)('%s', (_what, words, open) =>
    expect(judge(words).open).toEqual(parse(open).map(({ name, side }) => ({ name, side }))),
  )
})

test('whatever is recorded, there is one phase, and what it waits for is not there yet', () => {
  const day = fc
    .integer({ min: 0, max: 900 })
    .map(n => new Date(1.78e12 + n * 86_400_000).toISOString().slice(0, 10))
  const asked = milestoneNames.flatMap(name =>
    [null, ...milestoneSides].filter(side => isAskedOf(name, side)).map(side => ({ name, side })),
  )
  const trajectory = fc.record({
    milestones: fc
      .subarray(asked)
      .chain(all => fc.tuple(...all.map(one => day.map(on => ({ ...one, day: on }))))),
    pauses: fc.array(fc.record({ fromDay: day, untilDay: fc.option(day) }), { maxLength: 3 }),
  })
  fc.assert(
    fc.property(trajectory, day, (known, on) => {
      const { phase, deadline, open } = judgePhase(known, on)
      expect(phases).toContain(phase)
      for (const { name, side } of open)
        expect(known.milestones.some(one => one.name === name && one.side === side)).toBe(false)
      if (deadline !== null)
        expect('day' in deadline ? deadline.day : deadline.from).toMatch(/^\d{4}-\d\d-\d\d$/)
    }),
    { numRuns: 10_000 },
  )
})
