import { expect, test } from 'vitest'
import { openSet, type SetHistory } from './set-rules.ts'

const at = Date.UTC(2026, 10, 23, 9)
const minuteMs = 60_000
const around = { hereSince: null, isProviderDown: false }

/** A camera as it was told: measured and received so many minutes after nine. */
function camera(
  present: boolean,
  measured: number,
  received: number,
  seq: number,
): SetHistory['facts'][number] {
  const value = { present, model: 'C2', driver: 'uvcvideo', error: null, blocked: false }
  return {
    name: 'camera_1',
    value,
    measuredAt: at + measured * minuteMs,
    receivedAt: at + received * minuteMs,
    epoch: 1,
    seq,
  }
}

function historyOf(over: Partial<SetHistory>): SetHistory {
  return {
    link: { deviceNo: 1, label: 'KS-0001', kind: 'school', reportIntervalSeconds: 60 },
    presence: [{ at, presence: 'online', cause: 'heard', heardAt: null }],
    ...{ facts: [], reports: [], checks: [], starts: [], helps: [], states: [], certificates: [] },
    ...over,
  }
}

const knownAt = (set: ReturnType<typeof openSet>, minute: number) => set.at(at + minute * minuteMs, around)

test('a fact holds from when it came, and one that came late moves nothing that holds', () => {
  const facts = [camera(true, 0, 0, 1), camera(false, 5, 5, 3), camera(true, 3, 8, 2)]
  const set = openSet(historyOf({ facts }))
  const camerasAt = (minute: number) => knownAt(set, minute).cameras.map(({ value }) => value)
  expect([1, 5, 9].map(camerasAt)).toEqual([['ok'], ['absent'], ['absent']])
})

test('what is told again as it was keeps the time from which it is so', () => {
  const facts = [camera(false, 1, 1, 1), camera(false, 6, 6, 2)]
  const set = openSet(historyOf({ facts }))
  expect(knownAt(set, 7).cameras).toEqual([
    { value: 'absent', measuredAt: at + minuteMs, receivedAt: at + 6 * minuteMs },
  ])
})

test('who is silent was heard when it said something last, and who says goodbye at that moment', () => {
  const presence = (cause: string) => [
    { at, presence: 'online' as const, cause: 'heard', heardAt: null },
    { at: at + 10 * minuteMs, presence: 'off' as const, cause, heardAt: at + 4 * minuteMs },
  ]
  const heard = (cause: string) => knownAt(openSet(historyOf({ presence: presence(cause) })), 11).heardAt
  expect(heard('silent')).toBe(at + 4 * minuteMs)
  expect(heard('goodbye')).toBe(at + 10 * minuteMs)
})

test('help is asked from when it was heard until somebody closed it', () => {
  const helps = [{ openedAt: at + 2 * minuteMs, endedAt: at + 4 * minuteMs }]
  const set = openSet(historyOf({ helps }))
  expect([1, 3, 5].map(minute => knownAt(set, minute).helpSince)).toEqual([null, at + 2 * minuteMs, null])
})
