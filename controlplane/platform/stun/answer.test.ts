import { expect, test } from 'vitest'
import { encodeBindingRequest, readBindingResponse } from '../../../protocol/stun.ts'
import { answerTo, startShares } from './answer.ts'

const transaction = Uint8Array.from({ length: 12 }, (_, at) => at)
const request = encodeBindingRequest(transaction)

test.each(['192.0.2.7', '2001:db8::7', 'fe80::1%eth0'])('a request from %s is answered', address => {
  expect(readBindingResponse(answerTo(request, { address, port: 40_000 })!)).toEqual(transaction)
})

test.each([
  ['from port 0', request, 0],
  ['that is cut short', request.subarray(0, 19), 40_000],
  ['that is longer than it says', Uint8Array.from([...request, 0]), 40_000],
  ['without a byte', new Uint8Array(), 40_000],
  ['that says another length', Uint8Array.from(request, (byte, at) => (at === 3 ? 4 : byte)), 40_000],
])('a request %s is not answered', (_what, packet, port) => {
  expect(answerTo(packet, { address: '192.0.2.7', port })).toBeUndefined()
})

test('an address that asks more than a school full of sets is not answered until the next second; others are', () => {
  const shares = startShares()
  const flood = Array.from({ length: 2000 }, () => shares.take('192.0.2.7', 5000))
  expect(flood.filter(Boolean)).toHaveLength(500)
  expect(shares.take('192.0.2.8', 5000)).toBe(true)
  expect(shares.take('192.0.2.7', 6000)).toBe(true)
})
