import { expect, test } from 'vitest'
import { isRecipient, isSubject, isTriedAgain, mailFailures } from './rules.ts'

test.each(['els@example.org', "o'neill+werk@sub.example.be", 'a.b.c@x-y.example'])(
  '%s is an address',
  address => {
    expect(isRecipient({ address })).toBe(true)
  },
)

test.each([
  'els',
  'els@localhost',
  'els@example.org, an@example.org',
  'els@example.org;an@example.org',
  'els@example.org\r\nBcc: an@example.org',
  'els@example.org\n',
  ' els@example.org',
  'Els <els@example.org>',
  '<els@example.org>',
  '"els"@example.org',
  '.els@example.org',
  'e..ls@example.org',
  'els@exam_ple.org',
  'els@-example.org',
  'els@[127.0.0.1]',
  'els\u202e@example.org',
  'els@example.org\0',
  `${'a'.repeat(65)}@example.org`,
  `els@${'a.'.repeat(130)}org`,
])('%j is no address', address => {
  expect(isRecipient({ address })).toBe(false)
})

test.each(['Els', "Anne-Marie D'Hondt", 'Dr. Çelik (helpdesk)', 'Nguyễn Thị'])(
  '%s is a name to show',
  name => {
    expect(isRecipient({ address: 'els@example.org', name })).toBe(true)
  },
)

test.each([
  'an@example.org',
  'an@example.org" <an@example.org>',
  'Els, An',
  'Els <an@example.org>',
  'Els\r\nBcc: an@example.org',
  'Els\tAn',
  'Els \u202eslE',
  'Els\u200b',
  'Els\u2066',
  '=?utf-8?q?an?=',
  '',
  ' ',
  'E'.repeat(81),
])('%j is no name to show', name => {
  expect(isRecipient({ address: 'els@example.org', name })).toBe(false)
})

test.each(['ticket:M-2026-0031', 'school_visit:SCH-12'])('%s is what a mail can be about', subject => {
  expect(isSubject(subject)).toBe(true)
})
test.each(['ticket', 'ticket:', 'ticket:een kind', 'ticket:a\r\nBcc: b', 'ticket:a/../b'])(
  '%j is not',
  subject => {
    expect(isSubject(subject)).toBe(false)
  },
)

test('what the server refuses for good is not tried again', () => {
  expect(mailFailures.filter(failure => !isTriedAgain(failure))).toEqual(['no_server', 'refused'])
})
