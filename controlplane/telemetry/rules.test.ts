import { describe, expect, test } from 'vitest'
import type { AudioFact, CameraFact } from '../../protocol/facts.ts'
import { isExpired, neededPartitions, partitionOf } from './partition/rules.ts'
import { cameraState, knownOf, soundState, summarise } from './rules.ts'

const camera = (over: Partial<CameraFact> = {}): CameraFact => ({
  present: true,
  model: 'PTZ 20',
  driver: 'uvcvideo',
  error: null,
  blocked: false,
  ...over,
})

test('the worse of microphone and loudspeaker says how the sound of a set is', () => {
  const ok: AudioFact = { present: true, muted: false, volume_zero: null }
  const unread: AudioFact = { present: null, muted: null, volume_zero: null }
  const sound = (audio_in: AudioFact, audio_out: AudioFact) => soundState({ audio_in, audio_out })
  expect(sound(ok, ok)).toBe('ok')
  expect(sound(ok, { ...ok, present: false })).toBe('absent')
  expect(sound({ ...ok, muted: true }, ok)).toBe('muted')
  expect(sound({ ...ok, volume_zero: true }, unread)).toBe('muted')
  expect(sound(ok, unread)).toBe('unknown')
  expect(soundState({ audio_in: ok })).toBe('unknown')
  expect(soundState({})).toBe('unknown')
})

describe('what a set says of its cameras', () => {
  test.each([
    ['a working camera', { camera_1: camera() }, 'ok'],
    [
      'a second camera that works makes up for the first',
      { camera_1: camera({ present: false }), camera_2: camera() },
      'ok',
    ],
    ['no camera', { camera_1: camera({ present: false }) }, 'absent'],
    ['a driver that failed', { camera_1: camera({ error: 'driver_failed' }) }, 'failed'],
    ['a privacy setting', { camera_1: camera({ blocked: true }) }, 'blocked'],
    ['it cannot be read', { camera_1: camera({ present: null }) }, 'unknown'],
    ['not known whether it is blocked: the picture is there', { camera_1: camera({ blocked: null }) }, 'ok'],
    ['nothing said', {}, 'unknown'],
    [
      'one absent and one unknown is absent',
      { camera_1: camera({ present: null }), camera_2: camera({ present: false }) },
      'absent',
    ],
  ] as const)('%s', (_name, facts, state) => {
    expect(cameraState(facts)).toBe(state)
  })

  test('a set that has said nothing is unknown in every column', () => {
    expect(summarise({})).toEqual({
      camera: 'unknown',
      sound: 'unknown',
      interface: null,
      agentVersion: null,
      simulated: false,
    })
  })
})

test('of a fact, and of each part of a list, only what the protocol knows is kept', () => {
  const disk = { model: 'Lichtwerk 256', serial_hash: null }
  expect(knownOf('disks', [{ ...disk, owner: 'Noor' } as typeof disk])).toEqual([disk])
  expect(knownOf('disks', null)).toBeNull()
  const call = { app: 'running', media: 'none', since: 1 } as const
  expect(knownOf('call', { ...call, with: 'Noor' } as typeof call)).toEqual(call)
  expect(knownOf('on_charge', true)).toBe(true)
})

describe('partitions', () => {
  const at = Date.parse('2026-11-21T23:59:59.999Z')

  test('a day is a UTC day', () => {
    const { name, from, to } = partitionOf(at)
    expect(name).toBe('reports_20261121')
    expect(new Date(from).toISOString()).toBe('2026-11-21T00:00:00.000Z')
    expect(to).toBe(at + 1)
  })

  test("today's and the next seven are needed, touching and without overlap", () => {
    const needed = neededPartitions(at)
    expect(needed).toHaveLength(8)
    for (const [index, { from }] of needed.entries()) if (index > 0) expect(from).toBe(needed[index - 1]?.to)
  })

  test('a partition goes when its youngest row is 30 days old, and nothing else goes', () => {
    const end = Date.parse('2026-11-22T00:00:00Z')
    expect(isExpired('reports_20261121', end + 30 * 86_400_000 - 1)).toBe(false)
    expect(isExpired('reports_20261121', end + 30 * 86_400_000)).toBe(true)
    expect(isExpired('report_hours', Number.MAX_SAFE_INTEGER)).toBe(false)
  })
})
