import { expect, test } from 'vitest'
import { isWhole, labelsMeant } from './rules.ts'

test('a label is meant however short it is written', () => {
  for (const typed of [
    'ks0031',
    'KS 31',
    'ks-31',
    'Ks.031',
    ' KS-0031 ',
    'kso031',
    'KS-OO3I',
    'KS‑0031',
    'ＫＳ 31',
  ])
    expect(labelsMeant(typed), typed).toContain('KS-0031')
  for (const typed of ['Leuven', '31', 'KS', '', 'KS-1234567']) expect(labelsMeant(typed), typed).toEqual([])
})

test('a label that may be the beginning of another is not whole', () => {
  for (const typed of ['KS-0050', 'ks0050', 'KSOO5O', 'ks 50', 'ks50'])
    expect(isWhole(typed, 'KS-0050'), typed).toBe(true)
  for (const typed of ['KS-050', 'ks 005', 'KS-00']) expect(isWhole(typed, 'KS-0050'), typed).toBe(false)
})
