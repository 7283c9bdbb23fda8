import { expect, test } from 'vitest'
import { type CaseAct, caseActs, caseStates, type KnownCase, stateOf, toldOf, whyNot } from './rules.ts'

const now = 1_800_000_000_000
const nothing: KnownCase = { seenAt: null, takenAt: null, closedAt: null, withdrawnAt: null }
const cases = {
  waiting: nothing,
  seen: { ...nothing, seenAt: now },
  taken: { ...nothing, seenAt: now, takenAt: now },
  closed: { ...nothing, seenAt: now, takenAt: now, closedAt: now },
  withdrawn: { ...nothing, seenAt: now, withdrawnAt: now },
}

test('how far a case is follows from what happened to it', () => {
  for (const state of caseStates) expect(stateOf(cases[state])).toBe(state)
  expect(stateOf({ ...nothing, takenAt: now })).toBe('taken')
})

test.each<[CaseAct, Partial<Record<keyof typeof cases, string>>]>([
  ['see', { seen: 'help_taken', taken: 'help_taken', closed: 'help_over', withdrawn: 'help_over' }],
  ['take', { taken: 'help_taken', closed: 'help_over', withdrawn: 'help_over' }],
  [
    'give_back',
    { waiting: 'help_not_taken', seen: 'help_not_taken', closed: 'help_over', withdrawn: 'help_over' },
  ],
  ['close', { closed: 'help_over', withdrawn: 'help_over' }],
  ['reopen', { waiting: 'help_open', seen: 'help_open', taken: 'help_open', withdrawn: 'help_over' }],
])('%s is refused only for these reasons', (act, refused) => {
  for (const state of caseStates)
    expect([state, whyNot(act, cases[state], { now })]).toEqual([state, refused[state]])
})

test('what was closed is open again within a minute, and not when the set asks anew since', () => {
  const reopen = (after: number, asksAgain = false) =>
    whyNot('reopen', cases.closed, { now: now + after, asksAgain })
  expect([reopen(60_000), reopen(60_001), reopen(0, true)]).toEqual([
    undefined,
    'help_too_late',
    'help_too_late',
  ])
})

test('a set is told how far it is, but not what it said itself', () => {
  expect(caseStates.map(toldOf)).toEqual(['arrived', 'seen', 'taken', 'closed', undefined])
  expect(caseActs).toHaveLength(5)
})
