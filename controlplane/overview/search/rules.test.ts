import { expect, test } from 'vitest'
import { codesMeant, wordsOf } from './rules.ts'

test('a code of a trajectory is meant however short it is written', () => {
  for (const typed of ['t 2026 31', 'T-2026-31', 't20260031', 'T-2026-0031'])
    expect(codesMeant(typed), typed).toContain('T-2026-0031')
  expect(codesMeant('T-31')).toEqual([])
})

test('words are what somebody typed between blanks, as many as one thing has', () => {
  expect(wordsOf(' Elif,  Kruisboog - ')).toEqual(['Elif', 'Kruisboog'])
  expect(wordsOf('a b c d e f g h i j')).toHaveLength(8)
})
