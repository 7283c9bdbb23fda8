import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { connectBytesMax, frameBytesMax, startFrames } from './frame-guard.ts'

/** An MQTT packet of this type and length, whatever it holds. */
function packet(length: number): Uint8Array {
  const header = [0x30]
  let left = length
  do {
    header.push((left & 127) | (left > 127 ? 128 : 0))
    left >>= 7
  } while (left > 0)
  return Uint8Array.from([...header, ...new Uint8Array(length).fill(0xff)])
}

describe('the frame guard', () => {
  test('lets packets through however they are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constant(frameBytesMax)), { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 }),
        (lengths, cuts) => {
          const bytes = Buffer.concat([connectBytesMax, ...lengths].map(packet))
          const frames = startFrames()
          let at = 0
          for (let turn = 0; at < bytes.length; turn++) {
            const size = cuts[turn % cuts.length] ?? 1
            if (!frames.accept(bytes.subarray(at, at + size))) return false
            at += size
          }
          return true
        },
      ),
      { numRuns: 200 },
    )
  })

  test('refuses a packet that announces more than the limit, before it comes', () => {
    const frames = startFrames()
    expect(frames.accept(packet(10))).toBe(true)
    expect(frames.accept(packet(frameBytesMax + 1).subarray(0, 4))).toBe(false)
  })

  test('refuses a first packet that is larger than a set needs to say who it is', () => {
    expect(startFrames().accept(packet(connectBytesMax + 1).subarray(0, 3))).toBe(false)
  })

  test('refuses a length that never ends', () => {
    expect(startFrames().accept(Uint8Array.of(0x10, 0x80, 0x80, 0x80, 0x80, 0x01))).toBe(false)
  })

  test.each([
    ['PUBACK', 0x40, 2],
    ['PUBREL', 0x62, 2],
    ['SUBSCRIBE', 0x82, 512],
    ['PINGREQ', 0xc0, 0],
  ])('refuses a %s that is longer than one can be', (_name, first, lengthMax) => {
    const of = (length: number) => Uint8Array.from([first, ...packet(length).subarray(1)])
    const frames = startFrames()
    frames.accept(packet(10))
    expect(frames.accept(of(lengthMax))).toBe(true)
    expect(frames.accept(of(lengthMax + 1))).toBe(false)
  })

  test.each([0x00, 0x20, 0x90, 0xb0, 0xd0, 0xf0])(
    'refuses a packet that is not for a set to send (%i)',
    first => {
      expect(startFrames().accept(Uint8Array.of(first, 0))).toBe(false)
    },
  )

  test('counts packets of every kind, however they are cut', () => {
    const frames = startFrames()
    const bytes = Buffer.concat([packet(10), ...Array.from({ length: 1000 }, () => Buffer.of(0xc0, 0))])
    for (let at = 0; at < bytes.length; at += 7) frames.accept(bytes.subarray(at, at + 7))
    expect(frames.takeCount()).toBe(1001)
    expect(frames.takeCount()).toBe(0)
  })

  test('refuses the second packet when only that one is too large', () => {
    const frames = startFrames()
    expect(frames.accept(packet(10))).toBe(true)
    expect(frames.accept(Uint8Array.of(0x30, 0xff, 0xff, 0x7f))).toBe(false)
  })
})
