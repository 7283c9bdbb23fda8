import { expect, test } from 'vitest'
import { readProxyLine } from './proxy-line.ts'

test.each([
  ['PROXY TCP4 192.0.2.7 127.0.0.1 4711 8884\r\n', { length: 42, client: '192.0.2.7' }],
  ['PROXY TCP6 2001:db8::7 ::1 4711 8884\r\n\x16\x03', { length: 38, client: '2001:db8::7' }],
  ['PROXY UNKNOWN\r\nGET /', { length: 15, client: undefined }],
  ['', 'more'],
  ['PRO', 'more'],
  ['PROXY TCP4 192.0.2.7 127', 'more'],
  ['\x16\x03\x01', 'none'],
  ['PUT / HTTP/1.1\r\n', 'none'],
  ['PROXY TCP4 2001:db8::7 ::1 4711 8884\r\n', 'broken'],
  ['PROXY TCP4 192.0.2.7\r\n', 'broken'],
  ['PROXY TCP4 192.0.2.7.example 127.0.0.1 4711 8884\r\n', 'broken'],
  [`PROXY TCP4 ${'1'.repeat(120)}`, 'broken'],
])('%j is read as %j', (text, line) => expect(readProxyLine(Buffer.from(text, 'latin1'))).toEqual(line))
