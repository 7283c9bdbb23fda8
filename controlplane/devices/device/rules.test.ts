import { describe, expect, test } from 'vitest'
import { deviceStates } from '../rules.ts'
import { deviceCommands, hindranceOf, mayMove, sourcesOf } from './rules.ts'

test.each([
  ['connected', 'active', ['prepared']],
  ['take_overs', 'questioned', ['prepared', 'active']],
  ['floors', 'questioned', ['prepared', 'active']],
  ['replaced_certificate', 'questioned', ['prepared', 'active']],
  ['leap', 'questioned', ['prepared', 'active']],
  ['accepted', 'active', ['questioned']],
  ['returned', 'returned', ['active', 'questioned']],
  ['revoked', 'revoked', ['prepared', 'active', 'questioned']],
  ['wiped', 'wiped', ['returned']],
] as const)('%s leads to %s from %j and from nowhere else', (cause, to, from) => {
  expect(sourcesOf(cause, to)).toEqual(from)
  for (const other of deviceStates) {
    if (other !== to) expect(sourcesOf(cause, other)).toEqual([])
    expect(mayMove(other, cause)).toBe((from as readonly string[]).includes(other))
  }
})

describe('why a command is not possible now', () => {
  const online = { hasAuthority: true, presence: 'online' } as const
  const why = (situation: Parameters<typeof hindranceOf>[1]) =>
    Object.fromEntries(deviceCommands.map(command => [command, hindranceOf(command, situation)]))

  test.each([
    [
      'a set without a device',
      { ...online, state: null },
      { ping: 'no_device', code: undefined, accept: 'no_device', return: 'no_device', revoke: 'no_device' },
    ],
    [
      'a device that was never heard',
      { ...online, presence: 'unheard', state: 'prepared' },
      { ping: 'not_connected', code: 'has_device', accept: 'not_questioned', return: 'never_heard' },
    ],
    ['an active device', { ...online, state: 'active' }, { code: 'has_device', accept: 'not_questioned' }],
    ['a device in question', { ...online, state: 'questioned' }, { ping: 'questioned', code: 'has_device' }],
    [
      'a device behind a closed network',
      { ...online, presence: 'degraded', state: 'active' },
      { ping: 'not_connected', code: 'has_device', accept: 'not_questioned' },
    ],
  ] as const)('%s', (_name, situation, expected) => {
    const clean = Object.fromEntries(
      Object.entries(why(situation)).filter(([, reason]) => reason !== undefined),
    )
    const wanted = Object.fromEntries(Object.entries(expected).filter(([, reason]) => reason !== undefined))
    expect(clean).toEqual(wanted)
  })

  test('no code without an authority', () => {
    expect(hindranceOf('code', { ...online, hasAuthority: false, state: null })).toBe('no_authority')
  })
})
