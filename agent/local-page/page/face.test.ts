import { describe, expect, it } from 'vitest'
import type { PressState } from '../../help/saved.ts'
import type { HelpShown, PageState } from '../api.ts'
import { faceOf } from './face.ts'
import { statusOf } from './teacher/status.ts'
import { words } from './texts/nl.ts'
import type { SetSays } from './useSet.ts'

const now = Date.UTC(2026, 10, 30, 9)
const hour = 3_600_000
const calm: PageState = {
  revision: 1,
  side: 'home',
  isReached: true,
  isLesson: true,
  help: null,
  messages: [],
  today: [],
  check: null,
}
const { faces, says } = words.child
const asked = (state: PressState, helper: string | null = null): HelpShown => ({
  state,
  picture: 'hear',
  by: 'child',
  helper,
  isOpen: state !== 'closed' && state !== 'withdrawn',
  canWithdraw: true,
})
const found = (verdict: 'ready' | 'attention' | 'broken' | 'unknown', ageMs = hour): PageState['check'] => ({
  verdict,
  worst: verdict === 'ready' ? null : 'camera_absent',
  at: now - ageMs,
})
const seeing = (change: Partial<PageState>, rest: Partial<SetSays> = {}): SetSays => ({
  state: { ...calm, ...change },
  trouble: undefined,
  ...rest,
})
const face = (set: SetSays, isPending = false) => faceOf(set, { isPending }, words, 'nl', now)
const status = (set: SetSays) => statusOf(set, words, 'nl', now).status

describe('the friend of a child', () => {
  it.each([
    ['greets while nobody knows how the set is', seeing({}), 'hello', says.hello],
    ['greets when it is not known', seeing({ check: found('unknown') }), 'hello', says.hello],
    [
      'greets when it was known too long ago',
      seeing({ check: found('ready', 5 * hour) }),
      'hello',
      says.hello,
    ],
    ['is ready when the set is', seeing({ check: found('ready') }), 'ready', says.ready],
    ['is ready when something could be better', seeing({ check: found('attention') }), 'ready', says.ready],
    ['waits without a network', seeing({ isReached: false, check: found('ready') }), 'waiting', says.offline],
    [
      'waits with a child that is there',
      seeing({ today: ['here'], check: found('ready') }),
      'waiting',
      says.here,
    ],
    ['keeps a question', seeing({ help: asked('kept') }), 'waiting', says.kept],
    [
      'keeps a question without a network',
      seeing({ help: asked('kept'), isReached: false }),
      'waiting',
      says.keptOffline,
    ],
    [
      'says that a question arrived, with or without a line',
      seeing({ help: asked('arrived'), isReached: false }),
      'waiting',
      says.arrived,
    ],
    ['says that somebody saw it', seeing({ help: asked('seen') }), 'waiting', says.seen],
    ['says who helps', seeing({ help: asked('taken', 'Els') }), 'coming', 'Els helpt je zo.'],
    ['says that somebody helps', seeing({ help: asked('taken') }), 'coming', 'Iemand helpt je zo.'],
    ['is glad when it is solved', seeing({ help: asked('closed') }), 'ready', says.closed],
    ['says that it is back soon', seeing({}, { trouble: 'silent' }), 'waiting', says.silent],
    ['asks to be opened anew', seeing({ check: found('ready') }, { trouble: 'old' }), 'waiting', says.old],
  ] as const)('%s', (_case, set, name, sentence) => {
    expect(face(set)).toEqual({ face: name, says: sentence })
    expect(Object.keys(faces)).toContain(name)
  })

  it('tells of a broken set what a child can do, and never why', () => {
    const { face: name, says: sentence } = face(seeing({ check: found('broken') }))
    expect(name).toBe('waiting')
    expect(sentence).toBe('De klas ziet je nog niet. Vraag een grote mens om even te kijken.')
  })

  it('holds on to a press that the agent did not take yet', () => {
    expect(face(seeing({}, { trouble: 'silent' }), true).says).toBe(says.unkept)
  })
})

describe('the word of a teacher', () => {
  it.each(['ready', 'attention', 'broken', 'unknown'] as const)(
    'is what was found within four hours: %s',
    verdict => {
      expect(status(seeing({ check: found(verdict) }))).toBe(verdict)
      expect(status(seeing({ check: found(verdict, 5 * hour) }))).toBe('unknown')
    },
  )

  it('never stands without the hour at which it was found, also without a line', () => {
    for (const isReached of [true, false]) {
      const of = (ageMs: number) =>
        statusOf(seeing({ isReached, check: found('ready', ageMs) }), words, 'nl', now)
      const { says: because, checked } = of(hour)
      expect(`${because} ${checked}`).toMatch(/Nagekeken om/)
      expect(`${of(5 * hour).says} ${of(5 * hour).checked}`).toMatch(/Te lang geleden nagekeken/)
    }
  })

  it('is not known by a look that is to come, as a clock that was set back has it', () => {
    expect(status(seeing({ check: found('ready', -5 * hour) }))).toBe('unknown')
    expect(status(seeing({ check: found('ready', -hour / 60) }))).toBe('ready')
  })

  it('is not known while nobody looked, and while the set does not answer', () => {
    expect(status(seeing({}))).toBe('unknown')
    expect(status(seeing({ check: found('ready') }, { trouble: 'silent' }))).toBe('unknown')
    expect(status({ state: undefined, trouble: undefined })).toBe('unknown')
  })
})
