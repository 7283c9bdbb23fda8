import { expect, test } from 'vitest'
import { findToken, safeTarget } from './signInLink.ts'

const token = 'Ab3_'.repeat(10).concat('x-9')

test.each([
  [token, token],
  [`#${token}`, token],
  [`  http://127.0.0.1:8080/sign-in#${token}\n`, token],
  ['http://127.0.0.1:8080/sign-in', undefined],
  [`${token}x`, undefined],
  ['', undefined],
])('a link gives its token, and nothing else does: %s', (text, expected) => {
  expect(findToken(text)).toBe(expected)
})

test.each([
  ['/sets?q=leuven', '/sets?q=leuven'],
  ['/sets/KS-0001', '/sets/KS-0001'],
  [undefined, '/'],
  ['https://elsewhere.example/', '/'],
  ['//elsewhere.example/', '/'],
  ['/\\elsewhere.example', '/'],
  ['javascript:alert(1)', '/'],
  ['http://[', '/'],
  ['/sign-in?to=/sign-in', '/'],
  ['/api/sign-in/provider', '/'],
])('signing in leads to a page of this console only: %s', (to, expected) => {
  expect(safeTarget(to, 'https://setwacht.example')).toBe(expected)
})
