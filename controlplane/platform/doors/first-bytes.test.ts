import { expect, test } from 'vitest'
import { judgeFirstBytes } from './first-bytes.ts'

const peer = '127.0.0.1'
const hello = Buffer.from([22, 3, 1, 0, 4, 1, 2, 3, 4])
const line = Buffer.from('PROXY TCP4 192.0.2.7 127.0.0.1 4711 8884\r\n')
const judge = (bytes: Buffer, isProxy = false, hears: 'tls' | 'anything' = 'tls') =>
  judgeFirstBytes(bytes, { peer, isProxy, hears })

test('a TLS connection counts once its first record is whole', () => {
  for (let length = 0; length < hello.length; length += 1)
    expect(judge(hello.subarray(0, length)).verdict).toBe('more')
  expect(judge(hello)).toEqual({ verdict: 'enough', client: peer, left: hello })
})

test.each([
  ['no TLS', Buffer.from('GET / HTTP/1.1')],
  ['another kind of record', Buffer.from([23, 3, 3, 0, 1, 0])],
  ['a record of TLS that is too long', Buffer.from([22, 3, 1, 0xff, 0xff, 1])],
])('%s is refused', (_what, bytes) => expect(judge(bytes).verdict).toBe('wrong'))

test('where anything is heard one byte is enough', () => {
  expect(judge(Buffer.from('G'), false, 'anything').verdict).toBe('enough')
})

test('the line of a proxy names the client, and is not passed on', () => {
  const all = Buffer.concat([line, hello])
  expect(judge(all, true)).toEqual({ verdict: 'enough', client: '192.0.2.7', left: hello })
  expect(judge(line, true)).toEqual({ verdict: 'more', client: '192.0.2.7', left: Buffer.alloc(0) })
  expect(judge(line.subarray(0, 20), true)).toMatchObject({ verdict: 'more', client: undefined })
})

test('a proxy without a line speaks for itself, and whoever is no proxy cannot name another', () => {
  expect(judge(hello, true)).toMatchObject({ verdict: 'enough', client: peer })
  expect(judge(Buffer.concat([line, hello])).verdict).toBe('wrong')
})
