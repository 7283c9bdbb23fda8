import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { grantedRoles, hasSecondFactor, isFresh, nameOf, ownPath } from './rules.ts'

describe('where a person goes after signing in', () => {
  test.each([
    ['/sets', '/sets'],
    ['/sets/KS-0001?span=week#line', '/sets/KS-0001?span=week'],
    ['/', '/'],
    [undefined, '/'],
    ['', '/'],
    ['sets', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/sets\\..', '/'],
    ['/\t/evil.example', '/'],
    ['/sets\r\nset-cookie: a=b', '/'],
    ['/é', '/'],
    ['/api/sign-in/provider', '/'],
    [`/${'a'.repeat(500)}`, '/'],
    ['/admin/people?q=Peeters&account=1', '/admin/people?account=1'],
    ['/sets?q=noor#q', '/sets'],
  ])('%j leads to %j', (to, path) => expect(ownPath(to)).toBe(path))

  test('whatever is asked, a browser stays on this site', () => {
    const site = 'https://setwacht.example'
    const part = fc.constantFrom('/', '\\', '\t', '\n', '.', '@', ':', '?', '#', '%2f', 'evil.example', ' ')
    const texts = fc.oneof(
      fc.string(),
      fc.array(part).map(parts => parts.join('')),
    )
    fc.assert(
      fc.property(texts, to => new URL(ownPath(to), site).origin === site),
      { numRuns: 10_000 },
    )
  })
})

const roleOfGroup = new Map([
  ['setwacht-lead', 'lead'],
  ['7f0c', 'helpdesk'],
] as const)

describe('the roles that groups allow', () => {
  test.each([
    [
      ['7f0c', 'setwacht-lead', 'others'],
      ['helpdesk', 'lead'],
    ],
    ['setwacht-lead', ['lead']],
    [['SETWACHT-LEAD', ' setwacht-lead'], []],
    [[1, null, { group: '7f0c' }], []],
    [undefined, []],
    [{ '7f0c': true }, []],
  ])('%j allows %j', (groups, granted) => {
    expect(grantedRoles({ groups }, { groupsClaim: 'groups', roleOfGroup })).toEqual(granted)
  })
})

describe('a second factor', () => {
  test.each([
    [{ amr: ['pwd', 'mfa'] }, 'amr', 'mfa', true],
    [{ amr: ['pwd'] }, 'amr', 'mfa', false],
    [{ amr: 'mfa' }, 'amr', 'mfa', true],
    [{ amr: ['mfax'] }, 'amr', 'mfa', false],
    [{ acr: '2' }, 'acr', '2', true],
    [{ acr: 2 }, 'acr', '2', false],
    [{ acrs: ['c1', 'c2'] }, 'acrs', 'c2', true],
    [{ acrs: 'c1' }, 'acrs', 'c1', true],
    [{}, 'amr', 'mfa', false],
  ] as const)('%j, where %s:%s proves it: %j', (claims, claim, value, proved) => {
    expect(hasSecondFactor(claims, { claim, value })).toBe(proved)
  })
})

test.each([
  [0, true],
  [60, true],
  [90, true],
  [91, false],
  [-30, true],
  [-31, false],
])('somebody whom the provider saw %j s ago is there: %j', (ageSeconds, fresh) => {
  const now = 1_800_000_000_000
  expect(isFresh({ auth_time: now / 1000 - ageSeconds }, now)).toBe(fresh)
  expect(isFresh({ auth_time: String(now / 1000) }, now)).toBe(false)
  expect(isFresh({}, now)).toBe(false)
})

test.each([
  [
    { given_name: 'An', family_name: 'De Smet', email: 'an@x.example' },
    { firstName: 'An', name: 'De Smet', email: 'an@x.example' },
  ],
  [{ name: 'An De Smet' }, { firstName: 'An', name: 'De Smet', email: null }],
  [
    { given_name: 'An Marie', name: 'An Marie Smet' },
    { firstName: 'An Marie', name: 'Smet', email: null },
  ],
  [{ preferred_username: 'an@x.example' }, { firstName: 'an@x.example', name: '', email: null }],
  [
    { given_name: '  ', name: 7 },
    { firstName: '', name: '', email: null },
  ],
])('the name in %j is %j', (claims, name) => expect(nameOf(claims)).toEqual(name))
