import { describe, expect, test } from 'vitest'
import {
  absentUntil,
  callTold,
  calmPair,
  inLesson,
  outside,
  reportAt,
  runUp,
  said,
} from '../../../test/judging/calm.ts'
import { linesOf, s, type Turn, t0, tell } from '../../../test/judging/story.ts'

const lesson = inLesson(s(0), s(3600))
const lessonTurn: Turn = { at: 0, subject: { lesson } }
const absent = (at: number) => [said('absent' as const, s(at))]
const present = (at: number) => [said('ok' as const, s(at))]
const waits = (at: number) => callTold([['waiting', s(at)]])
const calls = (at: number) => callTold([['in_call', s(at)]])
const lost = (at: number) => [
  { at, school: { presence: 'suspect', presenceSince: s(at), brokeAt: s(at), breaks: [s(at)] } } as const,
  { at: at + 10, school: { presence: 'lost', presenceSince: s(at + 10) } } as const,
]
const back = (at: number) => ({
  at,
  school: { presence: 'online' as const, presenceSince: s(at), brokeAt: null, heardAt: s(at) },
})
const both: Turn = { at: 0, subject: { lesson }, home: { call: calls(-60) }, school: { call: calls(-60) } }

describe('a camera that is gone', () => {
  test('is one call in a lesson after its minute, and over when it is back two', () => {
    const turns = [lessonTurn, { at: 100, school: { cameras: absent(100) } }]
    expect(linesOf(tell(turns, { until: 900 }))).toEqual(['trajectory:T1/picture camera P1 160'])
    const healed = [...turns, { at: 300, school: { cameras: present(300) } }]
    expect(linesOf(tell(healed, { until: 900 }))).toEqual(['trajectory:T1/picture camera P1 160 healed 420'])
  })

  test('at night becomes more urgent with the lesson, as one ticket', () => {
    const start = calmPair('T1', t0)
    const turns = [
      { at: 100, school: { cameras: absent(100) } },
      { at: 1800, subject: { lesson: runUp(s(3600)) } },
      { at: 3600, subject: { lesson: inLesson(s(3600), s(7200)) } },
    ]
    const priorities = (until: number) =>
      tell(turns, { until, start }).tickets.map(({ priority }) => priority)
    expect([1700, 1900, 3700].map(priorities)).toEqual([[3], [2], [1]])
    expect(linesOf(tell(turns, { until: 3700 }))).toEqual(['trajectory:T1/picture camera P3-P1 160'])
  })

  test('for which a second one sees asks for less haste in a lesson, and for no more at night', () => {
    const cameras = [...absent(100), ...present(0)]
    const at = (subject: NonNullable<Turn['subject']>) =>
      linesOf(
        tell(
          [
            { at: 0, subject },
            { at: 100, school: { cameras } },
          ],
          { until: 400 },
        ),
      )
    expect(at({ lesson })).toEqual(['trajectory:T1/picture camera P2 160'])
    expect(at({ lesson: outside })).toEqual(['trajectory:T1/picture camera P3 160'])
  })

  test('counts from when that came, when it came late', () => {
    const late = [said('absent' as const, s(100), s(400))]
    const turns = [lessonTurn, { at: 400, school: { cameras: late } }]
    expect(linesOf(tell(turns, { until: 900 }))).toEqual(['trajectory:T1/picture camera P1 460'])
    expect(linesOf(tell([...turns, { at: 450, school: { cameras: present(450) } }], { until: 900 }))).toEqual(
      [],
    )
  })

  test('of which nothing more is known is not well by that', () => {
    const turns = [both, { at: 100, school: { cameras: absent(100) } }, ...lost(300)]
    expect(linesOf(tell(turns, { until: 3500 }))[0]).toBe('trajectory:T1/picture camera P1 160')
  })

  test('of a home may be a choice, and is no more urgent for a second that sees', () => {
    const gone = [lessonTurn, { at: 100, home: { cameras: [...absent(100), ...present(0)] } }]
    expect(linesOf(tell(gone, { until: 900 }))).toEqual(['trajectory:T1/picture webcam P3 220'])
  })
})

test('what hangs on one broken hub makes the tickets of its families and no more', () => {
  const hub = {
    cameras: [...absent(100), said('absent' as const, s(101))],
    sound: 'absent',
    soundSince: s(102),
    soundFact: said('absent' as const, s(102)),
    reports: [reportAt(s(60), { disk_free_percent: 50 })],
    onCharge: said(false, s(103)),
  } as const
  const dying = { at: 130, school: { reports: [reportAt(s(120), { battery_percent: 20 })] } }
  const { tickets } = tell([both, { at: 100, school: hub }, dying], { until: 1200 })
  expect(tickets.map(({ group, priority }) => `${group} ${priority}`).toSorted()).toEqual([
    'trajectory:T1/picture 1',
    'trajectory:T1/power 3',
    'trajectory:T1/sound 1',
  ])
})

describe('a child that waits', () => {
  const waiting = { at: 95, home: { call: waits(95) } }
  const gone = [both, ...lost(100), { at: 108, home: { call: waits(108) } }]

  test('for a class that is gone is told a minute after it was last there', () => {
    expect(linesOf(tell(gone, { until: 1200 }))).toEqual([
      'trajectory:T1/connection child_waits_class_gone P1 160',
    ])
  })

  test('for a class that comes back within the minute is nobody’s call', () => {
    const cut = [both, ...lost(100), waiting, back(155), { at: 170, home: { call: calls(165) } }]
    expect(linesOf(tell(cut, { until: 1200 }))).toEqual([])
  })

  test('for a class that does not connect is told after three minutes', () => {
    const turns = [lessonTurn, { at: 10, home: { call: waits(10) } }]
    const idle = { at: 0, school: { call: callTold([['idle', s(-60)]]) } }
    expect(linesOf(tell([...turns, idle], { until: 1200 }))).toEqual([
      'trajectory:T1/connection child_waits P1 190',
    ])
  })

  test('still waits while the class is only on its way back, and is helped when its lesson goes on and the set stays', () => {
    const returns = [...gone, back(400)]
    expect(linesOf(tell(returns, { until: 590 }))).toEqual([
      'trajectory:T1/connection child_waits_class_gone P1 160',
    ])
    const resumed = { at: 450, home: { call: calls(450) }, school: { call: calls(450) } }
    expect(linesOf(tell([...returns, resumed], { until: 900 }))).toEqual([
      'trajectory:T1/connection child_waits_class_gone P1 160 healed 580',
    ])
  })

  test('is not helped by not being heard any more, nor by a word that it is absent', () => {
    const dark = { at: 400, home: { presence: 'suspect', presenceSince: s(400) } } as const
    const ill = { at: 400, subject: { lesson: absentUntil(s(3600)) } }
    for (const turn of [dark, ill])
      expect(linesOf(tell([...gone, turn], { until: 3599 }))).toEqual([
        'trajectory:T1/connection child_waits_class_gone P1 160',
      ])
    const over = [{ at: 3600, subject: { lesson: outside } }, back(3700)]
    expect(linesOf(tell([...gone, ill, ...over], { until: 9000 }))).toEqual([
      'trajectory:T1/connection child_waits_class_gone P1 160 healed 3880',
    ])
  })
})

test('an absence ends nothing that is open', () => {
  const turns = [
    lessonTurn,
    { at: 100, school: { cameras: absent(100) } },
    { at: 300, subject: { lesson: absentUntil(s(3600)) } },
  ]
  expect(linesOf(tell(turns, { until: 3000 }))).toEqual(['trajectory:T1/picture camera P1 160'])
})

describe('before anybody is called, one asks', () => {
  const asks = (turns: Turn[], until: number) => {
    const told = tell(turns, { until })
    const asked = told.effects.flatMap(effect =>
      effect.do === 'ask' ? [`${effect.signal} ${effect.side} ${effect.at}`] : [],
    )
    return [...asked, ...linesOf(told)]
  }

  test('the home that does not come, once, and calls when it does not answer', () => {
    const turns = [lessonTurn, { at: 0, school: { call: waits(-60) }, home: { call: null } }]
    const idle = { at: 0, home: { call: callTold([['idle', s(-60)]]) } }
    expect(asks([...turns, idle], 1300)).toEqual([
      'trajectory:T1/class_waits home 300',
      'trajectory:T1/connection class_waits P3 1200',
    ])
    const comes = { at: 1190, home: { call: waits(1190) } }
    expect(asks([...turns, idle, comes], 1300)).toEqual(['trajectory:T1/class_waits home 300'])
  })

  test('the class that gives no lesson, and calls nobody', () => {
    const idle = callTold([['idle', s(-60)]])
    expect(asks([lessonTurn, { at: 0, home: { call: idle }, school: { call: idle } }], 3599)).toEqual([
      'trajectory:T1/no_lesson school 900',
    ])
  })
})
