import { expect, test } from 'vitest'
import { alikeOf, foldedOf } from './folded.ts'

test('words are one however their accents, apostrophes and hyphens are written', () => {
  expect(foldedOf('École Saint-Rémy')).toBe(foldedOf('ecole saint remy'))
  expect(foldedOf('’s-Gravenwezel')).toBe(foldedOf("'s gravenwezel"))
  expect(foldedOf('Heist-op-den-Berg')).toBe(foldedOf('heistopdenberg'))
})

test('what looks alike on a sticker is the same', () => {
  expect(alikeOf('SN-O1I0L')).toBe(alikeOf('sn 01101'))
})
