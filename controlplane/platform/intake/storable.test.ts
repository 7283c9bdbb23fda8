import { expect, test } from 'vitest'
import { findUnstorable } from './storable.ts'

const body = (json: string) => JSON.parse(json)

test.each([
  ['{"facts":{"versions":{"agent":"1\\u0000"}}}', '/facts/versions/agent', 'text without NUL'],
  ['{"a":["b","\\ud800"]}', '/a/1', 'text without half a character'],
  ['{"a":"\\udc00\\ud83d"}', '/a', 'text without half a character'],
  ['{"a":{"\\u0000":1}}', '/a/\0', 'text without NUL'],
  ['{"readings":{"jitter_ms":1e-300}}', '/readings/jitter_ms', 'a number of a size'],
  ['{"readings":{"jitter_ms":-1e-46}}', '/readings/jitter_ms', 'a number of a size'],
  ['{"readings":{"jitter_ms":5e-324}}', '/readings/jitter_ms', 'a number of a size'],
  ['{"seconds":1e39}', '/seconds', 'a number of a size'],
  ['{"seconds":3.5e38}', '/seconds', 'a number of a size'],
  ['{"seconds":1e999}', '/seconds', 'a number of a size'],
  ['{"seconds":-1e999}', '/seconds', 'a number of a size'],
])('%s cannot be stored, and it is said where and why', (json, where, expected) => {
  const found = findUnstorable(body(json))
  expect(found?.where).toBe(where)
  expect(found?.expected).toContain(expected)
})

test.each([
  '{"a":[0,-0,1e-30,5.5e-17,1.2e-38,3.4e38,8640000000000000,9007199254740991]}',
  '{"a":"é 漢 🎒 \\ud83c\\udf92 \\u0001 \\uffff"}',
  '{"a":[null,true,false,{},[],""]}',
])('%s can be stored', json => {
  expect(findUnstorable(body(json))).toBeUndefined()
})

test('what is nested to exhaust its reader is refused without being walked to its end', () => {
  const deep = body(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)
  expect(findUnstorable(deep)?.expected).toContain('levels')
})
