import { expect, test } from 'vitest'
import {
  certificateValidity,
  isWithinLateRenewal,
  mayGetCertificate,
  tokenExpiry,
  tokenStateOf,
} from './rules.ts'

const now = Date.UTC(2026, 10, 22)
const dayMs = 86_400_000
const open = { expiresAt: tokenExpiry(now), usedAt: null, revokedAt: null }

test.each([
  ['issued', open, now],
  ['issued', open, now + 7 * dayMs - 1],
  ['expired', open, now + 7 * dayMs],
  ['used', { ...open, usedAt: now }, now + 8 * dayMs],
  ['revoked', { ...open, revokedAt: now }, now],
  ['used', { ...open, usedAt: now, revokedAt: now }, now],
] as const)('a code is %s', (state, token, at) => {
  expect(tokenStateOf(token, at)).toBe(state)
})

test('a certificate holds thirty days from now, and an hour back for slow clocks', () => {
  const { notBefore, notAfter } = certificateValidity(now)
  expect(notAfter - now).toBe(30 * dayMs)
  expect(now - notBefore).toBe(3_600_000)
})

test('an ended certificate can be traded for 180 days', () => {
  expect(isWithinLateRenewal(now, now + 180 * dayMs)).toBe(true)
  expect(isWithinLateRenewal(now, now + 180 * dayMs + 1)).toBe(false)
})

test('a device in question, handed in or revoked gets no certificate', () => {
  const states = ['prepared', 'active', 'questioned', 'returned', 'wiped', 'revoked']
  expect(states.filter(mayGetCertificate)).toEqual(['prepared', 'active'])
})
