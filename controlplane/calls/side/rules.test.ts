import { expect, test } from 'vitest'
import type { CallFact } from '../../../protocol/call.ts'
import { defaultPairLimits } from '../pair/rules.ts'
import { callRun, judgeSide, type KnownSide, type OwnTrouble } from './rules.ts'

const now = Date.parse('2026-10-05T08:00:00Z')
const minuteMs = 60_000
const callFrom = now - 40 * minuteMs
const calm: OwnTrouble = { graceUntil: null, troubledSince: null }
const told = (app: CallFact['app'], media: CallFact['media'], measuredAt = now - 10 * minuteMs) => ({
  fact: { app, media, since: measuredAt },
  measuredAt,
})
const callOf = (one: ReturnType<typeof told>) => ({ ...one, receivedAt: one.measuredAt, ...callRun([one]) })
const side = (over: Partial<KnownSide> = {}): KnownSide => ({
  presence: 'online',
  presenceSince: now - 60 * minuteMs,
  heardAt: now,
  reportIntervalSeconds: 60,
  call: callOf(told('stopped', 'none')),
  hereSince: null,
  helpSince: null,
  sound: 'ok',
  soundSince: null,
  udp: null,
  isProviderDown: false,
  reports: [],
  ...over,
})
const judge = (known: KnownSide | null, trouble = calm, at = now) =>
  judgeSide(known, { callFrom, trouble, limits: defaultPairLimits.side, now: at })

test.each([
  ['running', 'both', 'in_call'],
  ['running', 'in', 'in_call'],
  ['running', 'out', 'waiting'],
  ['running', 'none', 'waiting'],
  ['running', 'unknown', 'unknown'],
  ['stopped', 'none', 'idle'],
  ['unknown', 'unknown', 'unknown'],
] as const)('an application that is %s with media %s is %s', (app, media, state) => {
  expect(judge(side({ call: callOf(told(app, media)) })).state).toBe(state)
})

test.each([
  ['lost', 'gone'],
  ['off', 'gone'],
  ['suspect', 'unknown'],
  ['degraded', 'unknown'],
  ['unheard', 'unknown'],
] as const)('a set that is %s is %s, whatever it said before', (presence, state) => {
  const call = callOf(told('running', 'both'))
  expect(
    judge(side({ presence, call, heardAt: now - 2 * minuteMs, helpSince: now - minuteMs })),
  ).toMatchObject({
    state,
    isUp: false,
  })
})

test('a side without a set is unknown', () => {
  expect(judge(null).state).toBe('unknown')
})

test('who is ready by word waits, until a call came after "ik ben er"; help is asked until it is closed', () => {
  expect(judge(side({ hereSince: now - minuteMs })).state).toBe('waiting')
  expect(judge(side({ call: null, helpSince: now - minuteMs })).state).toBe('waiting')
  const [joined, left] = [told('running', 'both', now - 20 * minuteMs), told('stopped', 'none')]
  const call = { ...left, receivedAt: now, ...callRun([joined, left]) }
  expect(judge(side({ call, hereSince: now - 30 * minuteMs })).state).toBe('idle')
  expect(judge(side({ call, hereSince: now - 5 * minuteMs })).state).toBe('waiting')
  expect(judge(side({ call, helpSince: now - 30 * minuteMs })).state).toBe('waiting')
  expect(judge(side({ helpSince: callFrom - 60 * minuteMs })).state).toBe('idle')
})

test('what a set that reports said long ago still holds; of one that is not heard it does not', () => {
  const known = side({ call: callOf(told('running', 'both', now - 39 * minuteMs)) })
  expect(judge(known).state).toBe('in_call')
  const { dueAt } = judge(known)
  expect(judge(known, calm, dueAt! - 1).state).toBe('in_call')
  expect(judge(known, calm, dueAt)).toMatchObject({ state: 'unknown', isUp: true })
})

test('what was told before the time of the lesson says nothing of it, but for a clock that is a little off', () => {
  const at = (measuredAt: number) => judge(side({ call: callOf(told('running', 'both', measuredAt)) })).state
  expect([at(callFrom - 2 * minuteMs), at(callFrom - 2 * minuteMs - 1)]).toEqual(['in_call', 'unknown'])
})

test('a call is as it is since it became so, whichever way it flows, and in whatever order that was told', () => {
  const said = [
    told('running', 'both', 1000),
    told('running', 'none', 2000),
    told('running', 'out', 3000),
    told('running', 'none', 4000),
  ]
  expect(callRun(said.toReversed())).toEqual({ stateSince: 2000, inCallUntil: 2000 })
  expect(callRun(said.slice(0, 1))).toEqual({ stateSince: 1000, inCallUntil: null })
})

test('silence that may be ours is held against nobody, unless the set said goodbye', () => {
  const away = { graceUntil: now + minuteMs, troubledSince: null }
  const lost = side({ presence: 'lost', heardAt: now - 10 * minuteMs, presenceSince: now - 8 * minuteMs })
  expect(judge(lost, away)).toMatchObject({ state: 'unknown', isOurs: true, dueAt: now + minuteMs })
  expect(judge(lost, away, now + minuteMs)).toMatchObject({ state: 'gone', isOurs: false })
  const bye = side({ presence: 'off', heardAt: now - 10 * minuteMs, presenceSince: now - 10 * minuteMs })
  expect(judge(bye, away).state).toBe('gone')
  expect(judge(side({ ...lost, heardAt: now - 20_000 }), away).state).toBe('gone')
  const storm = { graceUntil: null, troubledSince: now - 5 * minuteMs }
  expect(judge(lost, storm)).toMatchObject({ state: 'unknown', isOurs: true })
  expect(judge(side({ ...lost, heardAt: now - 60 * minuteMs }), storm).state).toBe('gone')
})
