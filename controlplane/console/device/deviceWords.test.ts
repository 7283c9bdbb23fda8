import { expect, test } from 'vitest'
import type { SetEnrolment } from '../../enrolment/api.ts'
import { momentsOf, whyQuestioned } from './deviceWords.ts'

const row = (at: number, cause: string, state: SetEnrolment['history'][number]['state'] = 'active') => ({
  at,
  cause,
  state,
  actor: null,
  firstName: null,
})
const nothing: SetEnrolment = {
  authority: null,
  device: null,
  certificates: [],
  tokens: [],
  history: [],
  earlier: [],
}

test('why a device is in question is its first sign since an administrator decided', () => {
  const history = [
    row(9, 'refused_connects', 'questioned'),
    row(8, 'replaced_certificate', 'questioned'),
    row(7, 'take_overs', 'questioned'),
    row(7, 'take_over'),
    row(5, 'accepted'),
    row(4, 'floors', 'questioned'),
  ]
  expect(whyQuestioned({ history })).toBe('take_overs')
  expect(whyQuestioned({ history: history.slice(4) })).toBe('unknown')
})

test('the life of a device is one list, newest first', () => {
  const moments = momentsOf({
    ...nothing,
    history: [row(30, 'connected'), row(10, 'enrolled', 'prepared')],
    certificates: [{ serial: 'a', issuedAt: 10, notAfter: 99, connectedAt: 20, replacedAt: null }],
    tokens: [{ id: 't', issuedAt: 5, expiresAt: 50, state: 'used' }],
    earlier: [{ id: 'd', state: 'returned', registeredAt: 1 }],
  })
  expect(moments.map(({ at, kind }) => [at, kind])).toEqual([
    [30, 'cause'],
    [20, 'first'],
    [10, 'cause'],
    [10, 'issued'],
    [5, 'token'],
    [1, 'earlier'],
  ])
})
