import { describe, expect, it } from 'vitest'
import type { Read } from './asking.ts'
import { type Carried, judgeCall, judgeFlows, type Seen } from './call-judging.ts'

const runs = (holds: boolean | null): Read<Seen> => ({ ok: true, value: { app: 'running', holds } })
const stopped: Read<Seen> = { ok: true, value: { app: 'stopped', holds: false } }
const silent: Read<Seen> = { ok: false, reason: 'no_answer' }
const both = { in: true, out: true }
const inward = { in: true, out: false }
const outward = { in: false, out: true }
const still = { in: false, out: false }

describe('a call', () => {
  it.each([
    ['is on both ways: the application holds a camera and much flows', runs(true), both, 'running', 'both'],
    ['comes in alone: the picture of this side is stuck', runs(true), inward, 'running', 'in'],
    ['goes out alone: nobody is heard', runs(true), outward, 'running', 'out'],
    ['is not on while nothing flows, though a camera is held', runs(true), still, 'running', 'none'],
    [
      'is not on while neither camera nor microphone is held, whatever flows',
      runs(false),
      both,
      'running',
      'none',
    ],
    [
      'is not on while nobody looks at what flows, and nothing is held',
      runs(false),
      undefined,
      'running',
      'none',
    ],
    ['is unknown as long as it is unknown what is held', runs(null), both, 'running', 'unknown'],
    ['is unknown until something was seen to flow, or not', runs(true), undefined, 'running', 'unknown'],
    ['is not on without the application, whatever flows', stopped, both, 'stopped', 'none'],
    ['is unknown when nobody says anything of it, never "no call"', silent, both, 'unknown', 'unknown'],
    ['is unknown when nobody says anything, also in silence', silent, undefined, 'unknown', 'unknown'],
  ] as const)('%s', (_case, seen, flows, app, media) => {
    expect(judgeCall(seen, flows)).toEqual({ app, media })
  })
})

describe('what flows beside the agent', () => {
  const carried = (over: Partial<Carried> = {}): Carried => ({
    interface: 'eth0',
    whole: { rx: 1_000_000, tx: 2_000_000 },
    own: { rx: 0, tx: 0 },
    atMs: 0,
    ...over,
  })
  /** Kilobytes that the interface, and of them the agent, moved in ten seconds. */
  const moved = (whole: [number, number], own: [number, number] = [0, 0], atMs = 10_000) =>
    carried({
      whole: { rx: 1_000_000 + whole[0] * 1000, tx: 2_000_000 + whole[1] * 1000 },
      own: { rx: own[0] * 1000, tx: own[1] * 1000 },
      atMs,
    })

  it.each([
    ['fifty kilobits a second are enough', moved([62.5, 62.5]), both],
    ['a little less is not', moved([62.4, 62.4]), still],
    ['each way is judged by itself', moved([200, 3]), inward],
    ['what the agent moves is none of the call', moved([30, 400], [0, 380]), still],
    ['what is left beside the agent is', moved([100, 500], [10, 100]), both],
    ['longer is as good', moved([125, 0], [0, 0], 20_000), inward],
    ['too short a time says nothing', moved([500, 500], [0, 0], 9_000), undefined],
    ['a count that was begun anew says nothing', moved([-5, 500]), undefined],
    ['another interface says nothing', { ...moved([500, 500]), interface: 'wlan0' }, undefined],
  ] as const)('%s', (_case, now, flows) => {
    expect(judgeFlows(carried(), now)).toEqual(flows)
  })

  it('is unknown at the first look', () => {
    expect(judgeFlows(undefined, carried())).toBeUndefined()
  })
})
