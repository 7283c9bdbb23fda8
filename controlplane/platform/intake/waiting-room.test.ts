import { describe, expect, test } from 'vitest'
import { startWaitingRoom } from './waiting-room.ts'

const message = (no: number, bytes = 500) => ({ device: { no }, payload: 'p'.repeat(bytes) })

/** How many messages of this set get in, one after the other. */
function fill(room: ReturnType<typeof startWaitingRoom>, no: number, bytes?: number): number {
  let taken = 0
  while (taken < 10_000 && room.enter(message(no, bytes)) === 'in') taken += 1
  return taken
}

describe('the room in which messages wait', () => {
  test.each([1, 20, 800, 2700])('has a part for each of %d sets, whatever the others send', connected => {
    const room = startWaitingRoom(() => connected)
    for (let no = 1; no < connected; no += 1) fill(room, no)
    for (let one = 0; one < 32; one += 1) expect(room.enter(message(connected))).toBe('in')
  })

  test('takes no more than 256 messages of one set, and says that its own share is used', () => {
    const room = startWaitingRoom(() => 3)
    expect(fill(room, 1)).toBe(256)
    expect(room.enter(message(1))).toBe('share used')
    expect(room.enter(message(2))).toBe('in')
  })

  test('is measured in bytes too: what waits never weighs more than 128 MiB', () => {
    const room = startWaitingRoom(() => 800)
    for (let no = 1; no <= 5000; no += 1) fill(room, no, 8192)
    expect(room.bytes()).toBeLessThanOrEqual(128 * 1024 * 1024)
    expect(room.bytes()).toBeGreaterThan(112 * 1024 * 1024)
  })

  test('gives back what has left', () => {
    const room = startWaitingRoom(() => 1)
    fill(room, 1)
    room.leave(Array.from({ length: 256 }, () => message(1)))
    expect([room.messages(), room.bytes()]).toEqual([0, 0])
    expect(fill(room, 1)).toBe(256)
  })
})
