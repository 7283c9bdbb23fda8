import { describe, expect, test } from 'vitest'
import type { roles } from '../../people/rules.ts'
import { hearsOwnOnly, namesOfSets, toldTo } from './rules.ts'

const changed = { report: ['KS-1', 'KS-2'], device: 'many', people: ['me', 'other'], duty: ['d1'] } as const
const as = (...held: (typeof roles)[number][]) => ({ accountId: 'me', roles: held })

describe('who hears what of a change', () => {
  test.each([
    ['helpdesk', { report: ['KS-1', 'KS-2'], device: 'many', people: ['me'], duty: ['d1'] }],
    ['logistics', { report: ['KS-1', 'KS-2'], device: 'many', people: ['me'], duty: ['d1'] }],
    ['counsellor', { report: ['KS-2'], device: 'many', people: ['me'], duty: ['d1'] }],
    ['lead', { report: ['KS-1', 'KS-2'], device: 'many', people: ['me'], duty: ['d1'] }],
    ['admin', { report: ['KS-1', 'KS-2'], device: 'many', people: ['me', 'other'], duty: ['d1'] }],
    ['policy', { people: ['me'] }],
    ['dpo', { people: ['me'] }],
  ] as const)('%s', (role, told) => {
    expect(toldTo(as(role), changed, new Set(['KS-2', 'KS-3']))).toEqual(told)
  })

  test('nobody without a role hears anything but of themselves', () => {
    expect(toldTo(as(), { report: ['KS-1'], duty: 'many' }, new Set())).toBeUndefined()
  })

  test('a counsellor hears that something changed while it is not known whose it is, and no names', () => {
    expect(toldTo(as('counsellor'), { report: ['KS-1'] }, 'many')).toEqual({ report: 'many' })
    expect(toldTo(as('counsellor'), { report: ['KS-1'] }, new Set())).toBeUndefined()
  })

  test('who has another role beside counsellor hears as that role', () => {
    expect([as('counsellor'), as('counsellor', 'helpdesk'), as('policy')].map(hearsOwnOnly)).toEqual([
      true,
      false,
      false,
    ])
  })
})

test('the names of sets are gathered once each', () => {
  const names = namesOfSets({ report: ['KS-1'], facts: ['KS-1', 'KS-2'], device: 'many', people: ['me'] })
  expect(names).toEqual(['KS-1', 'KS-2'])
})
