import { describe, expect, it } from 'vitest'
import type { HandsCommand } from '../../protocol/hands.ts'
import { judgeCommand, type Known } from './judging.ts'

const deviceId = '01980000-0000-7000-8000-000000000001'
const id = '4f1c2b7e-58f0-4c39-9a55-0d6a3f1f2b11'
const now = 1_795_000_000

const command = (over: object = {}) => ({
  kind: 'hands',
  id,
  iat: now,
  nbf: now,
  exp: now + 600,
  device: deviceId,
  body: { act: 'reset_usb_port', port: 3 },
  ...over,
})

const judge = (payload: unknown, over: Partial<Known> = {}) =>
  judgeCommand(payload, { deviceId, now, used: { has: () => false, highestIat: 0 }, ...over })

const acts: HandsCommand['body'][] = [
  { act: 'restart_set', minutes: 5 },
  { act: 'reset_usb_port', port: 0 },
  { act: 'restart_call_application' },
  { act: 'remove_profiles' },
]

describe('a command for the hands', () => {
  it.each(acts)('is done when it is signed for this set and now: $act', body => {
    expect(judge(command({ body }))).toEqual({ command: command({ body }) })
  })

  it.each([
    ['for another set', { device: deviceId.replace('1980', '1981') }, 'other_device'],
    ['of another kind', { kind: 'ask' }, 'unknown_command'],
    ['not due yet', { nbf: now + 60 }, 'too_early'],
    ['signed in a time that is not yet', { iat: now + 60 }, 'too_early'],
    ['over', { nbf: now - 900, iat: now - 900, exp: now - 300 }, 'expired'],
  ])('is refused when it is %s', (_case, over, code) => {
    expect(judge(command(over))).toEqual({ id, code })
  })

  it.each([
    ['no id', { id: undefined }],
    ['an id that is a path', { id: '../../etc/passwd' }],
    ['no end', { exp: null }],
  ])('is unreadable with %s, and answered without one', (_case, over) =>
    expect(judge(command(over))).toEqual({ id: null, code: 'unreadable' }),
  )

  it('is refused when it ran before, and when a later one did', () => {
    const ran = { has: (one: string) => one === id, highestIat: now }
    expect(judge(command(), { used: ran })).toEqual({ id, code: 'repeated' })
    expect(judge(command(), { used: { has: () => false, highestIat: now } })).toEqual({ id, code: 'stale' })
    expect(judge(command({ iat: now + 1 }), { used: ran })).toEqual({ id, code: 'repeated' })
  })

  it('does not become good again when the clock of the set is put back', () => {
    const later = { has: () => false, highestIat: now + 3600 }
    const heldBack = command({ exp: now + 30 })
    expect(judge(heldBack, { used: later })).toEqual({ id, code: 'stale' })
    // Signed after the last that ran, over by now: the clock says otherwise.
    const over = command({ iat: now + 3601, exp: now + 600 })
    expect(judge(over, { used: later })).toEqual({ id, code: 'expired' })
    expect(judge(command(), { now: 0 })).toEqual({ id, code: 'too_early' })
  })
})

const texts = [
  '; reboot',
  '$(reboot)',
  '`reboot`',
  '| sh',
  '&& rm -rf /',
  '\nreboot',
  '\r\nreboot',
  '../../../etc/shadow',
  '/etc/passwd',
  '/home/../etc',
  '-rf',
  '--help',
  '--root=/',
  '%s%n',
  '$HOME',
  '~',
  '*',
  '?',
  '[a-z]',
  '\0',
  'a\0b',
  '\u202e3',
  '\u200b3',
  '３',
  '٣',
  '3\u0301',
  'ﬁ',
  '\ud800',
  '🧨',
  '1-1',
  '1-1/../..',
  'usb1-port1',
  '0x3',
  '3e0',
  ' 3',
  '3 ',
  '+3',
  '-0',
  'NaN',
  'Infinity',
  'null',
  'true',
  '[]',
  '{}',
  '',
  'a'.repeat(7000),
  '__proto__',
  'constructor',
  'toString',
  '<img onerror=1>',
  '=1+1',
  "' or 1=1 --",
] as const
const numbers = [-1, -0.5, 0.5, 1.0000001, 128, 2 ** 31, 2 ** 53, 1e21, 1e308, -(2 ** 31)]
const shapes: unknown[] = [
  null,
  true,
  false,
  [],
  [3],
  {},
  { port: 3 },
  [[3]],
  ['3'],
  { valueOf: 3 },
  { toString: '3' },
]
const asText = (body: string) => JSON.parse(body) as unknown

/** What might lead root astray, in each place where a command says something. */
const hostile: unknown[] = [
  ...[...texts, ...shapes].flatMap(port => [
    { act: 'reset_usb_port', port },
    { act: 'restart_set', minutes: port },
    { act: port },
    port,
  ]),
  ...numbers.map(port => ({ act: 'reset_usb_port', port })),
  ...[...numbers, 0, 16].map(minutes => ({ act: 'restart_set', minutes })),
  ...['path', 'program', 'user', 'home', 'args', 'env', 'root', 'cwd', 'shell'].flatMap(field => [
    { act: 'remove_profiles', [field]: '/etc' },
    { act: 'restart_call_application', [field]: '/bin/sh' },
  ]),
  ...['restart', 'RESTART_SET', 'restart_set ', 'restart_set\0', 'remove_profile', 'shell', 'run'].map(
    act => ({ act }),
  ),
  asText('{"act":"remove_profiles","__proto__":{"root":"/etc"}}'),
  asText('{"__proto__":{"act":"remove_profiles"}}'),
  asText('{"act":"reset_usb_port","port":3,"constructor":{"prototype":{}}}'),
]

describe('hostile arguments', () => {
  it('are more than two hundred, and each is refused as a command that nobody knows', () => {
    expect(hostile.length).toBeGreaterThan(200)
    for (const body of hostile) {
      expect(judge(command({ body })), JSON.stringify(body)).toEqual({ id, code: 'unknown_command' })
    }
  })

  it('do not pass in the other fields either', () => {
    for (const text of texts) {
      for (const field of ['id', 'iat', 'nbf', 'exp', 'device', 'kind']) {
        expect(judge(command({ [field]: text })), `${field} ${text}`).toHaveProperty('code')
      }
    }
  })
})
