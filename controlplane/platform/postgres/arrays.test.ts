import { expect, test } from 'vitest'
import { readTextArray, textArray } from './arrays.ts'

test.each([
  ['{}', []],
  ['{helpdesk}', ['helpdesk']],
  ['{helpdesk,lead}', ['helpdesk', 'lead']],
  ['{"a b","",c}', ['a b', '', 'c']],
  ['{"{,}","say \\"no\\"","back\\\\slash"}', ['{,}', 'say "no"', 'back\\slash']],
])('the list %s is read as PostgreSQL means it', (literal, texts) => {
  expect(readTextArray(literal)).toEqual(texts)
})

test('a list that is written is read back', () => {
  const texts = ['', '{}', '"', '\\', 'a,b', "o'k", 'é\n"\\"']
  expect(readTextArray(textArray(texts))).toEqual(texts)
})
