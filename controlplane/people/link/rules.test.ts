import { expect, test } from 'vitest'
import { isLinkOpen, linkAnswers, linkEnd, linkHours, linkQuestions } from './rules.ts'

const at = 1_000_000
const fresh = { expiresAt: linkEnd(at), usedAt: null, endedAt: null }

test('a link works until its last instant, unless it was used, taken back or replaced', () => {
  expect(isLinkOpen(fresh, at)).toBe(true)
  expect(isLinkOpen(fresh, at + linkHours * 3_600_000 - 1)).toBe(true)
  expect(isLinkOpen(fresh, at + linkHours * 3_600_000)).toBe(false)
  expect(isLinkOpen({ ...fresh, usedAt: at }, at)).toBe(false)
  expect(isLinkOpen({ ...fresh, endedAt: at }, at)).toBe(false)
})

test('every question has two or three answers, each a word of the list', () => {
  for (const answers of Object.values(linkQuestions)) {
    expect([2, 3]).toContain(new Set(answers).size)
    expect(linkAnswers).toEqual(expect.arrayContaining([...answers]))
  }
})
