import { expect, test } from 'vitest'
import { codesMeant, labelsMeant, plainOf, wordsOf } from './rules.ts'

test('a label is meant however short it is written', () => {
  for (const typed of ['ks0031', 'KS 31', 'ks-31', 'Ks.031', ' KS-0031 '])
    expect(labelsMeant(typed), typed).toContain('KS-0031')
  expect(labelsMeant('Leuven')).toEqual([])
  expect(labelsMeant('31')).toEqual([])
})

test('a code of a trajectory is meant however short it is written', () => {
  for (const typed of ['t 2026 31', 'T-2026-31', 't20260031', 'T-2026-0031'])
    expect(codesMeant(typed), typed).toContain('T-2026-0031')
  expect(codesMeant('T-31')).toEqual([])
})

test('what looks alike on a sticker is the same', () => {
  expect(plainOf('SN-O1I0L')).toBe(plainOf('sn 01101'))
  expect(plainOf('Heist-op-den-Berg')).toBe(plainOf('heistopdenberg'))
})

test('words are what somebody typed between blanks, as many as one thing has', () => {
  expect(wordsOf(' Elif,  Kruisboog - ')).toEqual(['Elif', 'Kruisboog'])
  expect(wordsOf('a b c d e f g h i j')).toHaveLength(8)
})
