import { expect, test } from 'vitest'
import { cursorPattern, nextCursor, readCursor, writeCursor } from './rules.ts'

const event = '019abc12-0000-7000-8000-000000000001'
const now = 1_763_974_800_000

test('a cursor is read as it was written, and an instant is one', () => {
  for (const text of [String(now), `${now}.${event}`]) {
    expect(writeCursor(readCursor(text))).toBe(text)
    expect(text).toMatch(new RegExp(cursorPattern))
  }
  for (const text of ['', 'now', `${now}.`, `${now}.${event}x`, `-${now}`])
    expect(text).not.toMatch(new RegExp(cursorPattern))
})

test('whoever has read to the end reads the last minute again, and never goes back further', () => {
  const asked = readCursor('0')
  const at = (ago: number) => ({ at: now - ago, event })
  expect(nextCursor(asked, [at(90_000), at(61_000)], false, now)).toEqual(at(61_000))
  expect(nextCursor(asked, [at(90_000), at(1000)], false, now).at).toBe(now - 60_000)
  expect(nextCursor(asked, [at(90_000), at(1000)], true, now)).toEqual(at(1000))
  expect(nextCursor(at(30_000), [at(1000)], false, now)).toEqual(at(30_000))
  expect(nextCursor(asked, [], false, now)).toEqual(asked)
})
