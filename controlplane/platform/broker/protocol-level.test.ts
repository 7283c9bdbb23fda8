import { expect, test } from 'vitest'
import { judgeLevel } from './protocol-level.ts'

const connect = (name: string, level: number, lengthBytes: number[] = [50]) =>
  Buffer.concat([Buffer.of(0x10, ...lengthBytes, 0, name.length), Buffer.from(name), Buffer.of(level, 2)])

test.each([
  ['MQTT', 4, 'spoken'],
  ['MQIsdp', 3, 'spoken'],
  ['MQTT', 0x84, 'spoken'],
  ['MQTT', 5, 'unspoken'],
  ['MQTT', 6, 'unspoken'],
  ['MQTT', 0, 'unspoken'],
  ['MQTT', 255, 'unspoken'],
  ['MQTX', 4, 'other'],
  ['MQ', 4, 'other'],
  ['', 4, 'other'],
])('%s of level %i is %s, however its length is written and its bytes come', (name, level, verdict) => {
  for (const lengthBytes of [[50], [0x80 | 50, 1], [0x80, 0x80, 0x80, 1]]) {
    const bytes = connect(name, level, lengthBytes)
    expect(judgeLevel(bytes)).toBe(verdict)
    const earlier = Array.from({ length: bytes.length - 2 }, (_, count) =>
      judgeLevel(bytes.subarray(0, count)),
    )
    expect(earlier.filter(one => one !== 'more' && one !== verdict)).toEqual([])
  }
})

test('what is no CONNECT is for the broker to judge', () => {
  expect(judgeLevel(Buffer.of(0xc0, 0))).toBe('other')
  expect(judgeLevel(Buffer.of(0x10, 0x80, 0x80, 0x80, 0x80, 0, 4))).toBe('other')
})
