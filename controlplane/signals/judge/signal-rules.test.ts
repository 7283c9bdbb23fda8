import { describe, expect, test } from 'vitest'
import { callTold, calmPair, inLesson, outside, reportAt, said } from '../../../test/judging/calm.ts'
import { linesOf, s, type Turn, t0, tell } from '../../../test/judging/story.ts'
import type { Incident, Parent } from '../incident/rules.ts'
import { settingsOf } from '../settings/rules.ts'
import type { KnownLesson } from '../subject/rules.ts'
import { type Held, judge, nothingHeld } from './rules.ts'

const lesson = inLesson(s(0), s(7200))
const lessonTurn: Turn = { at: 0, subject: { lesson } }
const camera = (at: number, state: 'absent' | 'ok') => ({ at, school: { cameras: [said(state, s(at))] } })
const key = 'trajectory:T1/picture'
const change = (what: Partial<Incident>) => (held: Held) => ({
  ...held,
  incidents: { ...held.incidents, [key]: { ...held.incidents[key]!, ...what } },
})
const reasonsOf = (turns: readonly Turn[], until: number, parents: Parent[] = []) => {
  const { held, tickets } = tell(turns, { until, parents })
  return [held.incidents[key]?.state, held.incidents[key]?.reason, ...linesOf({ tickets })]
}

describe('what is kept from being a ticket', () => {
  const lost = { presence: 'lost', presenceSince: s(110), brokeAt: s(100), breaks: [s(100)] } as const
  const runUp = { status: 'run_up', from: s(3600), callFrom: null, until: s(3600) } as const
  const gone: Turn[] = [
    { at: 0, subject: { lesson: runUp } },
    { at: 110, school: lost },
  ]
  const storm = { key: 'location:L1/storm', since: s(105), resolvedAt: null }
  const reason = (turns: readonly Turn[], until: number) => {
    const told = tell(turns, { until, parents: [storm] })
    return [told.held.incidents['trajectory:T1/connection']?.reason, ...linesOf(told)]
  }

  test('under a storm is part of it, has ten minutes after it, and is its own then', () => {
    expect(reason(gone, 1000)).toEqual(['suppressed'])
    const over = { at: 600, around: { parents: [{ ...storm, resolvedAt: s(600) }] } }
    expect(reason([...gone, over], 1190)).toEqual(['grace'])
    const own = 'trajectory:T1/connection school_lost P2 1200'
    expect(reason([...gone, over], 1300)).toEqual(['ticket', own])
    const back = { presence: 'online', presenceSince: s(900), brokeAt: null, heardAt: s(900) } as const
    expect(reason([...gone, over, { at: 900, school: back }], 1300)).toEqual(['unknown'])
  })

  test('a storm explains the line of its sets, and not their cameras', () => {
    expect(reasonsOf([lessonTurn, camera(100, 'absent')], 400, [storm])[1]).toBe('ticket')
  })

  test('is muted until its end, and told then', () => {
    // Before it fires there is nothing to mute: an hour before it was gone for a while.
    const turns = [lessonTurn, camera(100, 'absent'), camera(300, 'ok'), camera(500, 'absent')]
    const muted = { at: 450, hold: change({ mutedUntil: s(900) }) }
    expect(reasonsOf([...turns, muted], 800)).toEqual(['open', 'muted', `${key} camera P1 160 healed 420`])
    expect(reasonsOf([...turns, muted], 1000)).toEqual(['open', 'ticket', `${key} camera P1 160 reopened 1`])
  })

  test('begins inside maintenance, and is told when that is over', () => {
    const works = { at: 0, around: { isMaintenance: true } }
    const ends = { at: 1000, around: { isMaintenance: false } }
    expect(reasonsOf([lessonTurn, works, camera(100, 'absent')], 900)).toEqual(['open', 'maintenance'])
    expect(reasonsOf([lessonTurn, works, camera(100, 'absent'), ends], 1100)).toEqual([
      'open',
      'ticket',
      `${key} camera P1 1000`,
    ])
  })
})

describe('what comes back', () => {
  const again = (from: KnownLesson, hours: number) => {
    const start = { ...calmPair('T1', t0), lesson: from }
    const turns = [camera(100, 'absent'), camera(300, 'ok'), camera(300 + hours * 3600, 'absent')]
    const until = 1200 + hours * 3600
    return tell(turns, { until, start }).decisions.flatMap(one => (one.of === 'incident' ? one.move : []))
  }

  test('later than that is another, and somebody is called for it as well', () => {
    const start = { ...calmPair('T1', t0), lesson: outside }
    const turns = [camera(100, 'absent'), camera(300, 'ok'), camera(20_000, 'absent')]
    const { effects } = tell(turns, { until: 20_200, start })
    expect(effects.map(effect => `${effect.do} ${effect.at}`)).toEqual([
      'ticket 160',
      'heal 420',
      'ticket 20060',
    ])
  })

  test('within half an hour of a lesson, or four otherwise, is the same', () => {
    expect(again(lesson, 0.5)).toContain('reopened')
    expect(again(lesson, 0.6)).not.toContain('reopened')
    expect(again(outside, 3.9)).toContain('reopened')
    expect(again(outside, 4.1)).not.toContain('reopened')
  })
})

describe('what somebody looks at', () => {
  const turns = [lessonTurn, camera(100, 'absent')]
  const taken = { at: 200, hold: change({ state: 'acknowledged', acknowledgedUntil: s(800) }) }

  test('is open again when nobody said more', () => {
    expect(reasonsOf([...turns, taken], 799)[0]).toBe('acknowledged')
    const { decisions, held } = tell([...turns, taken], { until: 900 })
    expect(held.incidents[key]!.state).toBe('open')
    expect(decisions.at(-1)).toEqual({ of: 'incident', key, move: 'expired', at: s(800) })
  })

  test('is open again when it comes back or more joins', () => {
    const restless = [camera(300, 'ok'), camera(350, 'absent')]
    expect(tell([...turns, taken, ...restless], { until: 500 }).decisions.at(-1)).toMatchObject({
      move: 'joined',
      at: s(350),
    })
  })
})

describe('a rule that fails', () => {
  const around = { settings: settingsOf({}), parents: [], isMaintenance: false }
  const fail = (which: string) => ({
    observe: ((rule, see) => {
      if (rule === which) throw new Error('it fails')
      return see()
    }) as NonNullable<Parameters<typeof judge>[2]['observe']>,
  })

  test('keeps no other from seeing, and ends nothing that it held', () => {
    const turns = [lessonTurn, camera(100, 'absent'), { at: 200, around: fail('camera') }, camera(300, 'ok')]
    expect(reasonsOf(turns, 1200)).toEqual(['open', 'ticket', `${key} camera P1 160`])
    const muted = { at: 400, school: { soundFact: said('muted' as const, s(400)) } }
    expect(linesOf(tell([...turns, muted], { until: 900 }))).toContain('trajectory:T1/sound sound P1 460')
  })

  test('is told by its name and set', () => {
    const { failed } = judge(calmPair('T1', t0), nothingHeld, { ...around, ...fail('camera') }, t0)
    expect(failed).toEqual([
      { key: 'set:T1-S/camera', rule: 'camera', set: 'T1-S', failure: 'Error: it fails' },
    ])
  })

  test('in the verdict itself holds back no rule about a set', () => {
    const pair = calmPair('T1', t0)
    const home = { ...pair.home!, reports: [reportAt(t0)] }
    const subject = { ...pair, home, lesson, outages: null as never }
    const { failed, verdict } = judge(subject, nothingHeld, around, t0)
    expect(verdict).toBeUndefined()
    expect(failed.map(({ rule }) => rule)).toContain('child_waits')
    expect(failed.map(({ rule }) => rule)).not.toContain('camera')
  })
})

test('a line that comes and goes makes one ticket at most', () => {
  const cuts = Array.from({ length: 30 }, (_, turn) => turn * 15).flatMap((at, turn): Turn[] => [
    {
      at: at + 10,
      school: {
        presence: 'suspect',
        presenceSince: s(at + 10),
        brokeAt: s(at + 10),
        breaks: Array.from({ length: turn + 1 }, (_, ago) => s(at + 10 - ago * 15)),
      },
    },
    {
      at: at + 15,
      school: { presence: 'online', presenceSince: s(at + 15), heardAt: s(at + 15), brokeAt: null },
    },
  ])
  const waiting = { call: callTold([['waiting', s(-60)]]) }
  for (const home of [{}, waiting])
    expect(linesOf(tell([lessonTurn, { at: 0, home }, ...cuts], { until: 450 }))).toHaveLength(1)
})

test('a rule that is switched off lets go of what it held', () => {
  const turns = [lessonTurn, camera(100, 'absent')]
  const off = { at: 300, around: { settings: settingsOf({ camera: { on: false } }) } as never }
  expect(linesOf(tell([...turns, off], { until: 900 }))).toEqual([`${key} camera P1 160 healed 420`])
})

describe('a home that tells of its Wi-Fi in lessons alone', () => {
  const [minute, day] = [60_000, 86_400_000]
  const pair = calmPair('T1', t0)
  const key = 'set:T1-H/weak_wifi'
  /** Half an hour of reports of one lesson, as known at its end; `dbm` null: what it tells outside lessons. */
  const look = (held: Held, at: number, dbm: number | null) => {
    const reports = Array.from({ length: 12 }, (_, ago) =>
      reportAt(at - ago * minute, { signal_min_dbm: dbm }),
    )
    const home = { ...pair.home!, heardAt: at, reports }
    const subject = { ...pair, home, lesson: dbm === null ? outside : inLesson(at - minute, at + minute) }
    return judge(subject, held, { settings: settingsOf({}), parents: [], isMaintenance: false }, at).held
  }
  const stateAfter = (looks: readonly (readonly [at: number, dbm: number | null])[]) =>
    looks.reduce((held, [at, dbm]) => look(held, t0 + at, dbm), nothingHeld).signals[key]?.state

  test('is well once it was well for a day, over the evenings in which nothing is known', () => {
    const weak = [10 * minute, -80] as const
    const evening = [8 * 60 * minute, null] as const
    expect(stateAfter([weak])).toBe('active')
    expect(stateAfter([weak, evening])).toBe('unknown')
    const mended = [weak, [40 * minute, -55], evening] as const
    expect(stateAfter(mended)).toBe('clearing')
    expect(stateAfter([...mended, [day, null]])).toBe('clearing')
    expect(stateAfter([...mended, [day + 20 * minute, -55]])).toBe('clearing')
    expect(stateAfter([...mended, [day + 45 * minute, -55]]) ?? 'quiet').toBe('quiet')
    // Weak again before anybody saw it well for a day: it is the same matter.
    expect(stateAfter([...mended, [day + 45 * minute, -80]])).toBe('active')
  })
})
